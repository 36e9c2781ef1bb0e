import type { ReportSource } from '../../alarms/view';
import type { Purpose } from '../../verification/view';
import type { StaffMember } from '../view';

/** How a number of verifications ended. */
export interface Counts {
  readonly total: number;
  readonly approved: number;
  readonly denied: number;
  readonly expired: number;
  readonly failed: number;
  readonly cancelled: number;
  /** Requested or pending: the customer is still being asked. */
  readonly open: number;
  /** Those of which somebody reported, in whatever way, that this is not the customer. */
  readonly fraudReports: number;
}

/** What was reported, and what came of it. */
export interface ReportCounts {
  readonly bySource: Readonly<Record<ReportSource, number>>;
  /** Alarms that were raised. */
  readonly alarms: number;
}

/**
 * How long customers took to answer, yes or no: seconds, to a tenth. Each is a time that was measured (the nearest
 * rank), none a mean of two.
 */
export interface AnswerTimes {
  readonly count: number;
  readonly median: number | null;
  readonly p95: number | null;
}

/** Answers that took at least `fromSeconds` and less than `toSeconds`; null: however long. */
export interface Bin {
  readonly fromSeconds: number;
  readonly toSeconds: number | null;
  readonly count: number;
}

/** What became of the verifications requested from `from` until before `to`, both ISO 8601. */
interface Sums {
  readonly from: string;
  readonly to: string;
  readonly totals: Counts;
  readonly answers: AnswerTimes;
  /** Reported in that time, with a verification that is counted here or, where nothing but time and customer narrows, without. */
  readonly reports: ReportCounts;
}

/** Days and hours are those of `zone`, an IANA name. Days without any verification are there, and all 24 hours. */
export interface Figures extends Sums {
  readonly zone: string;
  /** The name typed fits more customers than are looked for at once: what is counted is not all there is. */
  readonly tooManyCustomers: boolean;
  /** Everybody who may be filtered by. */
  readonly staff: readonly StaffMember[];
  readonly histogram: readonly Bin[];
  /** As many days right before, up to the same time of day; null where the period has no beginning. */
  readonly before: Sums | null;
  readonly byDay: readonly { readonly day: string; readonly counts: Counts }[];
  readonly byHour: readonly { readonly hour: number; readonly counts: Counts }[];
  readonly byPurpose: readonly {
    readonly purpose: Purpose;
    readonly counts: Counts;
    readonly answers: AnswerTimes;
  }[];
  /** Who asked most comes first. */
  readonly byStaff: readonly {
    readonly subject: string;
    readonly name: string;
    readonly counts: Counts;
    readonly answers: AnswerTimes;
  }[];
}

/** The share of those that ended which the customer approved, 0 to 1; null while none has ended. */
export function approvalRate({ approved, total, open }: Counts): number | null {
  return total > open ? approved / (total - open) : null;
}

export function sum(a: Counts, b: Counts): Counts {
  return {
    total: a.total + b.total,
    approved: a.approved + b.approved,
    denied: a.denied + b.denied,
    expired: a.expired + b.expired,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
    open: a.open + b.open,
    fraudReports: a.fraudReports + b.fraudReports,
  };
}
