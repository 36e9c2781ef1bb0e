import type { AuditEntry } from '../audit/entry';
import type { TokenSet } from '../ciba/outcome';
import type { Verification, VerificationId } from './verification';

/** Secrets that are stored beside a verification, encrypted, never with it. */
export interface Secrets {
  /** Kept from acknowledgement until the verification is no longer pending. */
  readonly authReqId?: string;
  /** Kept from approval until the grant ends. */
  readonly tokens?: TokenSet;
  /** A customer's last ID token, kept beside the customer. */
  readonly idToken?: string;
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
   * person still uses an earlier approval of account access, or they were asked `limit` times since `since`. For a
   * transfer, also unless it was approved already, or does not wait for the customer with that hash any more.
   * Concurrent callers agree on one winner.
   */
  insert(
    verification: Verification,
    lease: Lease,
    limit: { readonly count: number; readonly since: Date },
    audit: AuditEntry,
  ): Promise<InsertResult>;

  find(id: VerificationId): Promise<Verification | undefined>;
  /** The verification whose `client_notification_token` has this hash. */
  findByNotification(hash: string): Promise<Verification | undefined>;
  /** The customer's open verification, else the approval of account access in use, else undefined. */
  findCurrent(customerId: string): Promise<Verification | undefined>;
  /** The newest verification this person made of the customer, whatever became of it. */
  findLast(customerId: string, staffSubject: string): Promise<Verification | undefined>;
  /** The newest verification of this transfer, whatever became of it. */
  findOfTransfer(transferId: string): Promise<Verification | undefined>;
  /** This transfer's verifications that are open or hold tokens. */
  listInUseOf(transferId: string): Promise<Verification[]>;
  /** This person's open verifications and live grants of account access, oldest first. */
  listCurrentOf(staffSubject: string): Promise<Verification[]>;

  /**
   * Replaces `before` by `after` if the stored version is still `before.version`.
   * `secrets` replaces what is kept: a field left out is erased. An ID token among the tokens is kept
   * beside the customer instead, in place of an older one.
   *
   * @returns false when somebody else was faster; nothing is written then, audit included
   */
  update(
    before: Verification,
    after: Verification,
    secrets: Secrets | 'keep',
    audit: AuditEntry,
  ): Promise<boolean>;

  secretsOf(id: VerificationId): Promise<Secrets>;
  /** The last ID token that was kept for this customer. */
  idTokenOf(customerId: string): Promise<string | undefined>;
  /** Forgets it: the OP does not take it any more. */
  forgetIdToken(customerId: string): Promise<void>;

  /** Takes over up to `limit` pending verifications whose lease has run out. Two nodes never get the same one. */
  claim(lease: Lease, now: Date, limit: number): Promise<LeasedWork[]>;
  /** Prolongs this node's leases on `ids`; returns those it still holds. */
  renew(lease: Lease, now: Date, ids: readonly VerificationId[]): Promise<VerificationId[]>;
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
  | { readonly kind: 'too_many' }
  | { readonly kind: 'not_waiting' };
