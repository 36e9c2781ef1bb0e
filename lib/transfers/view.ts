import type { AlarmView } from '../alarms/view';
import type { MessagePreview, VerificationView } from '../verification/view';

/** What a browser may know of a transfer: words and shapes only. */

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
  /** Somebody reported that this is not the customer, before the bank was asked. */
  | 'alarm_raised'
  | 'second_person_refused'
  /** Somebody else approved, or what came back cannot be trusted. */
  | 'verification_failed'
  /** What was approved is not what stands here: nothing of it is executed. */
  | 'altered'
  /** The approval ran out, or was withdrawn, before the bank was called. */
  | 'approval_lapsed'
  | 'insufficient_funds'
  | 'limit_exceeded'
  | 'account_closed'
  | 'currency_not_supported'
  | 'not_allowed'
  | 'refused_by_bank'
  /** A supervisor found that the bank had not executed it. */
  | 'not_executed';

/** Who has to agree before it is executed, as policy decided when it was submitted. */
export type Requirement = 'none' | 'customer' | 'customer_and_second_person';

/** Why somebody has to agree. */
export type PolicyReason =
  | 'every_transfer'
  | 'large_amount'
  | 'unknown_currency'
  | 'new_payee'
  | 'many_for_customer'
  | 'many_by_teller'
  | SumReason;

/** Why somebody has to agree: what this amount comes to with the others of the last 24 hours. */
export const sumReasons = [
  'day_sum_payee',
  'day_sum_customer',
  'day_sum_teller',
  /** What left the customer without anybody being asked. */
  'day_sum_unasked',
] as const;
export type SumReason = (typeof sumReasons)[number];

/** What those others came to, for each such reason. Null: not for this person to know. */
export type SumsView = Readonly<Partial<Record<SumReason, MoneyView | null>>>;

/** What the teller typed, letter by letter. */
export interface TransferForm {
  readonly sourceAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: string;
  /** Only for a payee's account that is no IBAN. */
  readonly payeeBank: string;
  readonly amount: string;
  readonly currency: string;
  readonly reference: string;
}
export type TransferField = keyof TransferForm;

export const emptyForm: TransferForm = {
  sourceAccount: '',
  payeeName: '',
  payeeAccount: '',
  payeeBank: '',
  amount: '',
  currency: '',
  reference: '',
};

/** Longest text a field is kept with; what is too long for a transfer is said to be, not cut. */
export const LONGEST_FIELD = 300;

/** What became of one field. A field left out was understood, or is empty and may be. */
export type FieldReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'flaw'; readonly why: FieldFlaw }
  /** It can be read in more than one way: `text` is what to put into the field for each. */
  | { readonly kind: 'question'; readonly choices: readonly AmountChoice[] };

export interface AmountChoice {
  readonly text: string;
  readonly amount: MoneyView;
}

export type FieldFlaw =
  | 'unknown_country'
  | 'wrong_length'
  | 'wrong_check_digits'
  | 'not_an_account'
  /** Money leaves from an IBAN only. */
  | 'not_an_iban'
  | 'same_account'
  | 'too_long'
  | 'hidden_characters'
  | 'mixed_scripts'
  /** It could be taken for the spoken code. */
  | 'looks_like_code'
  | 'unknown_currency'
  | 'not_a_number'
  | 'other_currency'
  | 'negative'
  | 'zero'
  | 'too_many_decimals'
  | 'too_large';

export interface MoneyView {
  readonly currency: string;
  /** Minor units. */
  readonly minor: number;
  /** `1250.00`, with as many decimals as the currency has. */
  readonly decimal: string;
}

export interface OrderView {
  readonly sourceAccount: string;
  readonly payeeName: string;
  readonly payeeAccount: PayeeAccountView;
  readonly amount: MoneyView;
  readonly reference: string;
}

