import type { ReactNode } from 'react';
import type { HistoryRow } from '@/lib/history/view';
import type { GrantEnd } from '@/lib/verification/view';
import { rich } from '../../rich';

/** How an approval ended, in the middle of a sentence. */
const afterwards: Record<GrantEnd, string> = {
  call_ended: 'call ended',
  left_customer: 'agent opened another customer',
  signed_out: 'agent signed out',
  grant_expired: 'ran out',
  token_refused: 'withdrawn by the bank',
  page_gone: 'agent’s page closed',
  released: 'released by a supervisor',
  transfer_settled: 'used for its transfer',
  transfer_withdrawn: 'transfer withdrawn',
  alarm: 'ended by an alarm',
};

export const say = {
  title: ({ customer }: { customer: string }) => `Verification of ${customer}`,
  titleRemoved: 'Verification of a removed customer',

  notFound: {
    title: 'No such verification',
    text: 'There is no verification at this address. Look for it in the history.',
  },

  outcome: {
    inUse: 'Approved, in use',
    approved: ({ end }: { end: GrantEnd }) => `Approved, ${afterwards[end]}`,
  },

  /** Who, about whom, why, how it ended and when. */
  result: {
    heading: 'Result',
    outcome: 'Outcome',
    customer: 'Customer',
    removed: 'Removed under retention',
    staff: 'Requested by',
    purpose: 'Purpose',
    forTransfer: ({ purpose, link }: { purpose: string; link: (words: string) => ReactNode }) =>
      rich`${purpose}: ${link('see the transfer')}`,
    call: 'Call reference',
    requested: 'Requested',
    ended: 'Ended',
    notEnded: 'Not yet. Open this page again to see how it ended.',
    answered: 'Answered after',
    usable: 'Approval usable',
    usableUntil: ({ until }: { until: ReactNode }) => rich`until ${until}`,
    endedEarlier: ({ until, end }: { until: ReactNode; end: GrantEnd }) =>
      rich`until ${until}, ended earlier: ${afterwards[end]}`,
  },

  reports: {
    heading: 'Reported',
    aboutAnother: ({ what }: { what: ReactNode }) =>
      rich`${what}. This report is about the customer who answered`,
    byAt: ({ by, at }: { by: string; at: ReactNode }) => rich`${by}, ${at}`,
    seeReport: 'See the report',
    seeAlarm: 'See the alarm',
  },

  sent: {
    heading: 'Messages as sent',
    shownTo: 'On the customer’s phone and on the desk',
    removed: 'Removed under retention.',
    hidden: 'Hidden while the customer is being asked: the code is only for the two people on the call.',
  },

  whoSaw: {
    heading: 'Who saw the sensitive data',
    forTransfer: 'Nobody. Approving a transfer does not show any data.',
    notOpened: 'Nobody. The customer approved, but nobody opened the data.',
    notAnswered: 'Nobody. The customer has not answered yet.',
    notApproved: 'Nobody. Data is shown only with an approval.',
  },

  /** For whoever has to talk about it with the sign-in service's operator. */
  protocol: {
    heading: 'Protocol details',
    id: 'Verification',
    copyId: 'the verification’s number',
    scope: 'Scope',
    delivery: 'Delivery',
    deliveries: {
      poll: 'Poll: the desk asks for the answer',
      ping: 'Ping: the sign-in service says when there is an answer',
      push: 'Push: the sign-in service sends the answer',
    } satisfies Record<HistoryRow['delivery'], string>,
    interval: 'Interval',
    betweenQuestions: ({ time }: { time: string }) => `${time} between two questions`,
    due: 'Answer due by',
    detail: 'Technical detail',
    authorizationDetails: 'Authorization details',
  },

  printedTimes: ({ zone }: { zone: string }) => `All times are in ${zone} time.`,
};
