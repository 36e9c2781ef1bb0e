import type { Actor } from '../actor';
import type { Report } from '../alarms/report';
import type { AuditEntry } from '../audit/entry';
import type { TokenSet } from '../ciba/outcome';
import type { GuardFacts, GuardLimits, GuardVerdict } from './guard';
import type { Verification, VerificationId } from './verification';
import type { GuardReason, Purpose } from './view';

/** Secrets that are stored beside a verification, encrypted, never with it. */
export interface Secrets {
  /** Kept from acknowledgement until the verification is no longer pending. */
  readonly authReqId?: string;
  /** Kept from approval until the grant ends. */
  readonly tokens?: TokenSet;
  /** A customer's last ID token, kept beside the customer. */
  readonly idToken?: string;
}

/** A Security Event Token: no two of one issuer have the same `jti` (RFC 8417, 2.2). */
export interface EventKey {
  readonly issuer: string;
  readonly jti: string;
  readonly receivedAt: Date;
}

/** A pending verification this node holds the lease on, ready to be polled. */
export interface LeasedWork {
  readonly verification: Verification;
  /** Undefined when no key opens what was stored: it can never be polled. */
  readonly authReqId: string | undefined;
}

/** A lease: until `until`, only `node` may act for the OP's sake on what it holds. */
export interface Lease {
  readonly node: string;
  readonly until: Date;
}

/**
 * Port: the truth about verifications. Every change and its audit entries commit in one transaction;
 * at most one verification per customer is open (requested or pending) at any time.
 */
export interface VerificationStore {
  /**
   * Inserts a `requested` verification leased to this node, unless the customer has an open one, the same
   * person still uses an earlier approval of account access, or the guard (`guardRequest`) says no to what is known
   * under the locks of the customer and of the member of staff. For a transfer, also unless it was approved already, or
   * does not wait for the customer with that hash any more. Concurrent callers, on any node, take turns.
   */
  insert(
    verification: Verification,
    lease: Lease,
    limits: GuardLimits,
    audit: AuditEntry,
  ): Promise<InsertResult>;
  /** What the guard would be told now. */
  guardFacts(
    of: Pick<Verification, 'customerId' | 'customerSubject' | 'staffSubject'>,
    limits: GuardLimits,
    now: Date,
  ): Promise<GuardFacts>;
  /**
   * Records that somebody has come to a limit of their own: once, until they have not come to it for a while.
   *
   * @returns whether it was recorded
   */
  recordLimit(reached: LimitReached, audit: AuditEntry): Promise<boolean>;

  find(id: VerificationId): Promise<Verification | undefined>;
  /** The verification whose `client_notification_token` has this hash. */
  findByNotification(hash: string): Promise<Verification | undefined>;
  /** The customer's open verification, else the approval of account access in use, else undefined. */
  findCurrent(customerId: string): Promise<Verification | undefined>;
  /** The newest verification this person made of the customer, for this purpose or any, whatever became of it. */
  findLast(customerId: string, staffSubject: string, purpose?: Purpose): Promise<Verification | undefined>;
  /** The newest verification of this transfer, whatever became of it. */
  findOfTransfer(transferId: string): Promise<Verification | undefined>;
  /** This transfer's verifications that are open or hold tokens. */
  listInUseOf(transferId: string): Promise<Verification[]>;
  /** This person's open verifications and live grants of account access, oldest first. */
  listCurrentOf(staffSubject: string): Promise<Verification[]>;
  /** The customer's verifications that are open, in use, or ended since then; the newest first. */
  listRecentOf(customerId: string, since: Date): Promise<Verification[]>;
  /**
   * This person's newest verification of each customer, and of each transfer of theirs, requested since then, where it is over
   * and they have not dismissed it; the newest first.
   */
  listUndismissedOf(staffSubject: string, since: Date): Promise<Verification[]>;
  /** This person has read how their verification ended. @returns whether it is theirs */
  dismiss(id: VerificationId, staffSubject: string, at: Date): Promise<boolean>;

  /**
   * Replaces `before` by `after` if the stored version is still `before.version`.
   * `secrets` replaces what is kept: a field left out is erased. An ID token among the tokens is kept
   * beside the customer instead, in place of an older one. `reports` are stored in the same transaction, with the alarm
   * they raise and all that it ends.
   *
   * @returns false when somebody else was faster; nothing is written then, audit included
   */
  update(
    before: Verification,
    after: Verification,
    secrets: Secrets | 'keep',
    audit: AuditEntry,
    reports?: readonly Report[],
  ): Promise<boolean>;

  /**
   * Stores reports and, in the same transaction and under the customer's lock, raises the alarm of whom they are about:
   * every open request of that customer is cancelled, every grant ended, and what is on its way to the bank stopped.
   *
   * @param once the security event they came of, remembered in that transaction too
   * @returns false when that event had been stored before; nothing is written then
   */
  report(reports: readonly Report[], once?: EventKey): Promise<boolean>;

  /**
   * From now on this customer is the one this person has before them. What they still read of another is refused; what
   * was recorded as read before is seen as such by whoever looks after this.
   */
  turnTo(staffSubject: string, customerId: string): Promise<void>;
  /**
   * Records a read of the customer's data: it counts once this is committed, and none is while an alarm stands, the
   * grant is not in use, or the member of staff has turned to another customer. What they had on screen of others ends
   * with it.
   *
   * @returns false when it must not be shown; nothing is written then
   */
  recordRead(verification: Verification, audit: AuditEntry & { readonly actor: Actor }): Promise<boolean>;

  secretsOf(id: VerificationId): Promise<Secrets>;
  /** The last ID token that was kept for this customer. */
  idTokenOf(customerId: string): Promise<string | undefined>;
  /** Forgets it: the OP does not take it any more. */
  forgetIdToken(customerId: string): Promise<void>;

  /** Takes over up to `limit` pending verifications whose lease has run out. Two nodes never get the same one. */
  claim(lease: Lease, now: Date, limit: number): Promise<LeasedWork[]>;
  /** Prolongs this node's leases on `ids`, also those that ran out and that nobody took; returns those it holds. */
  renew(lease: Lease, ids: readonly VerificationId[]): Promise<VerificationId[]>;
  /** Gives this node's leases back, so that others need not wait for them to run out. */
  release(node: string): Promise<void>;
  /** `requested` ones whose node is gone: nobody will ever hear what the OP answered. */
  findInterrupted(now: Date): Promise<Verification[]>;
  /** Approved ones whose grant has run out but is not ended yet. */
  findLapsed(now: Date): Promise<Verification[]>;
  /** Frees all leases. Only where this process is known to be the only one (embedded database). */
  releaseAll(): Promise<void>;
}

export type InsertResult =
  | { readonly kind: 'inserted' }
  | { readonly kind: 'already_open'; readonly verification: Verification }
  | { readonly kind: 'guarded'; readonly verdict: Extract<GuardVerdict, { kind: 'refused' }> }
  | { readonly kind: 'not_waiting' };

/** Somebody may ask no more customers for now. */
export interface LimitReached {
  readonly staffSubject: string;
  readonly staffName: string;
  readonly why: Extract<GuardReason, 'staff_limit' | 'staff_shift_limit'>;
  readonly at: Date;
  readonly until: Date;
}
