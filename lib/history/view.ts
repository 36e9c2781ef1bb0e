import type { ReportView } from '../alarms/view';
import type { EndReason, GrantEnd, Purpose, Status } from '../verification/view';
import type { HistoryFilter } from './filter/view';

/** One line of the history. Dates are ISO 8601. */
export interface HistoryRow {
  readonly id: string;
  readonly customer: { readonly id: string; readonly name: string; readonly number: string };
  readonly staffName: string;
  readonly purpose: Purpose;
  readonly status: Status;
  readonly reason: EndReason | null;
  readonly grantEnd: GrantEnd | null;
  readonly delivery: Delivery;
  readonly callReference: string | null;
  readonly transferId: string | null;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  /** From the request to the customer's answer, to a tenth. Null where they did not answer. */
  readonly answerSeconds: number | null;
}

/** How the result reached us. */
export type Delivery = 'poll' | 'ping' | 'push';

/** A page of the filtered history, newest first. */
export interface HistoryPage {
  readonly rows: readonly HistoryRow[];
  /** What to ask for with `before` to see what is older; null on the last page. */
  readonly older: string | null;
  readonly filter: HistoryFilter;
  /** Everybody who may be filtered by; empty for those who only see their own. */
  readonly staff: readonly StaffMember[];
  /** The name typed fits more customers than are looked for at once: what is shown is not all there is. */
  readonly tooManyCustomers: boolean;
  /** IANA name of the zone whose days and hours the periods and figures are of. */
  readonly zone: string;
}

export interface StaffMember {
  readonly subject: string;
  readonly name: string;
}

/** A verification with everything that was recorded about it, oldest first. */
export interface HistoryEntry extends HistoryRow {
  /** Null while the customer is being asked, and when it was removed in time. */
  readonly bindingMessage: string | null;
  readonly scope: string;
  /** Seconds between two token requests, as the provider last demanded. */
  readonly intervalSeconds: number;
  readonly expiresAt: string;
  readonly grantExpiresAt: string | null;
  /** RFC 9396, as sent and required back. */
  readonly authorizationDetails: readonly object[] | null;
  readonly detail: string | null;
  readonly timeline: readonly TimelineItem[];
  /** What was reported of it, the newest first. */
  readonly reports: readonly EntryReport[];
}

export interface EntryReport extends ReportView {
  readonly alarmId: string | null;
  /** Of whoever answered in the customer's place. */
  readonly aboutAnother: boolean;
}

export interface TimelineItem {
  readonly at: string;
  /** A person by name, one of the machines by what it is, or somebody who had not signed in. */
  readonly actor: {
    readonly kind: 'staff' | 'system' | 'stranger';
    readonly name: string;
    /** Where they asked from, where that is known and to be seen. */
    readonly address?: string;
  };
  /** `verification.approved`, `sensitive_data.read`, … */
  readonly action: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
  /** What this told of the customer was removed in time. */
  readonly removed: boolean;
}
