/** However few deny in a centre, two in a hundred are nothing unusual. */
const LOWEST_SHARE = 0.02;
/** Fewer are a bad day. */
export const FEWEST_DENIALS = 3;
/** Chance alone does this to one in a thousand. */
const CHANCE = 0.001;

/**
 * Whether so many denials are more than chance makes of the centre's own share of them.
 *
 * @param centre over a time long enough to know
 */
export function isUnusual(
  { denied, answered }: { readonly denied: number; readonly answered: number },
  centre: { readonly denied: number; readonly answered: number },
): boolean {
  return denied >= FEWEST_DENIALS && atLeast(denied, answered, usualShare(centre)) < CHANCE;
}

/** What share of the customers denies, between 0 and 1. */
export function usualShare({
  denied,
  answered,
}: {
  readonly denied: number;
  readonly answered: number;
}): number {
  return Math.max(LOWEST_SHARE, answered === 0 ? 0 : denied / answered);
}

/**
 * The probability of `k` or more successes in `n` independent trials of probability `p`: the upper tail of the
 * binomial distribution.
 */
export function atLeast(k: number, n: number, p: number): number {
  if (k <= 0 || p >= 1) return 1;
  if (k > n || p <= 0) return 0;
  // Always summed away from the middle: the terms only get smaller, and none is lost below the smallest number.
  if (k > n * p) return Math.min(1, sum(k, n, p));
  return Math.max(0, 1 - sum(n - k + 1, n, 1 - p));
}

/** P(X = k) + P(X = k + 1) + …, for a k above the mean. */
function sum(k: number, n: number, p: number): number {
  const odds = p / (1 - p);
  let term = exactly(k, n, p);
  let total = term;
  for (let i = k; i < n && term > total * Number.EPSILON; i++) {
    term *= ((n - i) / (i + 1)) * odds;
    total += term;
  }
  return total;
}

/** P(X = k), by logarithms: the factors alone are beyond what a number holds. */
function exactly(k: number, n: number, p: number): number {
  let log = k * Math.log(p) + (n - k) * Math.log1p(-p);
  const few = Math.min(k, n - k);
  for (let i = 1; i <= few; i++) log += Math.log((n - few + i) / i);
  return Math.exp(log);
}
