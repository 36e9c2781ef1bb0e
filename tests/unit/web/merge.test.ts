import { beforeEach, describe, expect, test } from 'vitest';
import { merge } from '@/lib/web/events/merge';
import { quiet } from '../../support/fake-clock';

let over: AbortController;
beforeEach(() => {
  over = new AbortController();
});

/** A source that gives what it is told to, and notes how often it was asked and whether it was let go. */
function source() {
  const given: (number | Error)[] = [];
  let wake = () => {};
  over.signal.addEventListener('abort', () => wake());
  const seen = { asked: 0, released: false };
  async function* items(): AsyncGenerator<number> {
    try {
      for (;;) {
        seen.asked++;
        while (given.length === 0 && !over.signal.aborted) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const item = given.shift();
        if (item instanceof Error) throw item;
        if (item === undefined) return;
        yield item;
      }
    } finally {
      seen.released = true;
    }
  }
  const give = (item: number | Error) => {
    given.push(item);
    wake();
  };
  return { seen, items: items(), give };
}

describe('several sources as one', () => {
  test('tell each item as it comes, whoever comes first', async () => {
    const [a, b] = [source(), source()];
    const both = merge([a.items, b.items], over.signal);
    b.give(1);
    expect((await both.next()).value).toBe(1);
    a.give(2);
    expect((await both.next()).value).toBe(2);
  });

  test('go on when one of them is over', async () => {
    async function* short(): AsyncGenerator<number> {
      yield 1;
    }
    const long = source();
    const both = merge([short(), long.items], over.signal);
    expect((await both.next()).value).toBe(1);
    long.give(2);
    expect((await both.next()).value).toBe(2);
  });

  test('ask none for more before its last item was taken', async () => {
    const a = source();
    const all = merge([a.items], over.signal);
    a.give(1);
    await all.next();
    a.give(2);
    await quiet();
    expect(a.seen.asked).toBe(1);
  });

  test('fail when one of them fails', async () => {
    const [a, b] = [source(), source()];
    const both = merge([a.items, b.items], over.signal);
    const first = both.next();
    a.give(new Error('the database is away'));
    await expect(first).rejects.toThrow('the database is away');
  });

  test('end with the signal, and let all of them go: waiting, taken from or not', async () => {
    const [a, b] = [source(), source()];
    const both = merge([a.items, b.items], over.signal);
    a.give(1);
    await both.next();
    b.give(2);
    await quiet();
    over.abort();
    expect(await both.next()).toMatchObject({ done: true });
    expect([a.seen.released, b.seen.released]).toEqual([true, true]);
  });
});
