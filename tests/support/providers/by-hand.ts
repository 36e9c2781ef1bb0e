import { SignJWT } from 'jose';
import type { ClientRegistration, DoubleOptions, ProviderDouble, ProviderKind } from './provider-double';
import { importSigningKey } from './relying-party';

type Form = Record<string, string>;
const CIBA = 'urn:openid:params:grant-type:ciba';
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Requests written by hand, for what no library would send, to a provider whose clock the test turns. */
export class ByHand {
  readonly op: ProviderDouble;
  readonly #kind: ProviderKind;
  readonly #turn: (seconds: number) => void;

  private constructor(kind: ProviderKind, op: ProviderDouble, turn: (seconds: number) => void) {
    this.op = op;
    this.#kind = kind;
    this.#turn = turn;
  }

  static async start(kind: ProviderKind, options: DoubleOptions = {}): Promise<ByHand> {
    let ahead = 0;
    const op = await kind.start({ interval: 5, now: () => Date.now() + ahead, ...options });
    return new ByHand(kind, op, (seconds) => {
      ahead += seconds * 1000;
    });
  }

  later(seconds: number): void {
    this.#turn(seconds);
  }

  async metadata(): Promise<Form> {
    return (await fetch(`${this.op.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)).json();
  }

  /** A request as it should be, about the first customer. */
  parameters(): Form {
    const { customers, issuer } = this.op;
    const [customer] = customers;
    if (!customer) throw new Error('no customer');
    const { sub, username } = customer;
    const hints: Form = { sub, username, iss_sub: JSON.stringify({ format: 'iss_sub', iss: issuer, sub }) };
    const login_hint = hints[this.#kind.hints[0] ?? 'sub'] ?? sub;
    return { scope: 'openid', binding_message: this.#kind.bindingMessages.good, login_hint };
  }

  ask(client: ClientRegistration, changes: Form = {}) {
    return this.send('backchannel', { ...this.parameters(), ...secretOf(client), ...changes });
  }

  /** The `auth_req_id` of a request that is accepted. */
  async accepted(client: ClientRegistration): Promise<string> {
    return String((await this.ask(client)).body.auth_req_id);
  }

  poll(client: ClientRegistration, auth_req_id: string) {
    return this.send('token', { grant_type: CIBA, auth_req_id, ...secretOf(client) });
  }

  send(endpoint: 'backchannel' | 'token', form: Form, headers: Form = {}) {
    return this.sendBody(endpoint, String(new URLSearchParams(form)), headers);
  }

  async sendBody(endpoint: 'backchannel' | 'token', body: string, headers: Form = {}) {
    const { backchannel_authentication_endpoint: backchannel = '', token_endpoint: token = '' } =
      await this.metadata();
    const response = await fetch(endpoint === 'token' ? token : backchannel, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
    });
    const answer: Record<string, unknown> = await response.json();
    const { error, interval } = answer;
    return { status: response.status, headers: response.headers, body: answer, error, interval };
  }

  async assertion(client: ClientRegistration, audience: string): Promise<Form> {
    const client_assertion = await jwt(client, audience, { sub: client.clientId });
    return { client_assertion, client_assertion_type: ASSERTION_TYPE };
  }

  requestObject(client: ClientRegistration, parameters: Record<string, unknown>): Promise<string> {
    return jwt(client, this.op.issuer, parameters);
  }
}

export function secretOf({ clientId, clientSecret = '' }: ClientRegistration): Form {
  return { client_id: clientId, client_secret: clientSecret };
}

async function jwt(
  client: ClientRegistration,
  audience: string,
  claims: Record<string, unknown>,
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', kid: client.key.kid })
    .setIssuer(client.clientId)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('1m')
    .setJti(crypto.randomUUID())
    .sign(await importSigningKey(client));
}
