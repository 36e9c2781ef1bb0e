import type { AlarmCustomer, ReportSource } from '../../alarms/view';
import type { EndReason, GuardReason, Purpose } from '../../verification/view';

/** What happens at the desk right now. Dates are ISO 8601; `now` is the server's clock. No spoken codes, no messages. */
export interface LiveView {
  readonly now: string;
  /** Customers who are being asked, the one who has waited longest first; no more than a wall can show. */
  readonly calls: readonly LiveCall[];
  /** All of them, shown or not. */
  readonly waiting: number;
  readonly approvalsInUse: number;
  readonly lastHour: LastHour;
  /** What somebody should look at, the most urgent first, what is handled last. */
  readonly alerts: readonly Alert[];
  /** All that nobody handles yet, shown or not. */
  readonly untaken: number;
  /** Alarms that stand, handled or not, shown or not. */
  readonly alarms: number;
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
  /** How often it was reported in that time that this is not the customer, in whatever way. */
  readonly reports: number;
}

/** Ends that somebody should look at and that raise no customer's alarm: what was asked may have been changed. */
export const alarmingReasons = ['details_altered'] as const satisfies readonly EndReason[];
export type AlarmingReason = (typeof alarmingReasons)[number];

/** Ends that are the installation's fault, and no customer's. */
export const setupReasons = [
  'client_refused',
  'setup_wrong',
  'answer_unusable',
  'scope_not_granted',
] as const satisfies readonly EndReason[];
export type SetupReason = (typeof setupReasons)[number];

export type StaffLimit = Extract<GuardReason, 'staff_limit' | 'staff_shift_limit'>;

/** What somebody should look at. */
export type Matter =
  | {
      /** The alarm of a customer stands. It is there as long as that, whoever handles it. */
      readonly kind: 'alarm';
      readonly alarmId: string;
      readonly customer: AlarmCustomer;
      /** Of the newest report. */
      readonly source: ReportSource;
      readonly reports: number;
      /** Who had asked the customer, by name; null where nobody had. */
      readonly askedBy: string | null;
    }
  | {
      /** The provider answers for others whoever is asked: how it is set up, not what customers do. */
      readonly kind: 'wrong_subjects';
      readonly customers: number;
    }
  | {
      /** As many requests as one person may make. */
      readonly kind: 'staff_limit';
      readonly staff: { readonly subject: string; readonly name: string };
      readonly limit: StaffLimit;
      readonly until: string;
      /** How often they tried to go on. */
      readonly times: number;
    }
  | {
      /** Many customers asked by one person, and few of them approved. */
      readonly kind: 'unusual_requests';
      readonly staff: { readonly subject: string; readonly name: string };
      readonly asked: number;
      readonly approved: number;
      /** What share of requests is usually approved, 0 to 1. */
      readonly usualShare: number;
    }
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
      /** This person searched more often than one may, or saw many customers and turned to next to none of them. */
      readonly kind: 'unusual_searches';
      readonly staff: { readonly subject: string; readonly name: string };
      readonly searches: number;
      readonly customersSeen: number;
      /** Of those: whose page they opened. */
      readonly opened: number;
      /** Whom they asked to verify, however found. */
      readonly asked: number;
      /** Searches were refused. */
      readonly limited: boolean;
    }
  | {
      /** Requests that wait on it now, and those that ended for it in the last minutes. */
      readonly kind: 'op_unreachable';
      readonly waiting: number;
      readonly ended: number;
    }
  | {
      /** Requests that failed for how the desk and the sign-in service are set up, since the last of their kind that did not. */
      readonly kind: 'setup_fault';
      readonly reason: SetupReason;
      readonly failed: number;
    }
  /** The last proof of the audit trail found that something was changed. */
  | { readonly kind: 'trail_unsound' }
  /** What one node changes, the others are not told of by the database: everything is late. */
  | { readonly kind: 'notifications_lost' };

export interface Alert {
  readonly id: string;
  readonly since: string;
  readonly taken: { readonly by: string; readonly at: string } | null;
  readonly matter: Matter;
}
