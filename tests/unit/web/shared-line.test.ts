import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { SharedLine } from '@/components/web/shared-line';
import type { Topic } from '@/lib/web/events/view';

/** The streams the browser has open. */
let streams: Source[] = [];

class Source extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly CLOSED = 2;
  readyState = 0;
  readonly topics: string[];
  constructor(href: string) {
    super();
    this.topics = new URL(href, 'http://desk.test').searchParams.getAll('on');
    streams.push(this);
  }
  close() {
    this.readyState = 2;
    streams = streams.filter((each) => each !== this);
  }
  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  tells(topic: Topic, value: unknown) {
    const data = JSON.stringify({ topic, value });
    this.dispatchEvent(new MessageEvent(topic.replace(/:.*/, ''), { data }));
  }
}

/** A browser's tabs: what they send each other comes at once, a lock goes to who waits for it longest. */
function browser() {
  const channels = new Set<EventTarget>();
  const waiting = new Map<string, { run: () => Promise<void> }[]>();
  const held = new Set<string>();
  const grant = (name: string) => {
    const next = held.has(name) ? undefined : waiting.get(name)?.shift();
    if (!next) return;
    held.add(name);
    void next.run().then(() => {
      held.delete(name);
      grant(name);
    });
  };
  const locks = {
    request: (name: string, { signal }: { signal: AbortSignal }, run: () => Promise<void>) => {
      const turn = { run };
      waiting.set(name, [...(waiting.get(name) ?? []), turn]);
      signal.addEventListener('abort', () =>
        waiting.set(
          name,
          (waiting.get(name) ?? []).filter((each) => each !== turn),
        ),
      );
      queueMicrotask(() => grant(name));
      return new Promise<void>(() => {});
    },
    query: async () => ({ held: [...held].map((name) => ({ name })) }),
  };
  const channel = () => {
    const end = new EventTarget();
    channels.add(end);
    return Object.assign(end, {
      postMessage: (data: unknown) => {
        for (const other of channels) {
          if (other !== end) queueMicrotask(() => other.dispatchEvent(new MessageEvent('message', { data })));
        }
      },
      close: () => channels.delete(end),
    });
  };
  const open = (of = { locks, channel }) => new SharedLine(of as never);
  return {
    open,
    withoutLocks: () => open({ locks: undefined as never, channel }),
    /** Holds the lock until what is returned is called. */
    held: () => {
      held.add('countersign-line');
      return () => {
        held.delete('countersign-line');
        grant('countersign-line');
      };
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('fetch', async () => Response.json({}));
  streams = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
function follow(line: SharedLine, topic: Topic) {
  const heard: unknown[] = [];
  return { heard, stop: line.follow(topic, (value) => heard.push(value)) };
}
const only = (): Source => {
  expect(streams).toHaveLength(1);
  return streams[0] as Source;
};

describe('the tabs of a browser', () => {
  test('have one stream, which tells each tab of what it follows', async () => {
    const { open } = browser();
    const tabs = Array.from({ length: 8 }, () => open());
    const calls = tabs.map((tab) => follow(tab, 'calls'));
    await pass(50);
    only().opens();
    only().tells('calls', 1);
    const late = follow(tabs[3] as SharedLine, 'customer:C-1');
    await pass(50);
    const last = streams.at(-1) as Source;
    last.opens();
    expect(only().topics.toSorted()).toEqual(['calls', 'customer:C-1']);
    only().tells('customer:C-1', 2);
    await pass(1);
    const others = calls.filter((_, tab) => tab !== 3);
    expect(others.map(({ heard }) => heard)).toEqual(Array(7).fill([1]));
    expect(late.heard).toEqual([2]);
  });

  test('that comes later hears what is known already', async () => {
    const { open } = browser();
    follow(open(), 'calls');
    await pass(50);
    only().opens();
    only().tells('calls', 1);
    const second = follow(open(), 'calls');
    await pass(50);
    expect(second.heard).toContain(1);
    expect(streams).toHaveLength(1);
  });

  test('that comes much later hears it as of then: the server’s clock has gone on', async () => {
    const { open } = browser();
    const first = open();
    follow(first, 'calls');
    await pass(50);
    only().opens();
    only().tells('calls', {
      calls: [{ verification: { now: '2026-03-02T09:00:00.000Z' } }],
      now: '2026-03-02T09:00:00.000Z',
    });
    const second = open();
    follow(second, 'calls');
    await pass(10_000);
    const inSecond = follow(second, 'calls');
    const third = open();
    const inThird = follow(third, 'calls');
    await pass(1);
    for (const { heard } of [inSecond, inThird]) {
      const now = expect.stringMatching(/^2026-03-02T09:00:10\.0/);
      expect(heard).toEqual([{ calls: [{ verification: { now } }], now }]);
    }
  });

  test('go on when the one that leads is closed', async () => {
    const { open } = browser();
    const first = open();
    follow(first, 'calls');
    const second = open();
    const heard = follow(second, 'transfers').heard;
    const third = open();
    const alsoHeard = follow(third, 'calls').heard;
    await pass(50);
    first.left();
    await pass(50);
    const stream = streams.at(-1) as Source;
    stream.opens();
    expect(only().topics.toSorted()).toEqual(['calls', 'transfers']);
    only().tells('calls', 'new');
    only().tells('transfers', 'list');
    await pass(1);
    expect([heard.at(-1), alsoHeard.at(-1)]).toEqual(['list', 'new']);
  });

  test('are told when the line is lost, and when it is back', async () => {
    const { open } = browser();
    const first = open();
    follow(first, 'desk');
    const second = open();
    follow(second, 'desk');
    await pass(50);
    only().opens();
    only().tells('desk', { at: 1 });
    await pass(1);
    expect([first.lost, second.lost]).toEqual([false, false]);
    await pass(12_500); // Nothing at all is said, as by a server that stands still.
    expect([first.lost, second.lost]).toEqual([true, true]);
    await pass(60_000);
    expect(streams, 'nobody has opened one of their own').toHaveLength(1);
    only().opens();
    only().tells('desk', { at: 2 });
    await pass(1);
    expect([first.lost, second.lost]).toEqual([false, false]);
  });

  test('what nobody follows any more is not asked for', async () => {
    const { open } = browser();
    follow(open(), 'calls');
    const second = open();
    const { stop } = follow(second, 'customer:C-1');
    await pass(50);
    stop();
    await pass(50);
    expect(streams.at(-1)?.topics).toEqual(['calls']);
    follow(second, 'customer:C-2');
    await pass(50);
    second.left();
    await pass(50);
    expect(streams.at(-1)?.topics).toEqual(['calls']);
  });

  test('a tab that gets no answer has a stream of its own, until somebody leads', async () => {
    const { open, held } = browser();
    // Some page has the lock, and is frozen.
    const thaw = held();
    const first = open();
    const { heard } = follow(first, 'calls');
    const second = open();
    follow(second, 'transfers');
    await pass(50);
    expect(streams).toHaveLength(0);
    await pass(1500);
    expect(streams.map(({ topics }) => topics)).toEqual([['calls'], ['transfers']]);
    streams[0]?.opens();
    streams[0]?.tells('calls', 1);
    expect(heard).toEqual([1]);

    thaw();
    await pass(50);
    streams.at(-1)?.opens();
    expect(only().topics.toSorted()).toEqual(['calls', 'transfers']);
    only().tells('calls', 2);
    expect(heard).toEqual([1, 2]);
  });

  test('where the browser has no locks each has its own', async () => {
    const { withoutLocks } = browser();
    follow(withoutLocks(), 'calls');
    follow(withoutLocks(), 'calls');
    await pass(50);
    expect(streams).toHaveLength(2);
  });
});
