import { dayOf, instantsOf } from '../period';

const DAY_MS = 24 * 60 * 60 * 1000;

export interface Stretch {
  readonly from: Date;
  readonly to: Date;
}

/**
 * What a period is compared with: as many days right before it. Where its last day is not over, the last day before is
 * cut off at the same time, so that half a day is not measured against a whole one.
 */
export function periodBefore({ from, to }: Stretch, zone: string): Stretch | null {
  if (to <= from) return null;
  const lastDay = dayOf(new Date(to.getTime() - 1), zone);
  const days = 1 + (Date.parse(lastDay) - Date.parse(dayOf(from, zone))) / DAY_MS;
  const start = startOf(daysBefore(dayOf(from, zone), days), zone);
  const isOver = to.getTime() === startOf(dayOf(to, zone), zone).getTime();
  if (isOver) return { from: start, to: from };
  const sinceMidnight = to.getTime() - startOf(lastDay, zone).getTime();
  const sameTime = startOf(daysBefore(lastDay, days), zone).getTime() + sinceMidnight;
  return { from: start, to: new Date(Math.min(sameTime, from.getTime())) };
}

/** Every day from the first to the last, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = daysBefore(day, -1)) days.push(day);
  return days;
}

/** The moment this day begins in the zone. */
export function startOf(day: string, zone: string): Date {
  const { from } = instantsOf({ from: day, to: null }, zone, new Date(0));
  if (!from) throw new TypeError('A day has a beginning');
  return from;
}

function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(day) - days * DAY_MS).toISOString().slice(0, 10);
}
