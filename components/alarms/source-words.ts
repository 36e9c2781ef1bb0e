import type { ReportSource } from '@/lib/alarms/view';
import { reportEvents } from '@/lib/security-events/view';

interface SourceWords {
  /** In a filter and a table. */
  readonly name: string;
  /** What happened. Of a wrong subject both are told by the same words: who was asked, and who answered. */
  readonly happened: string;
}

export const sourceWords: Readonly<Record<ReportSource, SourceWords>> = {
  provider: { name: 'Customer', happened: 'The customer answered “I’m not on a call”' },
  security_event: { name: 'Security event', happened: 'A security event about this customer came in' },
  staff: { name: 'Staff', happened: 'Reported on a call: “This is not the customer”' },
  denial: {
    name: 'After a denial',
    happened: 'The phone said no, and the caller says they pressed nothing or saw nothing',
  },
  wrong_subject: {
    name: 'Somebody else answered',
    happened: 'One customer’s device answered a request to another',
  },
};

/** What an event says, by its type. Others are told by the type itself. */
export const eventWords: Readonly<Record<string, string>> = {
  [reportEvents.notOnACall]:
    'The customer says that they are not on a call with us, or that a call is suspicious.',
  [reportEvents.credentialCompromise]: 'Somebody else may have the customer’s password or device.',
  [reportEvents.accountDisabled]: 'The customer’s account was disabled: somebody else may have been in it.',
};
