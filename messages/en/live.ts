import type { ReactNode } from 'react';
import type { Matter, StaffLimit } from '@/lib/history/live/view';
import { rich } from '../rich';
import { count, numberText } from './locale';
import { titleOf } from './title';

type Kind = Exclude<Matter['kind'], 'fraud' | 'unusual_searches'>;

export const say = {
  title: 'Live',
  tab: ({ alerts }: { alerts: number }) => titleOf(alerts > 0 ? `(${numberText(alerts)}) Live` : 'Live'),
  fullScreen: 'Full screen',

  hour: {
    heading: 'Asked in the last hour',
    asked: 'asked',
    approved: 'approved',
    denied: 'denied',
    expired: 'expired',
    failed: 'failed',
    reports: 'reports',
  },
  now: {
    heading: 'Now',
    alarms: 'alarms',
    waiting: 'waiting',
    approvalsInUse: 'approvals in use',
  },

  calls: {
    heading: 'Being asked now',
    none: 'Nobody is being asked right now. Each request is shown here while the customer decides.',
    more: ({ calls }: { calls: number }) => `and ${numberText(calls)} more, asked later`,
    by: ({ staff, purpose }: { staff: string; purpose: string }) => `${staff} · ${purpose.toLowerCase()}`,
    opAway: 'Sign-in service not answering',
    waiting: 'Waiting',
    sending: 'Sending',
  },

  alerts: {
    heading: 'Alerts',
    none: 'Nothing needs attention.',
    allAlarms: ({ alarms }: { alarms: number }) =>
      alarms === 1 ? 'See the current alarm' : `See all ${numberText(alarms)} current alarms`,
    more: ({ alerts }: { alerts: number }) => `and ${numberText(alerts)} more, less urgent or older`,
    /** `hidden`: for screen readers only, to whom every alert would offer the same. */
    link: ({ name, about, hidden }: { name: string; about: string | null } & Hidden) =>
      about === null ? name : rich`${name}${hidden(`: ${about}`)}`,
    handle: ({ about, hidden }: { about: string } & Hidden) => rich`I’m handling this${hidden(`: ${about}`)}`,
    oneMoment: 'One moment…',
    handledBy: ({ name, at }: { name: string; at: ReactNode }) => rich`Handled by ${name}, ${at}`,
    /** An alert in a few words, with the person it is about. */
    about: ({ title, whom }: { title: string; whom: string | null }) =>
      whom === null ? title : `${title}, ${whom}`,
  },

  /** For screen readers, when alerts come in. */
  news: {
    some: ({ alerts }: { alerts: readonly string[] }) => `New alert: ${alerts.join('; ')}`,
    many: ({ alerts, first }: { alerts: number; first: string }) =>
      `${numberText(alerts)} new alerts. The first: ${first}`,
  },

  titles: {
    alarm: 'Alarm',
    staff_limit: 'Request limit reached',
    unusual_requests: 'Many asked, few approved',
    wrong_subjects: 'Wrong people answer: check the set-up',
    customer_locked: 'Customer asked too often',
    unusual_denials: 'Unusually many denials',
    op_unreachable: 'Sign-in service not answering',
    setup_fault: 'Requests fail: check the set-up',
    trail_unsound: 'Audit trail: problems found',
    notifications_lost: 'Pages are late: check the set-up',
  } satisfies Record<Kind, string>,
  searchesTitle: ({ limited }: { limited: boolean }) => (limited ? 'Too many searches' : 'Unusual searches'),

  whereToLook: {
    alarm: 'See the alarm',
    whomTheyAsked: 'See whom they asked',
    verifications: 'See the verifications',
    verification: 'See the verification',
    customer: 'Open the customer',
    denials: 'See the denials',
    failed: 'See what failed',
    findings: 'See what was found',
  },

  /** What happened, with names in bold. */
  matters: {
    alarm: ({ customer, number, askedBy, happened, reports }: Customer & Raised) =>
      rich`${customer} ${number}${askedBy === null ? '' : `, asked by ${askedBy}`}. ${happened}${
        reports > 1 ? ` (${count(reports, 'report', 'reports')})` : ''
      }.`,
    altered: ({ customer, number, staff }: Customer & { staff: string }) =>
      rich`${customer} ${number}, asked by ${staff}`,
    limits: {
      staff_limit: ({ staff, times, until }: LimitReached) =>
        rich`${staff} asked as many customers as one person may within a minute${andTried(times)}. They can ask again from ${until}.`,
      staff_shift_limit: ({ staff, times, until }: LimitReached) =>
        rich`${staff} asked as many customers as one person may within a shift${andTried(times)}. They can ask again from ${until}.`,
    } satisfies Record<StaffLimit, (reached: LimitReached) => ReactNode>,
    fewApproved: ({ staff, asked, approved, usualShare }: FewApproved) =>
      rich`${staff} asked ${count(asked, 'customer', 'customers')} in the last eight hours, and ${numberText(approved)} approved. Usual here: ${inHundred(usualShare)}.`,
    wrongSubjects: ({ customers }: { customers: number }) =>
      `Other people’s devices answered for ${count(customers, 'customer', 'customers')}, the right device for none of them. Tell your administrator: the sign-in service lets the wrong people answer. No customer is to blame.`,
    customerLocked: ({ customer, number, asked, until }: Customer & { asked: number; until: ReactNode }) =>
      rich`${customer} ${number} was asked ${count(asked, 'time', 'times')}. Nobody can ask again before ${until}.`,
    manyDenied: ({ staff, answered, denied, usualShare }: ManyDenied) =>
      rich`${numberText(denied)} of ${count(answered, 'customer', 'customers')} denied a request from ${staff}. Usual here: ${inHundred(usualShare)}.`,
    searches: ({ staff, searches, customersSeen, opened, asked, limited }: Searches) =>
      rich`${staff} ${limited ? 'reached the limit of searches a minute, ' : ''}saw ${count(customersSeen, 'customer', 'customers')} in ${count(searches, 'search', 'searches')}, opened ${orNone(opened)} of them and asked ${orNone(asked)} to verify.`,
    opUnreachable: ({ waiting, ended }: { waiting: number; ended: number }) =>
      `${count(waiting, 'request is', 'requests are')} waiting for an answer now. ${count(ended, 'request has', 'requests have')} just failed without one.`,
    /** `status`: how such an end is called. */
    setupFault: ({ status, failed }: { status: string; failed: number }) =>
      `${count(failed, 'request', 'requests')} failed with “${status}”. Tell your administrator: the desk and the sign-in service are not set up to work together. No caller is to blame.`,
    trailUnsound: 'The last proof found records that were changed or are missing.',
    notificationsLost:
      'Every page shows changes up to two seconds late. Tell your administrator: the database’s notifications do not arrive.',
  },
};

interface Hidden {
  readonly hidden: (text: string) => ReactNode;
}

interface Customer {
  readonly customer: ReactNode;
  readonly number: string;
}

interface Raised {
  readonly askedBy: string | null;
  /** What was reported, without a full stop. */
  readonly happened: string;
  readonly reports: number;
}

interface LimitReached {
  readonly staff: ReactNode;
  readonly times: number;
  readonly until: ReactNode;
}

interface FewApproved {
  readonly staff: ReactNode;
  readonly asked: number;
  readonly approved: number;
  readonly usualShare: number;
}

interface ManyDenied {
  readonly staff: ReactNode;
  readonly answered: number;
  readonly denied: number;
  readonly usualShare: number;
}

interface Searches {
  readonly staff: ReactNode;
  readonly searches: number;
  readonly customersSeen: number;
  readonly opened: number;
  readonly asked: number;
  readonly limited: boolean;
}

function andTried(times: number): string {
  return times > 1 ? ` and tried ${numberText(times)} times to go on` : '';
}

function orNone(number: number): string {
  return number === 0 ? 'none' : numberText(number);
}

/** A share, 0 to 1. */
function inHundred(share: number): string {
  return `about ${Math.max(1, Math.round(share * 100))} in 100`;
}
