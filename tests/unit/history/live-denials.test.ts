import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, isUnusual, usualShare } from '@/lib/history/live/unusual-denials';

/** The same tail as a fraction of whole numbers: slow, and exact. `p` is `success` in `of`. */
function exactTail(k: number, n: number, success: number, of: number): number {
  let ways = 1n;
  let sum = 0n;
  const [hit, miss] = [BigInt(success), BigInt(of - success)];
  for (let i = 0; i <= n; i++) {
    if (i >= k) sum += ways * hit ** BigInt(i) * miss ** BigInt(n - i);
    ways = (ways * BigInt(n - i)) / BigInt(i + 1);
  }
  // Thirty digits, of which a number keeps the first sixteen.
  const scaled = (sum * 10n ** 300n) / BigInt(of) ** BigInt(n);
  return Number(`${scaled}e-300`);
}

describe('the chance of so many denials or more', () => {
  test('is the upper tail of the binomial distribution, to twelve digits', () => {
    const cases = fc
      .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 999 }))
      .chain(([n, p]) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n), fc.constant(p)));
    fc.assert(
      fc.property(cases, ([k, n, p]) => {
        const exact = exactTail(k, n, p, 1000);
        const found = atLeast(k, n, p / 1000);
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(1e-12 + exact * 1e-10);
        // Where it decides, every digit counts: what is rare is not lost in what is common.
        if (k > (n * p) / 1000 && exact > 1e-250) expect(found / exact).toBeCloseTo(1, 9);
      }),
      { numRuns: 300 },
    );
  });

  test('is certain for none, and nothing for more than there are', () => {
    expect(atLeast(0, 10, 0.3)).toBe(1);
    expect(atLeast(11, 10, 0.3)).toBe(0);
    expect(atLeast(10, 10, 1)).toBe(1);
    expect(atLeast(1, 10, 0)).toBe(0);
    expect(atLeast(1, 1, 0.25)).toBe(0.25);
  });

  test('does not get lost in large numbers', () => {
    expect(atLeast(10, 100_000, 0.5)).toBe(1);
    expect(atLeast(50_000, 100_000, 0.5)).toBeCloseTo(0.5, 2);
    expect(atLeast(99_999, 100_000, 0.02)).toBe(0);
  });
});

describe('denials are unusual', () => {
  const centre = { denied: 500, answered: 10_000 };

  test('when chance does not explain them by the centre’s own share', () => {
    // 1 in 20 denies here: 5 of 10 is 1 in 16,000, and 4 of 10 is 1 in 970.
    expect(isUnusual({ denied: 5, answered: 10 }, centre)).toBe(true);
    expect(isUnusual({ denied: 4, answered: 10 }, centre)).toBe(false);
    expect(isUnusual({ denied: 5, answered: 10 }, { denied: 4_000, answered: 10_000 })).toBe(false);
  });

  test('never below three, however improbable', () => {
    const hardlyAny = { denied: 1, answered: 1_000_000 };
    expect(isUnusual({ denied: 2, answered: 2 }, hardlyAny)).toBe(false);
    expect(isUnusual({ denied: 3, answered: 3 }, hardlyAny)).toBe(true);
  });

  test('against two in a hundred where fewer deny, or nobody has answered yet', () => {
    expect(usualShare({ denied: 1, answered: 1_000 })).toBe(0.02);
    expect(usualShare({ denied: 0, answered: 0 })).toBe(0.02);
    expect(usualShare(centre)).toBe(0.05);
    expect(isUnusual({ denied: 3, answered: 30 }, { denied: 0, answered: 5_000 })).toBe(false);
  });
});
