import type { Random } from '../../sandbox/bank/random';

const HOUR_MS = 3_600_000;

/** How busy each hour of a working day is, from midnight. */
const hours = [1, 1, 1, 1, 1, 2, 6, 20, 55, 90, 100, 92, 75, 80, 95, 98, 90, 70, 45, 25, 12, 6, 3, 2];
/** And each day, from Sunday. */
const days = [0.15, 1.15, 1.05, 1, 1, 0.9, 0.35];

/** `count` moments within the `lastDays` before `until`, oldest first, as a contact centre's calls are spread. */
export function* moments(random: Random, count: number, lastDays: number, until: Date): Generator<Date> {
  const first = until.getTime() - lastDays * 24 * HOUR_MS;
  const weights = Array.from({ length: lastDays * 24 }, (_, index) => {
    const hour = new Date(first + index * HOUR_MS);
    return (hours[hour.getUTCHours()] ?? 0) * (days[hour.getUTCDay()] ?? 0);
  });
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let [reached, given] = [0, 0];
  for (const [index, weight] of weights.entries()) {
    reached += weight;
    const due = Math.round((reached / whole) * count) - given;
    given += due;
    const within = Array.from({ length: due }, () => random.int(0, HOUR_MS - 1)).sort((a, b) => a - b);
    for (const ms of within) yield new Date(first + index * HOUR_MS + ms);
  }
}
