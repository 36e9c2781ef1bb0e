import type { Money } from './money';

/** What is to be paid: exactly what the customer sees on the phone, and what is executed. */
export interface Order {
  /** The customer's account the money comes from, by its id at the customer API. */
  readonly sourceAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: PayeeAccount;
  readonly amount: Money;
  /** What the payee reads with it; may be empty. */
  readonly reference: string;
}

export type PayeeAccount =
  | { readonly scheme: 'iban'; readonly iban: string }
  | { readonly scheme: 'other'; readonly number: string; readonly bank: string };

/** Who has to agree before it is executed, as policy decided when it was submitted. */
export const requirements = ['none', 'customer', 'customer_and_second_person'] as const;
export type Requirement = (typeof requirements)[number];

export const transferStatuses = [
  'draft',
  'awaiting_second_person',
  'awaiting_customer',
  'authorized',
  'executing',
  'executed',
  'denied',
  'expired',
  'cancelled',
  'failed',
  'needs_reconciliation',
] as const;
export type TransferStatus = (typeof transferStatuses)[number];

/** Why a transfer ended without being executed. */
export type TransferEndReason =
  | 'denied'
  | 'fraud_reported'
  | 'expired'
  | 'cancelled'
  | 'second_person_refused'
  | 'verification_failed'
  /** What was approved is not what stands here: nothing of it is executed. */
  | 'altered'
  | 'insufficient_funds'
  | 'limit_exceeded'
  | 'not_allowed'
  | 'refused_by_bank';

/** A wire transfer, from the draft to its end. */
export interface Transfer {
  readonly id: string;
  readonly customerId: string;
  readonly order: Order;
  readonly status: TransferStatus;
  readonly reason: TransferEndReason | null;
  /** The bank's own word for it: for supervisors and logs. */
  readonly detail: string | null;
  readonly tellerSubject: string;
  readonly requirement: Requirement | null;
  /** Hash of the frozen order. Set from submission on; a draft has none. */
  readonly hash: string | null;
  readonly secondPersonSubject: string | null;
  /** Counts how often the order was opened again: an approval of an earlier edition is worth nothing. */
  readonly edition: number;
  readonly authorizedAt: Date | null;
  readonly executedAt: Date | null;
  /** The bank's number for the executed transfer. */
  readonly bankReference: string | null;
  readonly updatedAt: Date;
  readonly version: number;
}
