import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { importJWK, type JSONWebKeySet, SignJWT } from 'jose';
import type { Customer } from '../bank/customer';
import { EVENTS_ALG, type EventKey } from '../keys';

/** The desk's own event: the customer is not on a call, or somebody calls them in the bank's name. */
export const NOT_ON_A_CALL = 'urn:countersign:secevent:not-on-a-call:1';
/** OpenID RISC 1.0, 2.9 */
export const CREDENTIAL_COMPROMISE =
  'https://schemas.openid.net/secevent/risc/event-type/credential-compromise';

/** What became of an event at the first attempt. `trying`: the desk could not take it yet. */
export type Sent = 'delivered' | 'trying' | 'refused';

/** Pushes Security Event Tokens (RFC 8417, 8935) about the bank's customers to the desk. */
export interface Transmitter {
  readonly publicKeys: JSONWebKeySet;
  send(type: string, payload: object, about: Customer): Promise<Sent>;
  /** Gives up what is under way. */
  close(): void;
}

interface Settings {
  readonly issuer: string;
  /** Whose subjects the customers are. */
  readonly op: string;
  /** Origin of the desk, which is also whom tokens are made out to. */
  readonly deskUrl: string;
  readonly key: EventKey;
  /** Milliseconds before the second attempt; each further one waits twice as long. */
  readonly retryMs: number;
  readonly onError: (where: string, error: unknown) => void;
}

const ATTEMPTS = 6;
const PATIENCE_MS = 5000;

export function createTransmitter(settings: Settings): Transmitter {
  const { issuer, op, deskUrl, key, retryMs, onError } = settings;
  const { d: _private, ...publicKey } = key;
  const closing = new AbortController();

  const sign = async (type: string, payload: object, { subject }: Customer): Promise<string> =>
    new SignJWT({ sub_id: { format: 'iss_sub', iss: op, sub: subject }, events: { [type]: payload } })
      .setProtectedHeader({ alg: EVENTS_ALG, typ: 'secevent+jwt', kid: key.kid })
      .setIssuer(issuer)
      .setAudience(deskUrl)
      .setIssuedAt()
      .setJti(randomUUID())
      .sign(await importJWK(key, EVENTS_ALG));

  /** The same token each time: the desk takes it once. */
  const goOn = async (token: string): Promise<void> => {
    for (let attempt = 2; attempt <= ATTEMPTS; attempt++) {
      await pause(retryMs * 2 ** (attempt - 2), undefined, { signal: closing.signal });
      if ((await push(`${deskUrl}/api/security-events`, token)) !== 'trying') return;
    }
    throw new Error(`given up after ${ATTEMPTS} attempts`);
  };

  return {
    publicKeys: { keys: [publicKey] },
    async send(type, payload, about) {
      const token = await sign(type, payload, about);
      const sent = await push(`${deskUrl}/api/security-events`, token);
      if (sent === 'trying') {
        goOn(token).catch((error: unknown) => {
          if (!closing.signal.aborted) onError('a security event', error);
        });
      }
      if (sent === 'refused') onError('a security event', new Error('the desk refused it'));
      return sent;
    },
    close: () => closing.abort(),
  };
}

async function push(endpoint: string, token: string): Promise<Sent> {
  try {
    const { status } = await fetch(endpoint, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/secevent+jwt', accept: 'application/json' },
      body: token,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (status === 202) return 'delivered';
    return status >= 500 || status === 429 ? 'trying' : 'refused';
  } catch {
    return 'trying';
  }
}
