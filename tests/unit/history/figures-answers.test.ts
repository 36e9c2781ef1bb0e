import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerTimes, histogram, merged } from '@/lib/history/figures/answers';
import { none } from '@/lib/history/figures/counts';
import type { Distribution } from '@/lib/history/figures/store';
import { approvalRate } from '@/lib/history/figures/view';

const distribution = fc
  .array(fc.tuple(fc.nat(6000), fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 50 })
  .map((pairs): Distribution => [...new Map(pairs)]);

const each = (some: Distribution) =>
  some.flatMap(([tenths, times]) => Array<number>(times).fill(tenths / 10));

describe('times to answer', () => {
  test.each<[string, Distribution, ReturnType<typeof answerTimes>]>([
    ['none', [], { count: 0, median: null, p95: null }],
    ['one', [[123, 1]], { count: 1, median: 12.3, p95: 12.3 }],
    // Nearest rank: the first of two, not what lies between them.
    [
      'two',
      [
        [200, 1],
        [100, 1],
      ],
      { count: 2, median: 10, p95: 20 },
    ],
    ['twenty', Array.from({ length: 20 }, (_, n) => [n + 1, 1] as const), { count: 20, median: 1, p95: 1.9 }],
    [
      'twenty-one',
      Array.from({ length: 21 }, (_, n) => [n + 1, 1] as const),
      { count: 21, median: 1.1, p95: 2 },
    ],
    [
      'many alike',
      [
        [50, 96],
        [900, 4],
      ],
      { count: 100, median: 5, p95: 5 },
    ],
    [
      'one slow one too many',
      [
        [50, 94],
        [900, 6],
      ],
      { count: 100, median: 5, p95: 90 },
    ],
  ])('of %s', (_what, given, expected) => {
    expect(answerTimes(given)).toEqual(expected);
  });

  test('are times that were measured, with the asked-for share not above them', () => {
    fc.assert(
      fc.property(distribution, (given) => {
        const all = each(given);
        const { count, median, p95 } = answerTimes(given);
        expect(count).toBe(all.length);
        for (const [value, share] of [
          [median, 0.5],
          [p95, 0.95],
        ] as const) {
          expect(all).toContain(value);
          const within = (limit: number) => all.filter((seconds) => seconds < limit).length / all.length;
          expect(within(value ?? 0)).toBeLessThan(share);
          expect(within((value ?? 0) + 0.05)).toBeGreaterThanOrEqual(share);
        }
      }),
    );
  });

  test('fall into one bin each; a bound belongs to the bin above it', () => {
    expect(
      histogram([
        [49, 1],
        [50, 2],
        [1199, 4],
        [1200, 8],
        [99_999, 16],
      ]).filter(({ count }) => count > 0),
    ).toEqual([
      { fromSeconds: 0, toSeconds: 5, count: 1 },
      { fromSeconds: 5, toSeconds: 10, count: 2 },
      { fromSeconds: 90, toSeconds: 120, count: 4 },
      { fromSeconds: 120, toSeconds: null, count: 24 },
    ]);
    fc.assert(
      fc.property(distribution, (given) => {
        const bins = histogram(given);
        expect(bins.reduce((all, { count }) => all + count, 0)).toBe(each(given).length);
        expect(bins.slice(0, -1).map(({ toSeconds }) => toSeconds)).toEqual(
          bins.slice(1).map(({ fromSeconds }) => fromSeconds),
        );
      }),
    );
  });

  test('of several are those of all of them together', () => {
    fc.assert(
      fc.property(distribution, distribution, (a, b) => {
        const together = each(merged([a, b])).sort((x, y) => x - y);
        expect(together).toEqual([...each(a), ...each(b)].sort((x, y) => x - y));
      }),
    );
  });
});

test('the rate of approval is of those that ended, and there is none before one has', () => {
  expect(approvalRate(none)).toBeNull();
  expect(approvalRate({ ...none, total: 3, open: 3 })).toBeNull();
  expect(approvalRate({ ...none, total: 5, approved: 3, denied: 1, open: 1 })).toBe(0.75);
});
