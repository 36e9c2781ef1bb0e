import type { Counts, Figures } from '@/lib/history/figures/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import type { Verification } from '@/lib/verification/verification';

/*
 * The figures as somebody with a list and much time would work them out: one verification after the other, by what the
 * clock on the wall says. Nothing here is shared with the code that is tested.
 */

const QUARTER_MS = 15 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Reports have a test of their own. */
const nothingReported = {
  bySource: { provider: 0, security_event: 0, staff: 0, denial: 0, wrong_subject: 0 },
  alarms: 0,
};

export function naiveFigures(
  history: readonly Verification[],
  names: Readonly<Record<string, string>>,
  filter: HistoryFilter,
  zone: string,
  now: Date,
): Figures {
  // Swedish dates are what ISO 8601 says they are.
  const days8601 = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
  const hours24 = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit' });
  const dayAt = (instant: Date) => days8601.format(instant);
  const hourAt = (instant: Date) => Number(hours24.format(instant).slice(0, 2));
  const beginning = (day: string) => {
    // Noon is on that day in every zone that is used here, and clocks are only ever changed by quarters.
    let instant = Date.parse(`${day}T06:00:00Z`);
    while (dayAt(new Date(instant)) >= day) instant -= QUARTER_MS;
    while (dayAt(new Date(instant)) < day) instant += QUARTER_MS;
    return new Date(instant);
  };

  const wanted = history.filter((v) => meets(v, filter));
  const { first, last, until } = daysMeant(filter.period, dayAt(now), now);
  const within = wanted.filter(({ requestedAt }) => {
    const day = dayAt(requestedAt);
    return (!first || day >= first) && (!last || day <= last) && (!until || requestedAt < until);
  });
  const earliest = within.map(({ requestedAt }) => dayAt(requestedAt)).sort()[0];
  const end = (() => {
    const over = last ? beginning(shift(last, 1)) : now;
    return over < now ? over : now;
  })();
  const begin = first ? beginning(first) : earliest ? beginning(earliest) : end;
  const to = new Date(Math.max(begin.getTime(), end.getTime()));

  const days: string[] = [];
  if (to > begin) {
    for (let day = dayAt(begin); day <= dayAt(new Date(to.getTime() - 1)); day = shift(day, 1))
      days.push(day);
  }
  const allDays = [...new Set([...days, ...within.map(({ requestedAt }) => dayAt(requestedAt))])].sort();

  const before = (() => {
    if (!first || to <= begin) return null;
    const from = beginning(shift(first, -days.length));
    const lastDay = shift(first, -1);
    const lastOfThis = days.at(-1) ?? first;
    const cutOff =
      to.getTime() === beginning(shift(lastOfThis, 1)).getTime()
        ? begin.getTime()
        : beginning(lastDay).getTime() + to.getTime() - beginning(lastOfThis).getTime();
    const stop = new Date(Math.min(cutOff, begin.getTime()));
    const then = wanted.filter(({ requestedAt }) => requestedAt >= from && requestedAt < stop);
    return {
      from: from.toISOString(),
      to: stop.toISOString(),
      totals: count(then),
      answers: answers(then),
      reports: nothingReported,
    };
  })();

  const people = [...new Set(within.map(({ staffSubject }) => staffSubject))].map((subject) => {
    const theirs = within.filter(({ staffSubject }) => staffSubject === subject);
    return { subject, name: names[subject] ?? '?', counts: count(theirs), answers: answers(theirs) };
  });
  return {
    zone,
    tooManyCustomers: false,
    staff: [],
    from: begin.toISOString(),
    to: to.toISOString(),
    totals: count(within),
    answers: answers(within),
    reports: nothingReported,
    histogram: [0, 5, 10, 15, 20, 30, 45, 60, 90, 120].map((fromSeconds, index, all) => {
      const toSeconds = all[index + 1] ?? null;
      const fits = (s: number) => s >= fromSeconds && s < (toSeconds ?? Number.POSITIVE_INFINITY);
      return { fromSeconds, toSeconds, count: seconds(within).filter(fits).length };
    }),
    before,
    byDay: allDays.map((day) => ({
      day,
      counts: count(within.filter((v) => dayAt(v.requestedAt) === day)),
    })),
    byHour: [...Array(24).keys()].map((hour) => ({
      hour,
      counts: count(within.filter((v) => hourAt(v.requestedAt) === hour)),
    })),
    byPurpose: (['account_access', 'wire_transfer'] as const).map((purpose) => {
      const such = within.filter((v) => v.purpose === purpose);
      return { purpose, counts: count(such), answers: answers(such) };
    }),
    byStaff: people.sort((a, b) => b.counts.total - a.counts.total || a.subject.localeCompare(b.subject)),
  };
}

function meets(v: Verification, filter: HistoryFilter): boolean {
  return (
    (filter.staff === null || v.staffSubject === filter.staff) &&
    (filter.customer === null || v.customerId === filter.customer) &&
    (filter.purpose === null || v.purpose === filter.purpose) &&
    (filter.status === null || v.status === filter.status) &&
    (filter.reason === null || v.reason === filter.reason) &&
    (filter.delivery === null || v.delivery === filter.delivery) &&
    (filter.call === null || v.callReference === filter.call)
  );
}

/** The first and the last day, and for those that end now the moment itself. */
function daysMeant(period: HistoryFilter['period'], today: string, now: Date) {
  if (period === null) return { first: null, last: null, until: null };
  if (!('preset' in period)) return { first: period.from, last: period.to, until: null };
  const { preset } = period;
  if (preset === 'today') return { first: today, last: today, until: null };
  if (preset === 'yesterday') return { first: shift(today, -1), last: shift(today, -1), until: null };
  return { first: shift(today, 1 - Number.parseInt(preset, 10)), last: today, until: now };
}

function shift(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

function count(some: readonly Verification[]): Counts {
  const such = (...statuses: string[]) => some.filter(({ status }) => statuses.includes(status)).length;
  return {
    total: some.length,
    approved: such('approved'),
    denied: such('denied'),
    expired: such('expired'),
    failed: such('failed'),
    cancelled: such('cancelled'),
    open: such('requested', 'pending'),
    fraudReports: some.filter(({ reason }) => reason === 'fraud_reported').length,
  };
}

function seconds(some: readonly Verification[]): number[] {
  return some
    .flatMap(({ status, requestedAt, endedAt }) =>
      endedAt && (status === 'approved' || status === 'denied')
        ? [Math.round((endedAt.getTime() - requestedAt.getTime()) / 100) / 10]
        : [],
    )
    .sort((a, b) => a - b);
}

/** The nearest rank by its definition: the least value that at least that share does not exceed. */
function answers(some: readonly Verification[]) {
  const all = seconds(some);
  const rank = (percent: number) =>
    all.find((value) => all.filter((other) => other <= value).length * 100 >= percent * all.length) ?? null;
  return { count: all.length, median: rank(50), p95: rank(95) };
}
