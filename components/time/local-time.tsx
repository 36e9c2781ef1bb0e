'use client';

import { locale } from '@/messages/locale';
import { useHydrated } from '../ui/hydrated';

interface Props {
  iso: string;
  /**
   * `time` is 14:32, `minute` is 22 Nov 2026, 14:32, `moment` is 22 Nov 2026, 14:32:07, and `document`, which may be read
   * elsewhere, 22 Nov 2026, 14:32:07 CET.
   */
  show?: 'time' | 'minute' | 'moment' | 'document';
  /** May break between date and time. */
  wrap?: boolean;
}

const moment = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
} as const;

const formats = {
  time: { hour: '2-digit', minute: '2-digit' },
  minute: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  moment,
  document: { ...moment, timeZoneName: 'short' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** A moment in the reader's own time zone, which the server cannot know: blank of the same width until then. */
export function LocalTime({ iso, show = 'time', wrap = false }: Props) {
  const hydrated = useHydrated();
  const format = new Intl.DateTimeFormat(locale, {
    ...formats[show],
    ...(hydrated ? {} : { timeZone: 'UTC' }),
  });
  return (
    // Suppressed because Node and browsers may carry different short names of a month.
    <time
      dateTime={iso}
      className={`${hydrated ? '' : 'invisible'} ${wrap ? '' : 'whitespace-nowrap'}`}
      suppressHydrationWarning
    >
      {format.format(new Date(iso))}
    </time>
  );
}
