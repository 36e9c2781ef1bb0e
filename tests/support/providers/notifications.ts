import { request } from 'undici';
import type { NotificationRules } from './behaviour';
import type { ClientRegistration, SentNotification } from './provider-double';
import type { Transaction } from './transactions';

interface Context {
  readonly rules: NotificationRules;
  readonly times: number;
  readonly sent: SentNotification[];
  /** The tokens of an approved request, for push. */
  readonly tokens: () => Promise<Record<string, unknown>>;
}

const PUSHED_ERRORS = {
  denied: 'access_denied',
  expired: 'expired_token',
  failed: 'transaction_failed',
} as const;

/** Tells the client that the customer answered: ping (CIBA Core 10.2) or push (10.3, 12). */
export async function notify(
  transaction: Transaction,
  client: ClientRegistration,
  context: Context,
): Promise<void> {
  const { rules, times, sent } = context;
  const { answer, notificationToken = '', request: asked } = transaction;
  const { delivery, notificationEndpoint } = client;
  if (delivery === 'poll' || !answer) return;
  const { outcome } = answer;
  const told = rules.outcomes ?? ['approved', 'denied', 'failed'];
  // Whoever pushes also pushes an expiry: the client has no other way to learn of it.
  const expiryPushed = outcome === 'expired' && delivery === 'push' && !rules.outcomes;
  if (!expiryPushed && !told.some((one) => one === outcome)) return;
  if (!notificationEndpoint) throw new Error(`no notification endpoint registered for ${client.clientId}`);

  const id = { auth_req_id: asked.authReqId };
  const body: Record<string, unknown> =
    delivery === 'ping'
      ? id
      : outcome === 'approved'
        ? { ...(rules.authReqIdInPush === false ? {} : id), ...(await context.tokens()) }
        : { ...id, error: PUSHED_ERRORS[outcome], error_description: `the request was ${outcome}` };
  for (let time = 0; time < times; time += 1) {
    sent.push(await send(rules.method ?? 'POST', notificationEndpoint, notificationToken, body));
  }
}

/** Not `fetch`: one real provider sends a body by GET, and redirects must not be followed. */
async function send(
  method: 'GET' | 'POST',
  url: string,
  token: string,
  body: Record<string, unknown>,
): Promise<SentNotification> {
  const status = await request(url, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).then(
    async (response) => {
      await response.body.dump();
      return response.statusCode;
    },
    () => 0,
  );
  return { method, url, token, body, status };
}
