import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventStream, frame } from '@/lib/web/sse';

describe('a frame', () => {
  test('is event and data, closed by an empty line', () => {
    expect(frame({ event: 'calls', data: { status: 'pending' } })).toBe(
      'event: calls\ndata: {"status":"pending"}\n\n',
    );
  });

  test('stays one frame whatever the data holds', () => {
    const text = frame({ event: 'calls', data: { name: 'a\r\n\ndata: {"status":"approved"}\n\n' } });
    expect(text.trimEnd().split(/\r\n|\n|\r/)).toHaveLength(2);
    const line = text.split('\n')[1] ?? '';
    expect(JSON.parse(line.replace(/^data: /, ''))).toEqual({
      name: 'a\r\n\ndata: {"status":"approved"}\n\n',
    });
  });
});

describe('a stream', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  type Message = { event: string; data: unknown };
  const message = (n: number): Message => ({ event: 'number', data: n });
  const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
  const open = (messages: AsyncIterator<Message>, gone = new AbortController().signal) => {
    const response = eventStream(messages, gone);
    const reader = response.body?.getReader();
    if (!reader) throw new Error('the answer has no body');
    return { response, reader };
  };

  test('is of the type browsers expect, kept by nobody and changed by no proxy', () => {
    const { headers } = eventStream((async function* () {})(), new AbortController().signal);
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(headers.get('cache-control')).toMatch(/no-store/);
    expect(headers.get('cache-control')).toMatch(/no-transform/);
  });

  test('carries each message in its frame, then ends', async () => {
    const { reader } = open(
      (async function* () {
        yield message(1);
        yield message(2);
      })(),
    );
    expect(text((await reader.read()).value)).toBe(frame(message(1)));
    expect(text((await reader.read()).value)).toBe(frame(message(2)));
    expect((await reader.read()).done).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that is silent says so every fifteen seconds', async () => {
    const { reader } = open({ next: () => new Promise(() => {}) });
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(text((await first).value)).toBe(':\n\n');
  });

  test('stops its source when the browser goes away', async () => {
    const source = {
      next: () => new Promise<never>(() => {}),
      return: vi.fn(async () => ({ done: true, value: 0 }) as const),
    };
    const { reader } = open(source);
    void reader.read().catch(() => {});
    await reader.cancel();
    expect(source.return).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('lets its source clean up although it stands between two messages', async () => {
    const gone = new AbortController();
    let cleaned = false;
    const { reader } = open(
      (async function* () {
        try {
          yield message(1);
          yield message(2);
        } finally {
          cleaned = true;
        }
      })(),
      gone.signal,
    );
    await reader.read();
    gone.abort();
    await vi.advanceTimersByTimeAsync(0);
    expect(cleaned).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('whose browser had gone before it began never starts a heartbeat', async () => {
    const source = {
      next: () => new Promise<never>(() => {}),
      return: vi.fn(async () => ({ done: true, value: 0 }) as const),
    };
    eventStream(source, AbortSignal.abort());
    expect(source.return).toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('whose source fails stops its heartbeat', async () => {
    const { reader } = open({ next: () => Promise.reject(new Error('connection lost')) });
    await expect(reader.read()).rejects.toThrow('connection lost');
    expect(vi.getTimerCount()).toBe(0);
  });
});
