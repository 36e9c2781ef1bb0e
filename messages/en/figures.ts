import type { ReactNode } from 'react';
import type { Preset } from '@/lib/history/filter/view';
import { rich } from '../rich';
import { count, numberText } from './locale';
import { titleOf } from './title';

/** A rate or a time of few verifications says little. */
const few = (isFew: boolean): string => (isFew ? ', a small number' : '');

export const say = {
  title: 'Figures',
  tab: titleOf('Figures', 'History'),
  /** In the field for the period, where nobody has chosen one. */
  usualPeriod: 'Default: the last 7 days',

  period: {
    label: 'Period',
    names: {
      today: 'Today',
      yesterday: 'Yesterday',
      '7d': '7 days',
      '30d': '30 days',
      '90d': '90 days',
      '365d': '365 days',
    } satisfies Record<Preset, string>,
    counted: ({ days, zone, comparison }: { days: ReactNode; zone: string; comparison: string }) =>
      rich`${days}, in the time zone ${zone}. ${comparison}`,
    compared: ({ days }: { days: string }) => `Compared with ${days}.`,
    /** Where the last day is not over. */
    comparedUntil: ({ days, time, isOneDay }: { days: string; time: string; isOneDay: boolean }) =>
      isOneDay
        ? `Compared with ${days}, until ${time}.`
        : `Compared with ${days}, the last day until ${time}.`,
    nothingBefore: 'There is no earlier period to compare with.',
  },

  nothing: {
    inPeriod: 'No verification was requested in this period, so there is nothing to count.',
    matches: 'No verification in this period matches the filter, so there is nothing to count.',
    longer: ({ period }: { period: string }) => `Look at ${period.toLowerCase()}`,
    unfiltered: 'Count all verifications in this period',
  },

  outcomes: {
    approved: 'Approved',
    denied: 'Denied',
    expired: 'Expired',
    failed: 'Failed',
    cancelled: 'Cancelled',
    open: 'Still open',
  },
  /** `36 approved` */
  outcome: ({ number, name }: { number: number; name: string }) =>
    `${numberText(number)} ${name.toLowerCase()}`,
  /** `48: 36 approved, 12 denied` */
  madeUpOf: ({ total, outcomes }: { total: number; outcomes: readonly string[] }) =>
    outcomes.length > 0 ? `${numberText(total)}: ${outcomes.join(', ')}` : 'none',
  /** Over a column or a bar. */
  named: ({ name, what }: { name: string; what: string }) => `${name}: ${what}`,
  patterns: 'What the patterns mean',

  headline: {
    inShort: 'In short',
    inDetail: 'In detail',
    total: 'Total',
    approved: 'Approved',
    denied: 'Denied',
    expired: 'Timeout (expired)',
    approvalRate: 'Approval rate',
    failed: 'Failed',
    cancelled: 'Cancelled',
    reported: 'Reported',
    reportedAs: 'as not the customer',
    open: 'Still open',
    median: 'Median time to answer',
    p95: '95th percentile',
    noneEnded: 'none ended yet',
    share: ({ approved, ended, isFew }: { approved: number; ended: number; isFew: boolean }) =>
      `${numberText(approved)} of the ${numberText(ended)} that ended${few(isFew)}`,
    nobodyAnswered: 'nobody answered',
    answers: ({ number, isFew }: { number: number; isFew: boolean }) =>
      `of ${count(number, 'answer', 'answers')}${few(isFew)}`,
    p95Means: '95 of 100 answered within this time',
    p95OfFew: 'the slowest answer, as there are only a few',
    /** What the link on a figure is called. */
    list: ({ value, label }: { value: string; label: string }) =>
      `${value} ${label.toLowerCase()}: show them in the list`,
  },

  reports: {
    heading: 'Reported as not the customer',
    label: 'Reports and alarms',
    alarms: 'Alarms raised',
  },

  /** A figure against the period before: for the eye, and for a screen reader. */
  change: {
    noData: 'no data before',
    before: ({ from }: { from: string }) => `${from} before`,
    beforeSpoken: ({ from }: { from: string }) => `before, it was ${from}`,
    same: ({ from }: { from: string }) => `= ${from} before`,
    sameSpoken: 'the same as before',
    up: ({ by, from }: { by: string; from: string }) => `▲ ${by} from ${from}`,
    down: ({ by, from }: { by: string; from: string }) => `▼ ${by} from ${from}`,
    count: {
      up: ({ by, from }: { by: string; from: string }) => `${by} more than before, when it was ${from}`,
      down: ({ by, from }: { by: string; from: string }) => `${by} fewer than before, when it was ${from}`,
    },
    rate: {
      up: ({ by, from }: { by: string; from: string }) => `${by} higher than before, when it was ${from}`,
      down: ({ by, from }: { by: string; from: string }) => `${by} lower than before, when it was ${from}`,
    },
    time: {
      up: ({ by, from }: { by: string; from: string }) => `${by} longer than before, when it was ${from}`,
      down: ({ by, from }: { by: string; from: string }) => `${by} shorter than before, when it was ${from}`,
    },
    /** Between two rates: `3.2 points`. */
    points: ({ number, isOne }: { number: string; isOne: boolean }) =>
      `${number} ${isOne ? 'point' : 'points'}`,
  },

  /** The line above each chart, which is also its name for those who cannot see it. */
  chart: {
    noAnswers: 'No customer answered in this period.',
    fewAnswers: ({ number, median }: { number: number; median: string }) =>
      `Only ${count(number, 'answer', 'answers')}, with a median of ${median}: too few to draw conclusions from.`,
    answers: ({ number, median, p95 }: { number: number; median: string; p95: string }) =>
      `Half of ${count(number, 'answer', 'answers')} came within ${median}, 95 of 100 within ${p95}.`,
    noDays: 'The period has no days.',
    oneDay: ({ total, day }: { total: number; day: string }) =>
      total === 1
        ? `The only verification was requested on ${day}.`
        : `All ${numberText(total)} verifications were requested on ${day}.`,
    busiestDay: (busiest: Busiest) =>
      `The busiest day was ${partOf(busiest)}${
        busiest.quiet > 0 ? ` Nobody was asked on ${count(busiest.quiet, 'day', 'days')}.` : ''
      }`,
    busiestWeek: (busiest: Busiest) =>
      `The busiest week was ${partOf(busiest)}${
        busiest.quiet > 0 ? ` Nobody was asked in ${count(busiest.quiet, 'week', 'weeks')}.` : ''
      }`,
    noHours: 'The period has no hours.',
    busiestHour: ({ from, to, zone, number, total }: BusiestHour) =>
      `The busiest hour of the day was ${from} to ${to} (${zone}): ${numberText(number)} of ${numberText(total)}.`,
    purpose: ({ purpose, number, approved }: { purpose: string; number: number; approved: string }) =>
      `${purpose}: ${numberText(number)}, ${approved}.`,
    nobodyAsked: 'Nobody requested a verification in this period.',
    onePersonAsked: ({ name, total, approved }: { name: string; total: number; approved: string }) =>
      `${name} asked for all ${numberText(total)}, ${approved}.`,
    peopleAsked: ({ people, name, number, total, approved }: PeopleAsked) =>
      `${numberText(people)} people asked, ${name} most often: ${numberText(number)} of ${numberText(total)}. Of all, ${approved}.`,
    approved: ({ rate, isFew }: { rate: string; isFew: boolean }) =>
      `${rate} approved${isFew ? ' (a small number)' : ''}`,
    noneEnded: 'none ended yet',
  },

  /** `hidden`: for screen readers only, to whom every chart would offer the same. */
  asTable: ({ title, hidden }: { title: string; hidden: (text: string) => ReactNode }) =>
    rich`Figures as a table${hidden(`: ${title}`)}`,
  table: {
    total: 'Total',
    reported: 'Reported',
    approvalRate: 'Approval rate',
    deniedRate: 'Denied rate',
    median: 'Median answer',
    p95: '95 of 100 within',
  },

  byDay: {
    days: 'By day',
    weeks: 'By week',
    drawnByDay: 'One column for each day, stacked by outcome, with approved at the bottom.',
    drawnByWeek:
      'One column for each week, from Monday to Sunday, stacked by outcome, with approved at the bottom.',
    caption: 'Verifications by day',
    what: 'Day',
  },
  byHour: {
    title: 'By hour of day',
    drawn: ({ zone }: { zone: string }) =>
      `One column for each hour of the day in ${zone}, stacked by outcome, with approved at the bottom.`,
    span: ({ from, to }: { from: string; to: string }) => `${from} to ${to}`,
    caption: ({ zone }: { zone: string }) => `Verifications by hour of day in ${zone}`,
    what: 'Hour',
  },
  answers: {
    title: 'Time to answer',
    note: 'approved and denied',
    drawn: 'One column for each span of seconds. The later columns cover longer spans.',
    unit: 'seconds from the request to the answer',
    span: ({ from, to }: { from: number; to: number }) => `${from} s to less than ${to} s`,
    spanOn: ({ from }: { from: number }) => `${from} s and longer`,
    median: ({ time }: { time: string }) => `median ${time}`,
    p95: ({ time }: { time: string }) => `95th percentile ${time}`,
    caption: 'Answers by the time they took',
    what: 'Time to answer',
    number: 'Answers',
    share: 'Share',
  },
  byPurpose: {
    title: 'By purpose',
    drawn: 'One bar for each purpose, stacked by outcome, with approved on the left.',
    caption: 'Verifications by purpose',
    what: 'Purpose',
  },
  byStaff: {
    title: 'By member of staff',
    drawn: 'One bar for each person, most requests first, stacked by outcome, with approved on the left.',
    more: ({ people }: { people: number }) => `And ${numberText(people)} more: the table lists everybody.`,
    caption: 'Verifications by member of staff',
    what: 'Member of staff',
  },
  /** Beside the number of a bar. */
  bar: {
    approved: ({ rate }: { rate: string }) => `${rate} approved`,
    denied: ({ rate }: { rate: string }) => `${rate} denied`,
    few: 'few',
    noneEnded: 'none ended yet',
  },
};

interface Busiest {
  readonly span: string;
  readonly number: number;
  readonly total: number;
  /** How many spans had none. */
  readonly quiet: number;
}

interface BusiestHour {
  readonly from: string;
  readonly to: string;
  readonly zone: string;
  readonly number: number;
  readonly total: number;
}

interface PeopleAsked {
  readonly people: number;
  /** Who asked most. */
  readonly name: string;
  readonly number: number;
  readonly total: number;
  readonly approved: string;
}

/** `16–22 Nov 2026: 6 of 21.` */
function partOf({ span, number, total }: Busiest): string {
  return `${span}: ${numberText(number)} of ${numberText(total)}.`;
}
