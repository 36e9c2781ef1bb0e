import { type Counts, sum } from '@/lib/history/figures/view';
import { locale } from '@/messages/locale';

interface Day {
  readonly day: string;
  readonly counts: Counts;
}

/** Days that follow each other and are counted together: one, or those of a week from Monday on. */
export interface Span {
  readonly from: string;
  readonly to: string;
  readonly counts: Counts;
}

/** A calendar day is the same everywhere, so it is read and written in UTC. */
const formats = {
  weekday: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', timeZone: 'UTC' }),
  date: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
  full: new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }),
  range: new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  }),
  month: new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }),
};

export function dayText(day: string, length: 'weekday' | 'date' | 'full'): string {
  return formats[length].format(dateOf(day));
}

/** `16–22 Nov 2026`, and `Mon, 16 Nov 2026` where both are the same day. */
export function spanText({ from, to }: Pick<Span, 'from' | 'to'>): string {
  return from === to ? dayText(from, 'full') : formats.range.formatRange(dateOf(from), dateOf(to));
}

export function daysAsSpans(days: readonly Day[]): Span[] {
  return days.map(({ day, counts }) => ({ from: day, to: day, counts }));
}

/** The first and the last week have fewer days where the period does not begin on a Monday or end on a Sunday. */
export function weeksOf(days: readonly Day[]): Span[] {
  const weeks: Span[] = [];
  for (const { day, counts } of days) {
    const week = weeks.at(-1);
    if (!week || isMonday(day)) weeks.push({ from: day, to: day, counts });
    else weeks[weeks.length - 1] = { from: week.from, to: day, counts: sum(week.counts, counts) };
  }
  return weeks;
}

/** What stands under one column: `wide` only where there is room. */
export interface AxisLabel {
  readonly at: number;
  readonly text: string;
  readonly wide: boolean;
}

/** Every day of a few, the Mondays of some weeks, the beginnings of months of a year. */
export function axisLabels(spans: readonly Span[]): AxisLabel[] {
  const indices = spans.map((_, at) => at);
  const from = (at: number) => spans[at]?.from ?? '';
  if (spans.some((span) => span.from !== span.to)) {
    const months = indices.filter((at) => at > 0 && from(at).slice(0, 7) !== from(at - 1).slice(0, 7));
    return thinned(months, (at) => monthText(from(at)));
  }
  if (spans.length <= 8) return thinned(indices, (at) => dayText(from(at), 'weekday'));
  return thinned(
    indices.filter((at) => isMonday(from(at))),
    (at) => dayText(from(at), 'date'),
  );
}

const WIDE_MOST = 14;
const NARROW_MOST = 5;

/** As many labels as there is room for, evenly apart, and those of narrow charts among those of wide ones. */
function thinned(indices: readonly number[], text: (at: number) => string): AxisLabel[] {
  const wideStep = Math.ceil(indices.length / WIDE_MOST);
  const shown = indices.filter((_, nth) => nth % wideStep === 0);
  const narrowStep = Math.ceil(shown.length / NARROW_MOST);
  return shown.map((at, nth) => ({ at, text: text(at), wide: nth % narrowStep !== 0 }));
}

/** Where January would stand stands the year that begins. */
function monthText(day: string): string {
  return day.slice(5, 7) === '01' ? day.slice(0, 4) : formats.month.format(dateOf(day));
}

function isMonday(day: string): boolean {
  return dateOf(day).getUTCDay() === 1;
}

function dateOf(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
