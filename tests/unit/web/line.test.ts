import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Line } from '@/components/web/line';
import type { Topic } from '@/lib/web/events/view';

/** The browser's EventSource, whose server is the test. */
class Source extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly CLOSED = 2;
  static all: Source[] = [];
  readyState = 0;
  readonly topics: string[];
  constructor(href: string) {
    super();
    this.topics = new URL(href, 'http://desk.test').searchParams.getAll('on');
    Source.all.push(this);
  }
  close() {
    this.readyState = 2;
  }
  opens() {
    this.readyState = 1;
    this.dispatchEvent(new Event('open'));
  }
  drops() {
    this.readyState = 0;
    this.dispatchEvent(new Event('error'));
  }
  isRefused() {
    this.readyState = 2;
    this.dispatchEvent(new Event('error'));
  }
  tells(topic: Topic, value: unknown) {
    const data = JSON.stringify({ topic, value });
    this.dispatchEvent(new MessageEvent(topic.replace(/:.*/, ''), { data }));
  }
}

const asked: string[] = [];
let line: Line;
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Source);
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return Response.json({});
  });
  Source.all = [];
  asked.length = 0;
  line = new Line();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** The streams that are not closed. */
const open = () => Source.all.filter(({ readyState }) => readyState !== 2);
const newest = () => {
  const source = Source.all.at(-1);
  if (!source) throw new Error('nothing was opened');
  return source;
};
/** Follows a topic; what it heard so far. */
function follow(topic: Topic) {
  const heard: unknown[] = [];
  return { heard, stop: line.follow(topic, (value) => heard.push(value)) };
}

describe('one line for all', () => {
  test('tells of everything that is followed, each to who follows it', async () => {
    const calls = follow('calls');
    const customer = follow('customer:C-1');
    await pass(20);
    expect(Source.all).toHaveLength(1);
    expect(newest().topics).toEqual(['calls', 'customer:C-1']);
    newest().opens();
    newest().tells('calls', 1);
    newest().tells('customer:C-1', 2);
    newest().tells('customer:C-2', 3);
    expect([calls.heard, customer.heard]).toEqual([[1], [2]]);
  });

  test('what another page follows opens it anew, and the old one tells until then', async () => {
    const calls = follow('calls');
    const first = follow('customer:C-1');
    await pass(20);
    const old = newest();
    old.opens();
    // One page goes and the next one comes.
    first.stop();
    const second = follow('customer:C-2');
    await pass(20);
    expect(Source.all).toHaveLength(2);
    expect(newest().topics).toEqual(['calls', 'customer:C-2']);
    old.tells('calls', 1);
    expect(calls.heard).toEqual([1]);
    newest().opens();
    expect(open()).toEqual([newest()]);
    newest().tells('customer:C-2', 2);
    expect(second.heard).toEqual([2]);
    old.tells('calls', 'of before');
    expect(calls.heard).toEqual([1]);
  });

  test('that is told that newer ones took its place says so, and asks for no other', async () => {
    const desk = follow('desk');
    await pass(20);
    newest().opens();
    newest().tells('desk', { release: 'a' });
    newest().tells('desk', { release: 'a', isOver: true });
    expect(desk.heard).toEqual([{ release: 'a' }, { release: 'a', isOver: true }]);
    expect(open()).toEqual([]);
    expect(line.lost).toBe(true);
    await pass(60_000);
    expect(Source.all).toHaveLength(1);
  });

  test('the same thing followed twice, or anew within a moment, opens nothing', async () => {
    const first = follow('calls');
    await pass(20);
    newest().opens();
    newest().tells('calls', 1);
    const second = follow('calls');
    await pass(20);
    expect(second.heard, 'what is known already').toEqual([1]);
    first.stop();
    second.stop();
    const third = follow('calls');
    await pass(20);
    expect(Source.all).toHaveLength(1);
    newest().tells('calls', 2);
    expect(third.heard, 'and what was known when it came back').toEqual([1, 2]);
  });

  test('closes when nothing is followed any more, and keeps nothing of it', async () => {
    const { stop } = follow('customer:C-1');
    await pass(20);
    newest().opens();
    newest().tells('customer:C-1', 'a secret');
    stop();
    await pass(20);
    expect(open()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    expect(follow('customer:C-1').heard).toEqual([]);
  });
});

describe('a line that is down', () => {
  test('says so after a second and a half, and no more once it is back', async () => {
    follow('calls');
    await pass(20);
    newest().opens();
    newest().drops();
    await pass(1_499);
    expect(line.lost).toBe(false);
    await pass(1);
    expect(line.lost).toBe(true);
    newest().opens();
    expect(line.lost).toBe(false);
    expect(Source.all, 'the browser reconnects by itself').toHaveLength(1);
  });

  test('that is back soon was never lost', async () => {
    const told = vi.fn();
    line.onLost(told);
    follow('calls');
    await pass(20);
    newest().drops();
    await pass(1_000);
    newest().opens();
    await pass(10_000);
    expect(told).not.toHaveBeenCalled();
  });

  test('is opened anew after a refusal, soon and then every few seconds, having asked why', async () => {
    const random = vi.spyOn(Math, 'random').mockReturnValue(1);
    follow('calls');
    await pass(20);
    newest().isRefused();
    expect(asked).toEqual(['/api/calls']);
    await pass(1_999);
    expect(Source.all).toHaveLength(1);
    await pass(1);
    expect(Source.all).toHaveLength(2);
    newest().isRefused();
    await pass(3_999);
    expect(Source.all).toHaveLength(2);
    await pass(1);
    expect(Source.all).toHaveLength(3);
    random.mockReturnValue(0);
    for (let n = 0; n < 6; n++) {
      newest().isRefused();
      await pass(3_000);
    }
    expect(Source.all).toHaveLength(9);
    newest().opens();
    expect(line.lost).toBe(false);
  });

  test('still tells what the old stream knows while the new one is refused', async () => {
    const calls = follow('calls');
    await pass(20);
    const old = newest();
    old.opens();
    follow('customer:C-1');
    await pass(20);
    newest().isRefused();
    await pass(1_500);
    expect(line.lost).toBe(true);
    old.tells('calls', 1);
    expect(calls.heard).toEqual([1]);
    await pass(500);
    newest().opens();
    expect(open()).toEqual([newest()]);
    expect(line.lost).toBe(false);
  });

  test('gives its connection to a new one that does not come through', async () => {
    follow('calls');
    await pass(20);
    const old = newest();
    old.opens();
    follow('customer:C-1');
    await pass(5_020);
    expect(old.readyState).toBe(Source.CLOSED);
    expect(line.lost).toBe(true);
    newest().opens();
    expect(line.lost).toBe(false);
  });

  test('is opened anew when its page comes back from the browser’s cache', async () => {
    follow('calls');
    await pass(20);
    newest().opens();
    line.restored();
    newest().opens();
    expect(Source.all).toHaveLength(2);
    expect(open()).toEqual([newest()]);
  });
});
