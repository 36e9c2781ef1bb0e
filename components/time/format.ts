import { locale } from '@/messages/locale';

/** `2:05`, and `1:02:05` from an hour on. Never negative. */
export function clockText(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}

const formats = {
  long: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }),
  short: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
  day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
};

/**
 * A calendar date (`2017-03-09`) has no time zone: it is the same day everywhere. `short` is 9 Mar 2017, and `day` leaves
 * the year out.
 */
export function dateText(isoDate: string, length: keyof typeof formats = 'long'): string {
  const date = new Date(isoDate);
  return Number.isNaN(date.getTime()) ? isoDate : formats[length].format(date);
}
