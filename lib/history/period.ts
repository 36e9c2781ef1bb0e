import type { Period, Preset } from './filter/view';

/** A stretch of time: `from` belongs to it, `to` does not. Null has no end on that side. */
export interface Instants {
  readonly from: Date | null;
  readonly to: Date | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** No zone is further from UTC than this, whatever its clocks did that day. */
const FURTHEST_MS = 27 * 60 * 60 * 1000;

/** Calendar days, the current one included. */
const lengths: Readonly<Record<Exclude<Preset, 'today' | 'yesterday'>, number>> = {
  '7d': 7,
  '30d': 30,
  '90d': 90,
  '365d': 365,
};

/**
 * When a period begins and ends. Its days are those of the zone, which at a change of the clocks are shorter or longer
 * than others.
 *
 * @param zone IANA name
 */
export function instantsOf(period: Period | null, zone: string, now: Date): Instants {
  if (period === null) return { from: null, to: null };
  if (!('preset' in period)) {
    return {
      from: period.from === null ? null : startOf(period.from, zone),
      to: period.to === null ? null : startOf(dayAfter(period.to, 1), zone),
    };
  }
  const today = dayOf(now, zone);
  const { preset } = period;
  if (preset === 'today') return { from: startOf(today, zone), to: startOf(dayAfter(today, 1), zone) };
  if (preset === 'yesterday') return { from: startOf(dayAfter(today, -1), zone), to: startOf(today, zone) };
  return { from: startOf(dayAfter(today, 1 - lengths[preset]), zone), to: now };
}

/** The day it is in the zone: `2026-11-22`. */
export function dayOf(instant: Date, zone: string): string {
  return daysOf(zone)(instant.getTime());
}

/**
 * The first moment of a day. Not always midnight: where the clocks go forward at midnight there is none. So it is
 * looked for, and days only ever go forward.
 */
function startOf(day: string, zone: string): Date {
  const dayAt = daysOf(zone);
  const middle = Date.parse(`${day}T00:00:00Z`);
  let before = middle - FURTHEST_MS;
  let notBefore = middle + FURTHEST_MS;
  while (notBefore - before > 1) {
    const between = Math.floor((before + notBefore) / 2);
    if (dayAt(between) < day) before = between;
    else notBefore = between;
  }
  return new Date(notBefore);
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Reads days off instants. Years of four digits, so that texts order as days do. */
function daysOf(timeZone: string): (instant: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
  };
}
