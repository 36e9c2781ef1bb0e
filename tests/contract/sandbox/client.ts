import { setTimeout as sleep } from 'node:timers/promises';
import { type Bank, CIBA_GRANT, CIBA_SECRET } from './bank';

/** What the tests read of any JSON answer; each test asserts the fields it cares about. */
type Body = Record<string, unknown>;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

export const basic = (id: string, secret: string): string =>
  `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

const asClient = { authorization: basic('countersign', CIBA_SECRET) };

export async function call(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  // Every JSON answer of the bank is an object; anything else reads as an empty one.
  const body = text.startsWith('{') ? (JSON.parse(text) as Body) : {};
  return { status: response.status, headers: response.headers, body };
}

/** A backchannel authentication request (CIBA Core 7.1). */
export function ask(bank: Bank, params: Record<string, string> = {}): Promise<Answer> {
  const body = new URLSearchParams({
    scope: 'openid profile read:sensitive-data',
    login_hint: 'maria.alvarez',
    binding_message: 'Code 123 456',
    ...params,
  });
  return call(`${bank.url}/op/backchannel`, { method: 'POST', headers: asClient, body });
}

export async function askAndGetId(bank: Bank, params?: Record<string, string>): Promise<string> {
  const { body } = await ask(bank, params);
  return String(body.auth_req_id);
}

export function poll(bank: Bank, authReqId: string): Promise<Answer> {
  const body = new URLSearchParams({ grant_type: CIBA_GRANT, auth_req_id: authReqId });
  return call(`${bank.url}/op/token`, { method: 'POST', headers: asClient, body });
}

/** Polls at the bank's pace until there is something other than "pending". */
export async function outcome(bank: Bank, authReqId: string): Promise<Answer> {
  for (;;) {
    const answer = await poll(bank, authReqId);
    if (answer.body.error !== 'authorization_pending') return answer;
    await sleep(500);
  }
}

export function revoke(bank: Bank, token: string, authorization = asClient.authorization): Promise<Answer> {
  const body = new URLSearchParams({ token });
  return call(`${bank.url}/op/token/revocation`, { method: 'POST', headers: { authorization }, body });
}

export function sensitiveData(bank: Bank, token: string): Promise<Answer> {
  return call(`${bank.url}/api/customers/me/sensitive-data`, {
    headers: { authorization: `Bearer ${token}` },
  });
}

export interface PhoneInHand {
  readonly token: string;
  pending(): Promise<Body[]>;
  all(): Promise<Body[]>;
  respond(body: unknown): Promise<Answer>;
  /** Answers the newest pending request. */
  press(answer: { readonly approved: boolean; readonly reason?: string }): Promise<Answer>;
}

export async function phoneOf(bank: Bank, customer: string): Promise<PhoneInHand> {
  const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> =>
    call(`${bank.url}/phone/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const token = String((await post('sign-in', { customer })).body.token);
  const authorization = `Bearer ${token}`;
  const all = async (): Promise<Body[]> => {
    const { body } = await call(`${bank.url}/phone/api/requests`, { headers: { authorization } });
    return body.requests as Body[];
  };
  const pending = async (): Promise<Body[]> => (await all()).filter(({ status }) => status === 'pending');
  const respond = (body: unknown): Promise<Answer> => post('respond', body, { authorization });
  return {
    token,
    all,
    pending,
    respond,
    press: async (answer) => respond({ requestId: (await pending())[0]?.requestId, ...answer }),
  };
}
