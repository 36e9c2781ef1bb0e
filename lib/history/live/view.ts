import type { EndReason, Purpose } from '../../verification/view';

/** What happens at the desk right now. Dates are ISO 8601; `now` is the server's clock. No spoken codes, no messages. */
export interface LiveView {
  readonly now: string;
  /** Customers who are being asked, the one who has waited longest first; no more than a wall can show. */
  readonly calls: readonly LiveCall[];
  /** All of them, shown or not. */
  readonly waiting: number;
  readonly approvalsInUse: number;
  readonly lastHour: LastHour;
  /** What somebody should look at, the most urgent first, what is taken last. */
  readonly alerts: readonly Alert[];
  /** All that nobody has taken yet, shown or not. */
  readonly untaken: number;
}

export interface LiveCall {
  readonly id: string;
  readonly customer: LiveCustomer;
  readonly staffName: string;
  readonly purpose: Purpose;
  /** False until the sign-in service has taken the request. */
  readonly sent: boolean;
  readonly opReachable: boolean;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

export interface LiveCustomer {
  readonly id: string;
  readonly name: string;
  readonly number: string;
}

/** What was asked in the last sixty minutes, and what has become of it. */
export interface LastHour {
  readonly asked: number;
  readonly approved: number;
  readonly denied: number;
  readonly expired: number;
  readonly failed: number;
  /** Of those denied: the customer said that they are not on a call. */
  readonly fraudReports: number;
}

/** Ends that say that somebody else may be on the line, or in between. */
export const alarmingReasons = [
  'fraud_reported',
  'wrong_subject',
  'details_altered',
] as const satisfies readonly EndReason[];
export type AlarmingReason = (typeof alarmingReasons)[number];

/** What somebody should look at. */
export type Matter =
  | {
      readonly kind: 'fraud';
      readonly reason: AlarmingReason;
      readonly verificationId: string;
      readonly customer: LiveCustomer;
      readonly staffName: string;
    }
  | {
      /** Asked so often that nobody may ask them until then. */
      readonly kind: 'customer_locked';
      readonly customer: LiveCustomer;
      readonly asked: number;
      readonly until: string;
    }
  | {
      /** More of the customers this person asked denied than chance explains. */
      readonly kind: 'unusual_denials';
      readonly staff: { readonly subject: string; readonly name: string };
      readonly denied: number;
      readonly answered: number;
      /** What share of customers denies in this centre, 0 to 1. */
      readonly usualShare: number;
    }
  | {
      /** Requests that wait on it now, and those that ended for it in the last minutes. */
      readonly kind: 'op_unreachable';
      readonly waiting: number;
      readonly ended: number;
    }
  /** The last proof of the audit trail found that something was changed. */
  | { readonly kind: 'trail_unsound' };

export interface Alert {
  readonly id: string;
  readonly since: string;
  readonly taken: { readonly by: string; readonly at: string } | null;
  readonly matter: Matter;
}
