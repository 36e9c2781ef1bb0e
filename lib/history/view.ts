import type { EndReason, GrantEnd, Purpose, Status } from '../verification/view';

/** One line of the supervisors' history. Dates are ISO 8601. */
export interface HistoryRow {
  readonly id: string;
  readonly customer: { readonly id: string; readonly name: string; readonly number: string };
  readonly staffName: string;
  readonly purpose: Purpose;
  readonly status: Status;
  readonly reason: EndReason | null;
  readonly grantEnd: GrantEnd | null;
  readonly requestedAt: string;
  readonly endedAt: string | null;
}

/** A verification with everything that was recorded about it, oldest first. */
export interface HistoryEntry extends HistoryRow {
  /** Null while the customer is being asked. */
  readonly bindingMessage: string | null;
  readonly scope: string;
  /** The transfer it was to authorize. */
  readonly transferId: string | null;
  readonly detail: string | null;
  readonly timeline: readonly TimelineItem[];
}

export interface TimelineItem {
  readonly at: string;
  /** A person by name, or one of the machines by what it is. */
  readonly actor: { readonly kind: 'staff' | 'system'; readonly name: string };
  /** `verification.approved`, `sensitive_data.read`, … */
  readonly action: string;
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}
