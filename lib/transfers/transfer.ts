import type { Money } from './money';
import type {
  PolicyReason,
  Requirement,
  SumReason,
  TransferEndReason,
  TransferForm,
  TransferStatus,
} from './view';

/** What is to be paid: exactly what the customer sees on the phone, and what is executed. */
export interface Order {
  /** IBAN of the customer's account the money comes from. */
  readonly sourceAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: PayeeAccount;
  readonly amount: Money;
  /** What the payee reads with it; may be empty. */
  readonly reference: string;
}

export type PayeeAccount =
  | { readonly scheme: 'iban'; readonly iban: string }
  /** `number` in the parts it was typed in: `20-00-00 55779911`. */
  | { readonly scheme: 'other'; readonly number: string; readonly bank: string };

/**
 * What the other transfers of the last 24 hours came to, in the currency of this one and its minor units. Safe integers;
 * what is too much for one is the largest there is.
 */
export interface DaySum {
  readonly minor: number;
  /** Of that, what the teller of this one entered. */
  readonly own: number;
}

/** For each sum that was a reason. */
export type PolicySums = Readonly<Partial<Record<SumReason, DaySum>>>;

/** A wire transfer, from the draft to its end. */
export interface Transfer {
  readonly id: TransferId;
  readonly customerId: string;
  /** The customer's `sub` at the OP: whose alarm stops it. Null for one from before alarms, of a customer who is gone. */
  readonly customerSubject: string | null;
  /** What the teller typed last. */
  readonly form: TransferForm;
  /** What it means; null while a draft is not complete. */
  readonly order: Order | null;
  readonly status: TransferStatus;
  readonly reason: TransferEndReason | null;
  /** The machine's own word for it: for supervisors and logs. */
  readonly detail: string | null;
  readonly tellerSubject: string;
  readonly tellerName: string;
  readonly requirement: Requirement | null;
  readonly policyReasons: readonly PolicyReason[];
  readonly policySums: PolicySums;
  /** Hash of the frozen order. Set from submission on; a draft has none. */
  readonly hash: string | null;
  readonly secondPersonSubject: string | null;
  readonly secondPersonName: string | null;
  readonly secondPersonAt: Date | null;
  /** Counts how often the order was opened again: an approval of an earlier edition is worth nothing. */
  readonly edition: number;
  /** How often the bank was called. */
  readonly attempts: number;
  /** When the bank is to be called next; null when that is not for the machine to do. */
  readonly attemptAt: Date | null;
  readonly createdAt: Date;
  readonly submittedAt: Date | null;
  readonly authorizedAt: Date | null;
  /** When an alarm of the customer stopped it. */
  readonly alarmedAt: Date | null;
  readonly endedAt: Date | null;
  /** The bank's number for the executed transfer. */
  readonly bankReference: string | null;
  readonly updatedAt: Date;
  readonly version: number;
}

declare const transferId: unique symbol;
export type TransferId = string & { readonly [transferId]: true };

const ID = /^trf_[A-Za-z0-9_-]{22}$/;

/** 128 random bits behind a prefix that tells people and logs what it is. */
export function newTransferId(): TransferId {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  return `trf_${random}` as TransferId; // made to the pattern
}

export function isTransferId(value: unknown): value is TransferId {
  return typeof value === 'string' && ID.test(value);
}

/** Ended without having been executed. What was reported as fraud is not tried once more. */
export function mayStartAgain({ status, reason }: Pick<Transfer, 'status' | 'reason'>): boolean {
  return ['denied', 'expired', 'cancelled', 'failed'].includes(status) && reason !== 'fraud_reported';
}

/** A transfer whose order stands. */
export type FrozenTransfer = Transfer & { readonly order: Order; readonly hash: string };

export function isFrozen(t: Transfer): t is FrozenTransfer {
  return t.order !== null && t.hash !== null;
}
