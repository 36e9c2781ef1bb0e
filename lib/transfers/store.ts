import type { AuditEntry } from '../audit/entry';
import type { Lease } from '../verification/store';
import type { PolicyFacts } from './policy';
import type { Transfer, TransferId } from './transfer';
import type { TransferListName, TransferStatus } from './view';

/**
 * Port: the truth about transfers. Every change and its audit entry commit in one transaction; a teller has at most
 * one new draft for a customer. While an alarm of the customer stands no draft is begun, and nothing moves on towards the
 * bank: `conflict`.
 */
export interface TransferStore {
  /** Inserts a draft, unless this teller has one for this customer already; answers with the one that stands. */
  insert(draft: Transfer, audit: AuditEntry): Promise<Transfer>;
  find(id: TransferId): Promise<Transfer | undefined>;
  /** This teller's new draft for this customer. */
  findDraft(customerId: string, tellerSubject: string): Promise<Transfer | undefined>;

  /**
   * Replaces `before` by `after` if the stored version is still `before.version`. Gives the lease back where
   * `after` is no work in progress.
   *
   * @param audit null for what a teller types into a draft: what counts is recorded when it is submitted
   * @returns false when somebody else was faster; nothing is written then, audit included
   */
  update(before: Transfer, after: Transfer, audit: AuditEntry | null): Promise<boolean>;
  /**
   * The same, with what is known at that very moment of the other transfers of the customer and the teller, and of
   * everybody's to the payee: of two that are submitted at once, the second knows of the first.
   */
  submit(
    before: Transfer,
    since: Date,
    decide: (facts: Omit<PolicyFacts, 'amount'>) => { readonly after: Transfer; readonly audit: AuditEntry },
  ): Promise<Transfer | undefined>;
  /** What `submit` would know now. */
  factsOf(transfer: Transfer, since: Date): Promise<Omit<PolicyFacts, 'amount'>>;

  list(query: TransferQuery): Promise<Transfer[]>;
  /** How many wait for a second person, and for people to reconcile: of one teller's own, or of all others'. */
  count(of: { readonly subject: string; readonly all: boolean }): Promise<{
    readonly second: number;
    readonly reconcile: number;
  }>;

  /**
   * Leases one transfer whose next call of the bank is due at `now`, if nobody else holds it by `leasesOver`. Two
   * nodes never get the same one.
   */
  claim(id: TransferId, lease: Lease, now: Date, leasesOver: Date): Promise<Transfer | undefined>;
  /**
   * Transfers something has to be done about: the bank to be called, an answer of the customer to be acted on, or
   * an approval left over that nobody will use.
   */
  findDue(now: Date, leasesOver: Date, limit: number): Promise<TransferId[]>;
  /** Gives this node's leases back. */
  release(node: string): Promise<void>;
  /** Frees all leases. Only where this process is known to be the only one (embedded database). */
  releaseAll(): Promise<void>;
}

export interface TransferQuery {
  readonly list: TransferListName;
  /** Who is looking, and whether they see what is not theirs. */
  readonly subject: string;
  readonly all: boolean;
  readonly status?: TransferStatus | undefined;
  /** Words, or their beginnings, of the payee's name, the reference, the customer's name or number, or the bank's reference. */
  readonly text?: string | undefined;
  readonly limit: number;
}
