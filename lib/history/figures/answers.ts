import type { Distribution } from './store';
import type { AnswerTimes, Bin } from './view';

/** Lower bounds in seconds: finer where most answers are, and the last is for all that took longer. */
const bounds = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120];

/** All that were measured in any of them. */
export function merged(distributions: readonly Distribution[]): Distribution {
  const times = new Map<number, number>();
  for (const distribution of distributions) {
    for (const [tenths, count] of distribution) times.set(tenths, (times.get(tenths) ?? 0) + count);
  }
  return [...times];
}

export function answerTimes(distribution: Distribution): AnswerTimes {
  const ascending = [...distribution].sort(([a], [b]) => a - b);
  const count = ascending.reduce((all, [, times]) => all + times, 0);
  return { count, median: nearestRank(ascending, count, 50), p95: nearestRank(ascending, count, 95) };
}

/** The least time within which at least so many percent answered, in seconds. */
function nearestRank(ascending: Distribution, count: number, percent: number): number | null {
  // In whole numbers until the division: 0.95 is none that a computer has.
  const rank = Math.ceil((count * percent) / 100);
  let reached = 0;
  for (const [tenths, times] of ascending) {
    reached += times;
    if (reached >= rank) return tenths / 10;
  }
  return null;
}

export function histogram(distribution: Distribution): Bin[] {
  return bounds.map((fromSeconds, index) => {
    const toSeconds = bounds[index + 1] ?? null;
    const count = distribution
      .filter(([tenths]) => tenths >= fromSeconds * 10 && (toSeconds === null || tenths < toSeconds * 10))
      .reduce((all, [, times]) => all + times, 0);
    return { fromSeconds, toSeconds, count };
  });
}
