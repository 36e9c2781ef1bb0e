import { say } from '@/messages/names';

/** What a browser may know of reports and alarms. Dates are ISO 8601. */

/** Who or what says that this is not the customer. */
export const reportSources = [
  /** The OpenID provider's answer tells: the customer pressed "I'm not on a call". */
  'provider',
  /** A Security Event Token (RFC 8417) of the customer's app, the provider or a fraud engine. */
  'security_event',
  /** A member of staff pressed "This is not the customer". */
  'staff',
  /** After a denial that could mean either, the caller said that they pressed nothing. */
  'denial',
  /** Somebody else's device answered. */
  'wrong_subject',
] as const;
export type ReportSource = (typeof reportSources)[number];

/** Longest reason a person gives, in characters. */
export const LONGEST_REASON = 200;

export interface ReportView {
  readonly id: string;
  readonly source: ReportSource;
  readonly at: string;
  /** The member of staff by name, or the transmitter; null where the machine saw it itself. */
  readonly by: string | null;
  /** In the reporter's words, or the event's type; '' where there is none, or it was removed in time. */
  readonly reason: string;
  readonly verificationId: string | null;
}

/** While it stands nobody asks this customer, sees their data or sends their money. */
export interface AlarmView {
  readonly id: string;
  readonly raisedAt: string;
  /** The newest first. */
  readonly reports: readonly ReportView[];
  /** Null while it stands. */
  readonly lifted: { readonly at: string; readonly by: string; readonly reason: string } | null;
  /** Whether the person looking may lift it, and if not, why a supervisor may not. */
  readonly mayLift: boolean;
  readonly involved: boolean;
}

/** An alarm or a report without one, with the customer it is about, for lists. */
export interface AlarmRow extends AlarmView {
  readonly customer: AlarmCustomer;
}

/** A subject whose customer is known to nobody. */
export const nobody: AlarmCustomer = { id: null, name: say.unknownCustomer, number: '' };

/** Whom it is about. `id` is null for a subject the directory does not know. */
export interface AlarmCustomer {
  readonly id: string | null;
  readonly name: string;
  readonly number: string;
}

/** Which alarms are meant. What is null does not narrow. */
export interface AlarmsFilter {
  readonly state: AlarmState | null;
  readonly source: ReportSource | null;
  /** Name or number, as typed. */
  readonly customer: string | null;
}

/** `unknown`: reports about nobody the directory knows. */
export const alarmStates = ['standing', 'lifted', 'unknown'] as const;
export type AlarmState = (typeof alarmStates)[number];

interface UnknownReport extends ReportView {
  /** What the event named, such as an address or an account of another provider. */
  readonly about: string | null;
}

export interface AlarmsPage {
  readonly rows: readonly AlarmRow[];
  readonly unknown: readonly UnknownReport[];
  /** What to ask for with `before` to see what is older; null on the last page. */
  readonly older: string | null;
  /** The name typed fits more customers than are looked for at once. */
  readonly tooManyCustomers: boolean;
}

/** One report. `customer` is null when nobody was found whom it is about. */
export interface ReportPage extends UnknownReport {
  readonly alarmId: string | null;
  readonly customer: AlarmCustomer | null;
}

export interface ReportsPage {
  readonly rows: readonly ReportPage[];
  /** What to ask for with `before` to see what is older; null on the last page. */
  readonly older: string | null;
  readonly tooManyCustomers: boolean;
}
