import { setTimeout as pause } from 'node:timers/promises';
import type { BackchannelAuthenticationRequest, Client } from 'oidc-provider';
import { errors, Provider } from '../oidc';
import { isPush } from './clients';
import { type PushBank, tokensFor } from './push-tokens';

const ATTEMPTS = 3;
const PATIENCE_MS = 5000;

export interface PushDelivery extends PushBank {
  readonly notificationEndpoint: string;
  readonly retryMs: number;
  readonly onError: (where: string, error: unknown) => void;
}

/**
 * Calls clients back. Push (CIBA Core 10.3 and 12) is what oidc-provider lacks; and its pings would keep the customer's
 * phone waiting for the desk. Here an answer is saved first, and then, in the background, ping clients are pinged and
 * push clients are sent their tokens or the error. What a stopped bank had not delivered stays undelivered.
 *
 * @returns ends what is under way
 */
export function deliverInBackground(bank: PushDelivery): () => void {
  const closing = new AbortController();
  // oidc-provider calls this when an answer has been saved.
  const { prototype } = bank.provider.Client;
  const { backchannelPing: ping } = prototype;
  prototype.backchannelPing = async function (request) {
    const work = isPush(this) ? push(bank, request, this, closing.signal) : ping.call(this, request);
    // A ping that fails costs nothing but time: the client polls anyway. A push that fails for good is lost.
    work.catch((error: unknown) => {
      if (!closing.signal.aborted) bank.onError(isPush(this) ? 'push' : 'ping', error);
    });
  };
  refusePolls(bank);
  return () => closing.abort();
}

async function push(
  bank: PushDelivery,
  request: BackchannelAuthenticationRequest,
  client: Client,
  signal: AbortSignal,
): Promise<void> {
  const body = request.error
    ? { auth_req_id: request.jti, error: request.error, error_description: request.errorDescription }
    : await tokensFor(bank, request, client);
  for (let attempt = 1; ; attempt++) {
    const problem = await send(bank.notificationEndpoint, request, body);
    if (problem === undefined) return;
    if (attempt === ATTEMPTS) throw new Error(`given up after ${ATTEMPTS} attempts: ${problem}`);
    await pause(bank.retryMs, undefined, { signal });
  }
}

/** @returns what went wrong */
async function send(
  endpoint: string,
  request: BackchannelAuthenticationRequest,
  body: unknown,
): Promise<string | undefined> {
  try {
    const { status } = await fetch(endpoint, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${request.params?.client_notification_token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    return status === 204 || status === 200 ? undefined : `the desk answered ${status}`;
  } catch {
    return 'the desk could not be reached';
  }
}

/** CIBA Core 11: a client that is pushed to has no business at the token endpoint. */
function refusePolls({ provider }: PushDelivery): void {
  const requests = provider.BackchannelAuthenticationRequest;
  const find = requests.find.bind(requests);
  Object.assign(requests, {
    find: async (...args: Parameters<typeof find>) => {
      const { oidc } = Provider.ctx ?? {};
      if (oidc?.route === 'token' && oidc.client && isPush(oidc.client))
        throw new errors.UnauthorizedClient();
      return find(...args);
    },
  });
}
