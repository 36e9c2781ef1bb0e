import { randomBytes } from 'node:crypto';
import { checkParameters, checkUserCode, readForm, requestedExpiry } from './authentication-request';
import type { Behaviour } from './behaviour';
import { type HintContext, resolveHint } from './hints';
import { invalidRequest, OAuthError } from './oauth-error';
import type { AuthenticationRequest, ClientRegistration } from './provider-double';
import { openRequestObject } from './request-object';
import type { Transaction, Transactions } from './transactions';

const A_MINUTE_MS = 60_000;

interface Context extends HintContext {
  readonly behaviour: Behaviour;
  readonly transactions: Transactions;
  readonly isFresh: (jti: string) => boolean;
  /** Seconds. */
  readonly interval: number;
  readonly expiresIn: number;
}

export interface Acknowledgement {
  readonly auth_req_id: string;
  readonly expires_in: number;
  readonly interval?: number;
}

/** Validates an authentication request and opens a transaction for it (CIBA Core 7). */
export async function beginAuthentication(
  form: URLSearchParams,
  client: ClientRegistration,
  context: Context,
): Promise<{ readonly transaction: Transaction; readonly acknowledgement: Acknowledgement }> {
  const { behaviour, transactions, interval, now } = context;
  const { request: rules } = behaviour;
  const parameters = await readParameters(form, client, context);
  checkParameters(parameters, client, rules);
  const { lifetime, announced } = rules.lifetime(requestedExpiry(parameters, rules), context.expiresIn);
  const customer = await resolveHint(parameters, client, rules, context);
  checkUserCode(parameters, client, customer, rules);
  checkRate(customer.sub, transactions, rules.perMinute, now());

  const request: AuthenticationRequest = {
    authReqId: behaviour.newId?.() ?? randomBytes(20).toString('base64url'),
    clientId: client.clientId,
    customer,
    parameters,
  };
  const { client_notification_token: notificationToken } = parameters;
  const intervalMs = interval * 1000;
  const transaction: Transaction = {
    request,
    scope: String(parameters.scope),
    notificationToken: typeof notificationToken === 'string' ? notificationToken : undefined,
    expiresAt: now() + lifetime * 1000,
    intervalMs,
    pace: behaviour.polling.pace,
    nextPollAt: behaviour.polling.pace === 'grid' ? now() + intervalMs : 0,
    answer: undefined,
    spent: false,
  };
  const acknowledgement = {
    auth_req_id: request.authReqId,
    expires_in: announced,
    // CIBA Core 7.3: meaningless in push mode.
    ...(client.delivery === 'push' ? {} : { interval }),
  };
  return { transaction, acknowledgement };
}

async function readParameters(form: URLSearchParams, client: ClientRegistration, context: Context) {
  const { requestObject } = context.behaviour;
  if (!form.has('request')) {
    if (client.signedRequests === 'required') throw invalidRequest('this client has to sign its requests');
    return readForm(form);
  }
  if (!requestObject || client.signedRequests === 'refused') {
    throw invalidRequest('no signing algorithm is registered for requests of this client');
  }
  return openRequestObject(form, client, requestObject, context);
}

function checkRate(
  sub: string,
  transactions: Transactions,
  perMinute = Number.POSITIVE_INFINITY,
  now: number,
): void {
  if (transactions.countAsked(sub, now, now - A_MINUTE_MS) > perMinute) {
    throw new OAuthError(429, 'too_many_requests', `a customer gets at most ${perMinute} requests a minute`, {
      headers: { 'retry-after': '60' },
    });
  }
}
