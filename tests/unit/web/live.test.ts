import { beforeEach, describe, expect, test } from 'vitest';
import type { Server } from '@/lib/server';
import { NotificationHub } from '@/lib/verification/notifications';
import { SharedReads } from '@/lib/verification/shared-reads';
import type { TopicEvent } from '@/lib/web/events/view';
import { liveStream, noHead } from '@/lib/web/live';
import { StreamLimit } from '@/lib/web/stream-limit';
import { FakeClock, quiet } from '../../support/fake-clock';
import { ann } from '../../support/samples';

let clock: FakeClock;
let hub: NotificationHub;
let lives: boolean;
/** Who has streams open, and how many. */
let present: string[];
let streams: StreamLimit;
beforeEach(() => {
  present = [];
  streams = new StreamLimit();
  clock = new FakeClock();
  hub = new NotificationHub();
  lives = true;
});

/** Opens the stream of these topics and reads it in the background. */
function read(sources: readonly ((signal: AbortSignal) => AsyncIterable<TopicEvent>)[]) {
  const sessions = { isLive: async (id: string) => lives && id === ann.sessionId };
  const presence = {
    enter: (subject: string) => {
      present.push(subject);
      return () => {
        present = [];
      };
    },
  };
  const deps = {
    clock,
    sessions,
    notifications: hub,
    reads: new SharedReads(),
    presence,
    streams,
  } as unknown as Server; // all of it that a stream touches
  const gone = new AbortController();
  const { body } = liveStream(deps, ann, sources, gone.signal);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  if (!reader) throw new Error('the answer has no body');
  const seen = { text: '', isOver: false };
  const run = async () => {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      seen.text += value;
    }
    seen.isOver = true;
  };
  void run().catch(() => {});
  return { seen, gone, reader };
}

const changed = (n: number): TopicEvent => ({ topic: 'transfers', value: { at: String(n) } });

/** Tells these and then nothing, until it is stopped. */
function telling(events: readonly TopicEvent[]) {
  const state = { released: false };
  const source = async function* (signal: AbortSignal): AsyncGenerator<TopicEvent> {
    try {
      yield* events;
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    } finally {
      state.released = true;
    }
  };
  return { source, state };
}

describe('a stream for one person', () => {
  test('tells of every topic, under the name of its kind', async () => {
    const calls: TopicEvent = { topic: 'calls', value: { calls: [], now: 'now' } };
    const transfer = { topic: 'transfer:trf_1', value: { id: 'trf_1' } } as unknown as TopicEvent; // names suffice
    const { seen } = read([telling([calls]).source, telling([changed(1), changed(2), transfer]).source]);
    await quiet();
    await quiet();
    expect(seen.text).toContain('event: calls\ndata: {"topic":"calls","value":{"calls":[],"now":"now"}}\n\n');
    expect(seen.text).toContain(
      'event: transfer\ndata: {"topic":"transfer:trf_1","value":{"id":"trf_1"}}\n\n',
    );
    expect(seen.text.match(/"at":"\d"/g)).toEqual(['"at":"1"', '"at":"2"']);
    expect(seen.isOver).toBe(false);
    expect(present, 'they have a page open').toEqual([ann.subject]);
  });

  test('gives way to newer ones of the same session, and says so', async () => {
    const opened = Array.from({ length: 10 }, () => read([telling([]).source]));
    await quiet();
    opened.push(read([telling([]).source]));
    await quiet();
    const [oldest, ...others] = opened;
    expect(oldest?.seen).toMatchObject({ isOver: true, text: expect.stringContaining('"isOver":true') });
    expect(others.map(({ seen }) => seen.isOver)).toEqual(Array(10).fill(false));
    // One that is gone makes room.
    others[3]?.gone.abort();
    await quiet();
    read([telling([]).source]);
    await quiet();
    expect(others.filter(({ seen }) => seen.text.includes('isOver'))).toEqual([]);
  });

  test('ends at once when its session is ended somewhere, though nothing is told', async () => {
    const { source, state } = telling([]);
    const { seen } = read([source]);
    await quiet();
    lives = false;
    hub.publish(`session:${ann.sessionId}`);
    await quiet();
    await quiet();
    expect(seen.isOver).toBe(true);
    expect(state.released).toBe(true);
    expect(clock.waiting).toBe(0);
  });

  test('ends within five seconds when nobody announced the end', async () => {
    const { seen } = read([telling([]).source]);
    await clock.advance(60_000);
    expect(seen.isOver).toBe(false);
    lives = false;
    await clock.advance(5_000);
    expect(seen.isOver).toBe(true);
  });

  test('tells nothing at all to a session that has ended', async () => {
    lives = false;
    const { seen } = read([telling([changed(1)]).source]);
    await quiet();
    await quiet();
    expect(seen).toEqual({ text: '', isOver: true });
  });

  test.each(['the request', 'the reader'])('lets everything go when %s is gone', async (who) => {
    const { source, state } = telling([changed(1)]);
    const { seen, gone, reader } = read([source]);
    await quiet();
    await quiet();
    expect(seen.text).toContain('"at":"1"');
    if (who === 'the request') gone.abort();
    else await reader.cancel();
    await quiet();
    await quiet();
    expect(state.released).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(present).toEqual([]);
  });
});

test('asking for the head of a stream is answered at once, without opening one', () => {
  expect(noHead()).toMatchObject({ status: 405 });
  expect(noHead().headers.get('allow')).toBe('GET');
});
