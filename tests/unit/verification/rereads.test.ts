import { beforeEach, describe, expect, test } from 'vitest';
import { rereads } from '@/lib/verification/rereads';
import { FakeClock, quiet } from '../../support/fake-clock';

let clock: FakeClock;
let browser: AbortController;
let wake = () => {};
let subscribed: number;
beforeEach(() => {
  clock = new FakeClock();
  browser = new AbortController();
  subscribed = 0;
});

/** Counts the turns in the background; `onTurn` happens within each. */
function turns(onTurn: () => void | Promise<void> = () => {}) {
  const seen = { count: 0, isOver: false };
  const subscribe = (listener: () => void) => {
    subscribed++;
    wake = listener;
    return () => void subscribed--;
  };
  const run = async () => {
    for await (const _ of rereads({ clock }, subscribe, browser.signal)) {
      seen.count++;
      await onTurn();
    }
    seen.isOver = true;
  };
  void run();
  return seen;
}

describe('reading again', () => {
  test('happens at once, at every call, and after five seconds without one', async () => {
    const seen = turns();
    await quiet();
    expect(seen.count).toBe(1);
    wake();
    await quiet();
    expect(seen.count).toBe(2);
    await clock.advance(4_999);
    expect(seen.count).toBe(2);
    await clock.advance(1);
    expect(seen.count).toBe(3);
  });

  test('happens once more for any number of calls during a turn', async () => {
    let first = true;
    const seen = turns(() => {
      if (!first) return;
      first = false;
      wake();
      wake();
      wake();
    });
    await quiet();
    expect(seen.count).toBe(2);
  });

  test('leaves no timer behind when it was called', async () => {
    turns();
    for (let n = 0; n < 10; n++) {
      await quiet();
      wake();
    }
    await quiet();
    expect(clock.waiting).toBe(1);
  });

  test('ends when nobody listens any more, waiting or not, and gives the subscription back', async () => {
    const seen = turns();
    await quiet();
    expect(subscribed).toBe(1);
    browser.abort();
    await quiet();
    expect(seen).toEqual({ count: 1, isOver: true });
    expect(subscribed).toBe(0);
    expect(clock.waiting).toBe(0);
  });

  test('ends within a turn without another one', async () => {
    const seen = turns(() => {
      wake();
      browser.abort();
    });
    await quiet();
    expect(seen).toEqual({ count: 1, isOver: true });
    expect(subscribed).toBe(0);
  });
});
