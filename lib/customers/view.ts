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

/** The customer's protected data, as the customer API serves it. Amounts in minor units of `currency`. */
export interface SensitiveData {
  readonly personal: {
    readonly dateOfBirth: string;
    readonly taxId: string;
    readonly address: {
      readonly street: string;
      readonly postalCode: string;
      readonly city: string;
      readonly country: string;
    };
    readonly email: string;
    readonly phone: string;
    readonly securityNote: string | null;
  };
  readonly accounts: readonly Account[];
  readonly transactions: readonly Transaction[];
}

export interface Account {
  readonly id: string;
  readonly kind: 'current' | 'savings' | 'card';
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

/** Shortest query that is looked up. */
export const SHORTEST_QUERY = 2;
export const LONGEST_QUERY = 100;
