import type { Figures } from '@/lib/history/figures/view';
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
  if (!before) return 'There is nothing before it to compare with.';
  const last = new Date(Date.parse(before.to) - 1);
  const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: zone });
  const time = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: zone }).format(
    new Date(before.to),
  );
  const range = days.formatRange(new Date(before.from), last);
  if (time === '00:00') return `Compared with ${range}.`;
  const single = range === days.format(last);
  return `Compared with ${range}, ${single ? '' : 'the last day '}until ${time}.`;
}

/** `Europe/Isle_of_Man` is how programs write it. */
export function zoneText(zone: string): string {
  return zone.replaceAll('_', ' ');
}
