import type { AuditEntry } from '../audit/entry';

/** A legal hold as it is stored. */
export interface StoredHold {
  readonly id: string;
  readonly customerId: string;
  readonly reason: string;
  readonly placedAt: Date;
  /** The staff IdP's `sub`. */
  readonly placedBy: string;
  readonly placedByName: string;
  readonly lifted: Lifting | null;
}

interface Lifting {
  readonly at: Date;
  readonly by: string;
  readonly byName: string;
  readonly reason: string;
}

/** Port: legal holds. Every change and its audit entry commit in one transaction. */
export interface HoldStore {
  /**
   * Once this is answered nothing of the customer is removed any more: it waits for a batch that is on its way.
   *
   * @returns false when the same hold stands already
   */
  place(hold: StoredHold, audit: AuditEntry): Promise<boolean>;
  /** @returns undefined when it does not stand (any more) */
  lift(
    id: string,
    lifting: Lifting,
    auditOf: (hold: StoredHold) => AuditEntry,
  ): Promise<StoredHold | undefined>;
  /** Those that stand, and the newest `limit` of those that were lifted; the newest first. */
  list(limit: number): Promise<{ readonly standing: StoredHold[]; readonly lifted: StoredHold[] }>;
  /** Whether anything is kept of a customer of this id, whatever the directory knows. */
  knows(customerId: string): Promise<boolean>;
}
