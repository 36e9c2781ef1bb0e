import type { AlarmView } from '../alarms/view';
import type { GuardView, VerificationView } from '../verification/view';

/** What a browser may see of a customer before they approved: enough to choose, nothing to misuse. */
export interface CustomerView {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly phoneMasked: string | null;
  readonly emailMasked: string | null;
  readonly city: string | null;
  readonly segment: 'personal' | 'business';
  readonly customerSince: string;
  /** Somebody reported that a caller was not this customer, and no supervisor has lifted it. */
  readonly alarm: boolean;
}

export interface SearchResult {
  readonly query: string;
  readonly customers: readonly CustomerView[];
  /** More matched than are listed: the agent has to be more precise. */
  readonly more: boolean;
}

/** What concerns a customer now, as one person may see it. Nothing of the customer: it is told without a record. */
export interface CustomerNow {
  /** Whoever asked: open, approved and in use, or this person's own whose end they have not dismissed yet. */
  readonly current: VerificationView | null;
  /** The newest this person made to see the customer's data, whatever became of it. */
  readonly own: VerificationView | null;
  /** Stands for everybody, whoever raised it. */
  readonly alarm: AlarmView | null;
  /** What keeps this person from asking now, beside an alarm; null while nothing does, or they may not ask at all. */
  readonly guard: GuardView | null;
  /** The server's clock. */
  readonly now: string;
}

export interface OpenedCustomer extends CustomerNow {
  readonly customer: CustomerView;
}

/**
 * The customer's protected data, as far as the customer API serves it in a form that is understood. Amounts in minor units
 * of `currency`.
 */
export interface SensitiveData {
  /** null: not given, or not understood. */
  readonly personal: {
    readonly dateOfBirth: string | null;
    readonly taxId: string | null;
    readonly address: {
      readonly street: string | null;
      readonly postalCode: string | null;
      readonly city: string | null;
      readonly country: string | null;
    };
    readonly email: string | null;
    readonly phone: string | null;
    readonly securityNote: string | null;
  };
  readonly accounts: readonly Account[];
  readonly transactions: readonly Transaction[];
  /** What is there and not shown: how many entries, or `all` where there is no list to count. */
  readonly missing: { readonly accounts: number | 'all'; readonly transactions: number | 'all' };
}

export interface Account {
  readonly id: string;
  /** `other`: of a kind the desk has no word for. */
  readonly kind: 'current' | 'savings' | 'card' | 'other';
  readonly name: string;
  readonly iban: string | null;
  readonly currency: string;
  readonly balanceMinor: number;
}

export interface Transaction {
  readonly id: string;
  readonly bookedOn: string;
  readonly description: string;
  readonly accountId: string;
  readonly currency: string;
  readonly amountMinor: number;
}

/** Shortest query that is looked up, in letters; in scripts where one sign may be a whole name, one is enough. */
export const SHORTEST_QUERY = 2;

/** Whether there is enough to look for: `ma`, `李`, `김`. */
export function isEnough(query: string): boolean {
  const text = query.trim();
  return (
    text.length >= SHORTEST_QUERY || /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u.test(text)
  );
}

/** Shortest beginning of a customer number that finds anybody, in characters as typed: `C-10`, `1000`. */
export const SHORTEST_NUMBER = 4;
export const LONGEST_QUERY = 100;
