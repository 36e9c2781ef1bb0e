import { daysBetween, type Stretch } from './compared-period';
import { none } from './counts';
import type { TimeBin } from './store';
import { type Counts, type Figures, sum } from './view';
import type { WallClock } from './wall-clock';

const hours = Array.from({ length: 24 }, (_, hour) => hour);

/** Every day of the stretch. Another node's clock may be ahead of ours: what it wrote on the next day counts as well. */
export function byDay(bins: readonly TimeBin[], wall: WallClock, { from, to }: Stretch): Figures['byDay'] {
  const counted = countedBy(bins, (at) => wall.at(at).day);
  const days = to > from ? daysBetween(wall.at(from.getTime()).day, wall.at(to.getTime() - 1).day) : [];
  return [...new Set([...days, ...counted.keys()])]
    .sort()
    .map((day) => ({ day, counts: counted.get(day) ?? none }));
}

/** All hours of the day, whether or not a day of the period had each of them. */
export function byHour(bins: readonly TimeBin[], wall: WallClock): Figures['byHour'] {
  const counted = countedBy(bins, (at) => wall.at(at).hour);
  return hours.map((hour) => ({ hour, counts: counted.get(hour) ?? none }));
}

function countedBy<Key>(bins: readonly TimeBin[], keyOf: (instant: number) => Key): Map<Key, Counts> {
  const counted = new Map<Key, Counts>();
  for (const { at, counts } of bins) {
    const key = keyOf(at.getTime());
    counted.set(key, sum(counted.get(key) ?? none, counts));
  }
  return counted;
}
