import type { AuditEntry } from '../audit/entry';
import type { Amount, Due, RetentionClass, RetentionRun, RunOutcome } from './view';

/** What is to be removed: everything of a class that is over, stands under no hold, and is older than `before`. */
export interface Removal {
  readonly class: RetentionClass;
  readonly before: Date;
}

/** Port: removes in time, in batches. Nothing live and nothing under a legal hold is ever touched. */
export interface RetentionStore {
  /** What a run would remove now, and what holds would keep from it. Changes nothing. */
  count(removal: Removal): Promise<Due>;
  /**
   * Takes this class for one run. Of any number of nodes one gets it.
   *
   * @param unlessDoneSince a run begun after this that was done is enough; null: there is no such
   * @param movedSince a run under way that removed something after this is still alive
   * @returns undefined when there is nothing to begin
   */
  begin(
    removal: Removal,
    now: Date,
    limits: { readonly unlessDoneSince: Date | null; readonly movedSince: Date },
  ): Promise<RunId | undefined>;
  /**
   * Removes one batch. Its audit entry is written before, in the same transaction.
   *
   * @returns undefined when nothing is left, or when the run was taken for dead meanwhile
   */
  removeBatch(
    run: RunId,
    removal: Removal,
    now: Date,
    auditOf: (going: Amount) => AuditEntry,
  ): Promise<Amount | undefined>;
  end(run: RunId, outcome: RunOutcome, now: Date): Promise<void>;
  /** The newest run of each class. */
  lastRuns(): Promise<RetentionRun[]>;
}

export type RunId = string & { readonly runId: true };
