import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { eventStream, frame } from '@/lib/web/sse';

describe('a frame', () => {
  test('is event, id and data, closed by an empty line', () => {
    expect(frame({ event: 'snapshot', id: 7, data: { status: 'pending' } })).toBe(
      'event: snapshot\nid: 7\ndata: {"status":"pending"}\n\n',
    );
  });

  test('stays one frame whatever the data holds', () => {
    const text = frame({
      event: 'snapshot',
      id: 1,
      data: { name: 'a\r\n\ndata: {"status":"approved"}\n\n' },
    });
    expect(text.trimEnd().split(/\r\n|\n|\r/)).toHaveLength(3);
    const line = text.split('\n')[2] ?? '';
    expect(JSON.parse(line.replace(/^data: /, ''))).toEqual({
      name: 'a\r\n\ndata: {"status":"approved"}\n\n',
    });
  });
});

describe('a stream', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  type Message = { event: string; id: number; data: unknown };
  const message = (id: number): Message => ({ event: 'snapshot', id, data: id });
  const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
  const open = (messages: AsyncIterator<Message>, abort = () => {}) => {
    const response = eventStream(messages, abort);
    const reader = response.body?.getReader();
    if (!reader) throw new Error('the answer has no body');
    return { response, reader };
  };

  test('is of the type browsers expect, kept by nobody and changed by no proxy', () => {
    const { headers } = eventStream((async function* () {})(), () => {});
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    expect(headers.get('cache-control')).toMatch(/no-store/);
    expect(headers.get('cache-control')).toMatch(/no-transform/);
  });

  test('carries each message in its frame, then ends', async () => {
    let aborted = false;
    const { reader } = open(
      (async function* () {
        yield message(1);
        yield message(2);
      })(),
      () => {
        aborted = true;
      },
    );
    expect(text((await reader.read()).value)).toBe(frame(message(1)));
    expect(text((await reader.read()).value)).toBe(frame(message(2)));
    expect((await reader.read()).done).toBe(true);
    expect(aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('that is silent says so every fifteen seconds', async () => {
    const { reader } = open({ next: () => new Promise(() => {}) });
    const first = reader.read();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(text((await first).value)).toBe(':\n\n');
  });

  test('stops its source when the browser goes away', async () => {
    const abort = vi.fn();
    const { reader } = open({ next: () => new Promise(() => {}) }, abort);
    await reader.cancel();
    expect(abort).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });
  test('whose source fails stops its heartbeat', async () => {
    const { reader } = open({ next: () => Promise.reject(new Error('connection lost')) });
    await expect(reader.read()).rejects.toThrow('connection lost');
    expect(vi.getTimerCount()).toBe(0);
  });
});
