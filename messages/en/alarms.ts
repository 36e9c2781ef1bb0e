import type { ReactNode } from 'react';
import type { AlarmState, ReportSource } from '@/lib/alarms/view';
import type { GuardReason } from '@/lib/verification/view';
import { rich } from '../rich';
import { count, numberText } from './locale';

interface SourceWords {
  /** In a filter and a table. */
  readonly name: string;
  /** What happened. Of a wrong subject both are told by the same words: who was asked, and who answered. */
  readonly happened: string;
}

const involved =
  'You asked this customer or reported this yourself. A supervisor who did neither has to lift the alarm.';

/** Reports, alarms and the request limit. */
export const say = {
  title: 'Alarms',
  /** Beside a customer's name. */
  mark: 'Alarm',
  apply: 'Apply filters',
  clear: 'Clear all',
  noneOlder: 'There is nothing older than this.',
  /** A person's own words. */
  quoted: ({ words }: { words: string }) => `“${words}”`,

  about: {
    removed: 'Removed under retention',
    nobody: 'Nobody in the directory',
    nobodyNamed: ({ subject }: { subject: string }) => `Nobody in the directory: ${subject}`,
  },

  sources: {
    provider: { name: 'Customer', happened: 'The customer answered “I’m not on a call”' },
    security_event: { name: 'Security event', happened: 'A security event about this customer came in' },
    staff: { name: 'Staff', happened: 'Reported on a call: “This is not the customer”' },
    denial: {
      name: 'After a denial',
      happened: 'The request was denied, but the caller says they pressed nothing or saw nothing',
    },
    wrong_subject: {
      name: 'Somebody else answered',
      happened: 'One customer’s device answered a request to another',
    },
  } satisfies Record<ReportSource, SourceWords>,

  events: {
    notOnACall: 'The customer says that they are not on a call with us, or that a call is suspicious.',
    credentialCompromise: 'Somebody else may have the customer’s password or device.',
    accountDisabled: 'The customer’s account was disabled: somebody else may have been in it.',
    other: ({ type }: { type: string }) => `Event: ${type}`,
  },

  states: {
    standing: 'Standing',
    lifted: 'Lifted',
    unknown: 'About nobody in the directory',
  } satisfies Record<AlarmState, string>,

  reports: {
    title: 'Reports',
    happened: ({ what }: { what: string }) => `${what}.`,
    made: ({ by, at }: { by: string | null; at: ReactNode }) => (by ? rich`${by}, ${at}` : at),
    seeVerification: 'See the verification',
  },

  /** The alarm on its customer's page, and on its own. */
  region: {
    title: 'Alarm',
    standing: 'A caller may not be this customer',
    lifted: 'Lifted',
    reported: ({ times }: { times: number }) =>
      times === 1 ? 'What was reported' : `What was reported, ${numberText(times)} times`,
    since: ({ at }: { at: ReactNode }) => rich`The alarm has stood since ${at}.`,
    see: 'See the alarm',
    liftedBy: ({ by, at }: { by: string; at: ReactNode }) => rich`By ${by}, ${at}`,
    reasonRemoved: 'The reason was removed under retention.',
    whatNow: 'What to do now',
    untilLifted: 'Until it is lifted',
    stop: 'Stop here. Give nothing away.',
    endCall: 'End the conversation politely, without saying why.',
    nobodyMay: 'Nobody can ask this customer for approval, see their data or send their money.',
    involved,
    othersLift: 'A supervisor who neither asked this customer nor reported this has to lift the alarm.',
  },

  reason: 'Reason',

  lift: {
    advice:
      'Before you lift the alarm, reach the customer another way: at their branch, or on a number you know. Once it is lifted, they can be asked for approval again.',
    submit: 'Lift alarm',
    busy: 'Lifting…',
    reasonMissing: 'Say why it may be lifted. The reason is kept with the record.',
    /** The reason of the desk itself, for alarms that came of how it was set up. */
    setUp: 'Set-up fault: the sign-in service answered for somebody else, whoever was asked',
  },

  filter: {
    alarms: 'Filter the alarms',
    reports: 'Filter the reports',
    state: 'State',
    anyState: 'Any',
    source: 'Reported by',
    anybody: 'Anybody',
    customer: 'Customer',
    customerHint: 'Name or number',
    period: 'Period',
    anyTime: 'Any time',
    days: ({ from, to }: { from: string | null; to: string | null }) => {
      if (from && to) return `${from} to ${to}`;
      return from ? `From ${from}` : `Until ${to}`;
    },
    about: 'About',
  },

  list: {
    caption: 'Alarms: those that stand first, then the newest',
    columns: { raised: 'Raised', customer: 'Customer', reported: 'Reported', state: 'State' },
    /** The newest report of an alarm, and how many others it has. */
    reported: ({ source, by, others }: { source: string; by: string | null; others: number }) =>
      `${source}${by ? `: ${by}` : ''}${others > 0 ? ` and ${numberText(others)} more` : ''}`,
    standing: 'Standing',
    liftedBy: ({ by, at }: { by: string; at: ReactNode }) => rich`Lifted by ${by}, ${at}`,
    /** Those that stand are all on the first pages. */
    counted: ({ alarms, standing, more }: { alarms: number; standing: number; more: boolean }) => {
      if (alarms === 0) return 'No alarms';
      const all = count(alarms, 'alarm', 'alarms');
      return `${more ? `The first ${all}` : all}, ${standing === 0 ? 'all lifted' : `${numberText(standing)} standing`}`;
    },
    noneStanding: 'No alarm stands. Every customer can be asked for approval.',
    noMatch: 'No alarm matches this filter.',
    none: 'No alarms yet. A customer, their bank or a member of staff raises one by saying that a caller is not the customer.',
  },

  unknown: {
    title: 'Reports about nobody in the directory',
    advice: 'These reports raised no alarm. Find out which customers they mean.',
    caption: 'Reports about nobody in the directory, newest first',
    all: 'All of them',
    none: 'No such reports',
  },

  /** A table of reports. */
  reportColumns: { reported: 'Reported', about: 'About', what: 'What', by: 'By' },

  page: {
    title: ({ name }: { name: string }) => `Alarm of ${name}`,
    titleRemoved: 'Alarm of a removed customer',
    about: 'About',
    customer: 'Customer',
    raised: 'Raised',
  },

  notFound: {
    title: 'No such alarm',
    advice: 'There is no alarm at this address. Look for it among the alarms.',
  },

  /** How often somebody may be asked. What the limits are, the server says when somebody tries. */
  limit: {
    title: 'Request limit',
    why: {
      alarm: 'An alarm stands for this customer.',
      denied: 'The customer has just denied a request.',
      customer_limit: 'This customer was asked as many times as allowed in a short time.',
      customer_day_limit: 'This customer was asked as many times as allowed in a day.',
      staff_limit: 'You have asked as many customers as one person may in a minute.',
      staff_shift_limit: 'You have asked as many customers as one person may in a shift.',
    } satisfies Record<GuardReason, string>,
    over: 'The next request is possible now.',
    next: ({ left, at }: { left: ReactNode; at: ReactNode }) =>
      rich`The next request is possible in ${left}, at ${at}.`,
    askSupervisor:
      'Ask a supervisor to allow one more request before that, or identify the caller another way.',
    mayAllow: 'You can allow one more request. Anybody but you can send it, within 30 minutes.',
    submit: 'Allow one more request',
    busy: 'Allowing…',
    reasonMissing: 'Say why. The reason is kept with the record.',
    allowed: 'One more request is allowed. Anybody but you can send it, within 30 minutes.',
  },

  refused: {
    noCustomer: 'There is no such customer.',
    noAlarm: 'There is no such alarm.',
    noReport: 'There is no such report.',
    involved,
    notStanding: 'There is no such alarm, or it was lifted already.',
    notAllowed: 'Not allowed: an alarm stands for this customer, or one more request is allowed already.',
    noReason: 'Give a reason. It is kept with the record.',
    reasonTooLong: ({ most }: { most: number }) =>
      `Shorten the reason to ${numberText(most)} characters of plain text.`,
    transfer:
      'An alarm stands for this customer. Their transfers are not sent until a supervisor has lifted it.',
  },
};
