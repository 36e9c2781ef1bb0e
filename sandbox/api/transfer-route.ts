import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JWTPayload } from 'jose';
import type { Customer } from '../bank/customer';
import type { Customers } from '../bank/customers';
import { euroCentsOf } from '../bank/money';
import { isSame, isSealed, WireTransfer } from '../bank/transfer-detail';
import type { Outcome, Transfers } from '../bank/transfers';
import { readJson } from '../http/body';
import { Refusal } from '../http/exchange';
import { sendJson } from '../http/reply';
import type { Route } from '../http/router';
import { TRANSFER_SCOPE } from '../op/resource';
import { authorize, type Gate } from './authorize';

/** In cents, as the equivalent in euros: what the desk may send without the customer's approval. */
const LARGEST_UNAPPROVED = 10_000;

/**
 * `POST /api/transfers`: executes the transfer in the body, an RFC 9396 detail, with a token that was issued for exactly it.
 * Refused with 400 `invalid_request`; 401; 403 `insufficient_scope`, `hash_mismatch`, `details_mismatch`, `not_your_account`,
 * `approval_needed`; 409 `in_progress`, `already_executed`; 422 `currency_not_supported`, `limit_exceeded`,
 * `insufficient_funds`, `account_closed`, `idempotency_key_reused`; 503 `temporarily_unavailable`.
 */
export function transferRoute(gate: Gate, customers: Customers, transfers: Transfers): Route {
  return {
    method: 'POST',
    path: '/api/transfers',
    handle: async ({ req, res }) => {
      const claims = await authorize(req, gate, TRANSFER_SCOPE);
      const key = idempotencyKey(req);
      const detail = asTransfer(await readJson(req));
      const customer = payer(claims, detail, customers);
      tell(res, await transfers.perform({ customer, key, detail }));
    },
  };
}

function idempotencyKey({ headers }: IncomingMessage): string {
  const key = headers['idempotency-key'];
  // Two headers arrive joined by a comma and a space, which no key contains.
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw new Refusal(
    400,
    'invalid_request',
    'an Idempotency-Key of 1 to 255 visible ASCII characters is needed',
  );
}

function asTransfer(body: unknown): WireTransfer {
  const { data, error } = WireTransfer.safeParse(body);
  if (!data) {
    const where = error.issues[0]?.path.join('.') || 'the body';
    throw new Refusal(400, 'invalid_request', `${where} is not as it should be`);
  }
  if (isSealed(data)) return data;
  throw new Refusal(403, 'hash_mismatch', 'the hash is not that of the transfer');
}

/** Whose money the token may send: who approved exactly this transfer; or anybody's, a little, when it is the desk's own token. */
function payer(claims: JWTPayload, detail: WireTransfer, customers: Customers): Customer {
  const isOwn = claims.sub === claims.client_id;
  if (isOwn) refuseUnapproved(detail);
  else if (!isSame(claims.authorization_details, [detail])) {
    throw new Refusal(403, 'details_mismatch', 'the access token was not issued for exactly this transfer');
  }
  const customer = isOwn
    ? customers.byKeyOrNumber(detail.customerId)
    : customers.bySubject(String(claims.sub));
  // Whose device answered need not be whose transfer it is.
  if (customer?.number !== detail.customerId) throw notTheirs();
  return customer;
}

function refuseUnapproved({ instructedAmount: { amount, currency } }: WireTransfer): void {
  if ((euroCentsOf(amount, currency) ?? 0) <= LARGEST_UNAPPROVED) return;
  throw new Refusal(403, 'approval_needed', 'the customer has to approve what is worth more than 100.00 EUR');
}

function notTheirs(): Refusal {
  return new Refusal(403, 'not_your_account', 'the customer cannot send money from this account');
}

function tell(res: ServerResponse, outcome: Outcome): void {
  if (outcome.kind === 'answer') {
    const { status, body, isReplay } = outcome;
    sendJson(res, status, body, isReplay ? { 'idempotency-replayed': 'true' } : {});
  } else if (outcome.kind === 'silence') {
    const timer = setTimeout(() => res.destroy(), outcome.forMs).unref();
    res.once('close', () => clearTimeout(timer));
  } else {
    throw refusalOf(outcome.kind);
  }
}

function refusalOf(kind: Exclude<Outcome['kind'], 'answer' | 'silence'>): Refusal {
  const soon = { 'retry-after': '1' };
  switch (kind) {
    case 'in_progress':
      return new Refusal(409, kind, 'this transfer is still being worked on', soon);
    case 'already_executed':
      return new Refusal(409, kind, 'this transfer was executed under another key');
    case 'key_reused':
      return new Refusal(422, 'idempotency_key_reused', 'this key was used for another transfer');
    case 'unavailable':
      return new Refusal(503, 'temporarily_unavailable', "the payee's bank cannot be reached", soon);
    case 'same_account':
      return new Refusal(400, 'invalid_request', 'the money would go where it comes from');
    case 'not_your_account':
      return notTheirs();
  }
}
