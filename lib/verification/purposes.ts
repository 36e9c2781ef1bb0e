import type { Purpose } from './view';

/** What a verification made for this purpose asks the OP for. */
export interface PurposeTerms {
  readonly scope: string;
  /** Seconds the customer has to answer (CIBA Core 7.1 `requested_expiry`). */
  readonly requestedExpiry: number;
}

export const purposes: Readonly<Record<Purpose, PurposeTerms>> = {
  account_access: { scope: 'openid profile read:sensitive-data', requestedExpiry: 120 },
  wire_transfer: { scope: 'openid profile my_wire_transfer_scope', requestedExpiry: 120 },
};

/** Scopes of OpenID Connect itself (Core 5.4 and 11), which an OP may leave out of what it says it granted. */
const formalities = new Set(['openid', 'profile', 'email', 'address', 'phone', 'offline_access']);

/** What of a requested scope must have been granted for the tokens to be of use. */
export function requiredScope(scope: string): string {
  return scope
    .split(' ')
    .filter((one) => one && !formalities.has(one))
    .join(' ');
}
