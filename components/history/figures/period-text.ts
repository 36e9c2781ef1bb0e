import type { Figures } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';
import { locale } from '@/messages/locale';
import { spanText } from './days';

/** Which days are counted, and against what they are held: `16–22 Nov 2026`. */
export function countedText({ byDay }: Figures): string {
  const [first, last] = [byDay[0], byDay.at(-1)];
  return first && last ? spanText({ from: first.day, to: last.day }) : '';
}

/**
 * What it is held against. Where the last day of the period is not over, the last day before counts up to the same time
 * only.
 */
export function beforeText({ before, zone }: Figures): string {
  if (!before) return say.period.nothingBefore;
  const last = new Date(Date.parse(before.to) - 1);
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: zone });
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(
    new Date(before.to),
  );
  const range = days.formatRange(new Date(before.from), last);
  if (time === '00:00') return say.period.compared({ days: range });
  return say.period.comparedUntil({ days: range, time, isOneDay: range === days.format(last) });
}

/** `Europe/Isle_of_Man` is how programs write it. */
export function zoneText(zone: string): string {
  return zone.replaceAll('_', ' ');
}