export interface PayeeAccountView {
  /** In groups, as it is read aloud. */
  readonly text: string;
  /** ISO 3166, where the number tells it. */
  readonly country: string | null;
  /** The bank's national code in an IBAN, or the bank as the teller named it. */
  readonly bank: string;
}

/** How a form was understood, and what policy would say of it. */
export interface FormReading {
  readonly fields: Readonly<Partial<Record<TransferField, FieldReading>>>;
  /** The payee's account as far as it is understood already. */
  readonly payeeAccount: PayeeAccountView | null;
  /** Only when every field is understood. */
  readonly order: OrderView | null;
  readonly requirement: Requirement | null;
  readonly reasons: readonly PolicyReason[];
  readonly sums: SumsView;
}

/** What the person looking may do with a transfer now. */
export interface TransferRights {
  readonly edit: boolean;
  readonly submit: boolean;
  readonly ask: boolean;
  readonly cancel: boolean;
  /** Agree or refuse as the second person. */
  readonly second: boolean;
  readonly reconcile: boolean;
  readonly startAgain: boolean;
}

/** A snapshot of one transfer. Dates are ISO 8601; `now` is the server's clock. */
export interface TransferView {
  readonly id: string;
  readonly customer: TransferCustomer;
  readonly status: TransferStatus;
  readonly reason: TransferEndReason | null;
  /** The machine's own word for it. */
  readonly detail: string | null;
  readonly form: TransferForm;
  readonly order: OrderView | null;
  readonly tellerName: string;
  readonly mine: boolean;
  readonly requirement: Requirement | null;
  readonly reasons: readonly PolicyReason[];
  readonly sums: SumsView;
  /** SHA-256 of what is approved, base64url. Null while a draft. */
  readonly hash: string | null;
  readonly edition: number;
  readonly secondPersonName: string | null;
  readonly secondPersonAt: string | null;
  /** The customer's last request about this edition, if they were asked. */
  readonly verification: VerificationView | null;
  /** What the phone will show, before anybody is asked. */
  readonly preview: MessagePreview | null;
  readonly attempts: number;
  /** When the bank is asked again what became of it; null when nobody but people will. */
  readonly nextAttemptAt: string | null;
  readonly bankReference: string | null;
  readonly createdAt: string;
  readonly submittedAt: string | null;
  readonly authorizedAt: string | null;
  /** When an alarm of the customer stopped it. */
  readonly alarmedAt: string | null;
  readonly endedAt: string | null;
  /** The customer's alarm, while it stands: nothing goes on. */
  readonly alarm: AlarmView | null;
  readonly may: TransferRights;
  readonly version: number;
  readonly now: string;
}

export interface TransferCustomer {
  readonly id: string;
  readonly name: string;
  readonly number: string;
}

/** One line of a work list. */
export interface TransferRow {
  readonly id: string;
  readonly customer: TransferCustomer;
  /** The customer's alarm stands. */
  readonly alarm: boolean;
  readonly status: TransferStatus;
  readonly reason: TransferEndReason | null;
  readonly tellerName: string;
  readonly mine: boolean;
  readonly payeeName: string | null;
  readonly amount: MoneyView | null;
  readonly updatedAt: string;
}

export const transferLists = ['mine', 'second', 'reconcile', 'all'] as const;
export type TransferListName = (typeof transferLists)[number];

export interface TransferList {
  readonly rows: readonly TransferRow[];
  /** There are older ones than are listed. */
  readonly more: boolean;
  /** How many wait in each list this person may see. */
  readonly counts: Readonly<Record<'second' | 'reconcile', number>>;
}

/** Nothing more will happen to this transfer. */
export function isSettled({ status }: Pick<TransferView, 'status'>): boolean {
  return ['executed', 'denied', 'expired', 'cancelled', 'failed'].includes(status);
}

/** One of the customer's accounts that money can leave from. */
export interface SourceAccount {
  readonly iban: string;
  readonly name: string;
  readonly currency: string;
  /** Minor units. */
  readonly balanceMinor: number;
}
