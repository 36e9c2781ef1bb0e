import type { Counts, Figures } from '@/lib/history/figures/view';

/** Counts of these, with the total that belongs to them. */
export function counts(of: Partial<Omit<Counts, 'total'>>): Counts {
  const { approved = 0, denied = 0, expired = 0, failed = 0, cancelled = 0, open = 0, fraudReports = 0 } = of;
  const total = approved + denied + expired + failed + cancelled + open;
  return { total, approved, denied, expired, failed, cancelled, open, fraudReports };
}

/** A number of days from one on, the nth of which has n approved. */
export function days(first: string, length: number): Figures['byDay'] {
  return Array.from({ length }, (_, at) => ({
    day: new Date(Date.parse(first) + at * 86_400_000).toISOString().slice(0, 10),
    counts: counts({ approved: at }),
  }));
}

export const nothingReported: Figures['reports'] = {
  bySource: { provider: 0, security_event: 0, staff: 0, denial: 0, wrong_subject: 0 },
  alarms: 0,
};

/** Figures of a day on which nothing happened, with what a test is about. */
export function figures(about: Partial<Figures>): Figures {
  return {
    zone: 'Europe/London',
    tooManyCustomers: false,
    staff: [],
    from: '2026-11-22T00:00:00.000Z',
    to: '2026-11-23T00:00:00.000Z',
    totals: counts({}),
    answers: { count: 0, median: null, p95: null },
    reports: nothingReported,
    histogram: [],
    before: null,
    byDay: days('2026-11-22', 1),
    byHour: Array.from({ length: 24 }, (_, hour) => ({ hour, counts: counts({}) })),
    byPurpose: [],
    byStaff: [],
    ...about,
  };
}

/** A number and its unit are kept on one line by another kind of space, which is not what these tests are about. */
export function plain(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}
