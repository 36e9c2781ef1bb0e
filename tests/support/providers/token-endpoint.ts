import type { Behaviour } from './behaviour';
import { invalidGrant, invalidRequest, OAuthError } from './oauth-error';
import type { Approval, ClientRegistration } from './provider-double';
import { isTooEarly, slowDown, type Transaction, type Transactions } from './transactions';

/** One text for both, so that no client can tell denial from expiry where the provider does not. */
const DENIED_OR_EXPIRED = 'the customer denied the request, or it has expired';
const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';

/** What a poll ends in, if not in an error. */
export interface Redeemed {
  readonly transaction: Transaction;
  readonly approval: Approval;
}

/**
 * Judges one token request (CIBA Core 10.1 and 11); the transaction is spent when it returns.
 *
 * @throws authorization_pending, slow_down, expired_token, access_denied, invalid_grant, unauthorized_client …
 */
export function redeem(
  form: URLSearchParams,
  client: ClientRegistration,
  transactions: Transactions,
  { polling }: Behaviour,
  now: number,
): Redeemed {
  if (form.get('grant_type') !== GRANT_TYPE) {
    throw new OAuthError(400, 'unsupported_grant_type', `only ${GRANT_TYPE}`);
  }
  if (client.delivery === 'push') {
    throw new OAuthError(400, polling.pushClient ?? 'unauthorized_client', 'your tokens will be pushed');
  }
  const id = form.get('auth_req_id');
  if (!id) throw invalidRequest('auth_req_id is missing');
  const transaction = transactions.find(id, client.clientId);
  const checks = {
    pace: () => checkPace(transaction, polling, now),
    expiry: () => checkExpiry(transaction, polling, now),
    outcome: () => checkOutcome(transaction, polling),
  };
  for (const check of polling.order) checks[check]();
  const { answer } = transaction;
  if (answer?.outcome !== 'approved') throw invalidGrant('not approved');
  transaction.spent = true;
  return { transaction, approval: answer };
}

function checkPace(transaction: Transaction, { slowDown: own }: Behaviour['polling'], now: number): void {
  const { intervalMs } = transaction;
  if (isTooEarly(transaction, now)) throw own?.(intervalMs / 1000) ?? slowDown();
}

function checkExpiry(transaction: Transaction, { expired }: Behaviour['polling'], now: number): void {
  const { answer, expiresAt } = transaction;
  if (now < expiresAt && answer?.outcome !== 'expired') return;
  const neverAnswered = !answer || answer.outcome === 'expired';
  if (expired !== 'pending') throw new OAuthError(400, expired, DENIED_OR_EXPIRED);
  if (!neverAnswered) throw new OAuthError(400, 'expired_token', 'nobody came for the tokens in time');
}

function checkOutcome(transaction: Transaction, { expired, denialSpends }: Behaviour['polling']): void {
  const { answer } = transaction;
  if (!answer || (answer.outcome === 'expired' && expired === 'pending')) {
    throw new OAuthError(400, 'authorization_pending', 'the customer has not answered yet');
  }
  // CIBA Core 11 has no code for a failure: `transaction_failed` exists in the push payload only.
  if (answer.outcome === 'denied' || answer.outcome === 'failed') {
    transaction.spent = denialSpends ?? false;
    throw new OAuthError(400, 'access_denied', DENIED_OR_EXPIRED);
  }
}
