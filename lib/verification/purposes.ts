import type { Purpose } from './view';

/** What a verification made for this purpose asks the OP for. */
export interface PurposeTerms {
  readonly scope: string;
  /** Seconds the customer has to answer (CIBA Core 7.1 `requested_expiry`). */
  readonly requestedExpiry: number;
}

export const purposes: Readonly<Record<Purpose, PurposeTerms>> = {
  account_access: { scope: 'openid profile read:sensitive-data', requestedExpiry: 120 },
};
