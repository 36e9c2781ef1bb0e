/** What is kept for a time of its own, in the order of a run. */
export const retentionClasses = ['customer', 'staff', 'drafts', 'sessions', 'hints'] as const;
export type RetentionClass = (typeof retentionClasses)[number];

/** How much of a class: parts of audit records, and rows of other tables. */
export interface Amount {
  readonly rows: number;
  readonly records: number;
}

/** What a run would find now. */
export interface Due {
  /** Would go. */
  readonly goes: Amount;
  /** Is old enough and under a legal hold. */
  readonly held: Amount;
}

/** One class as it is kept. Dates are ISO 8601. */
export interface Keeping {
  readonly class: RetentionClass;
  /** Null: for good. */
  readonly days: number | null;
  /** What is older goes; null where it is kept for good. */
  readonly before: string | null;
  /** The class whose shorter time this one follows. */
  readonly follows: RetentionClass | null;
}

export interface KeepingDue extends Keeping {
  /** Null where it is kept for good. */
  readonly due: Due | null;
}

export type RunOutcome = 'done' | 'failed' | 'broken_off';

/** One class of one run. */
export interface RetentionRun {
  readonly class: RetentionClass;
  readonly before: string;
  readonly startedAt: string;
  /** Null while it is under way. */
  readonly endedAt: string | null;
  readonly outcome: RunOutcome | null;
  readonly went: Amount;
}

export interface RetentionView {
  readonly keepings: readonly Keeping[];
  /** The newest of each class. */
  readonly lastRuns: readonly RetentionRun[];
  /** Null unless it was asked for. */
  readonly dryRun: { readonly at: string; readonly lines: readonly KeepingDue[] } | null;
}

/** Nothing of the customer is removed while it stands. */
export interface LegalHold {
  readonly id: string;
  readonly customer: { readonly id: string; readonly name: string; readonly number: string };
  readonly reason: string;
  readonly placedAt: string;
  readonly placedBy: string;
  readonly lifted: { readonly at: string; readonly by: string; readonly reason: string } | null;
}

export interface LegalHolds {
  readonly standing: readonly LegalHold[];
  /** The newest of those that stand no more. */
  readonly lifted: readonly LegalHold[];
}

/** Longest reason, in characters. */
export const LONGEST_REASON = 120;
