import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { createTransport } from '@/lib/ciba/transport';
import type { Clock } from '@/lib/clock';
import { createTransmitters, type TransmitterSettings } from '@/lib/security-events/transmitter';
import { reportEvents } from '@/lib/security-events/view';
import { recordingLog } from './recording-log';
import { START } from './samples';

export const APP = 'https://app.bank.example';
export const DESK = 'https://desk.bank.example';
/** As tests/support/stores.ts has it. */
export const OP = 'https://op.example';
export const RISC = 'https://schemas.openid.net/secevent/risc/event-type';
export const NOT_ON_A_CALL = reportEvents.notOnACall;

/** Of any quality. */
type Claims = Readonly<Record<string, unknown>>;

export interface SigningTransmitter {
  readonly issuer: string;
  readonly jwk: JWK;
  /** A token about Maria who is not on a call; what is undefined in `change` is left out. */
  sign(change?: Claims, header?: Claims): Promise<string>;
}

/** Somebody with a key of their own who sends security events. */
export async function newTransmitter(issuer = APP, alg = 'ES256'): Promise<SigningTransmitter> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  const bare = await exportJWK(publicKey);
  const jwk = { ...bare, kid: await calculateJwkThumbprint(bare), alg, use: 'sig' };
  return {
    issuer,
    jwk,
    sign: (change = {}, header = {}) =>
      new SignJWT({ ...aboutMaria(issuer), ...change })
        .setProtectedHeader({ alg, typ: 'secevent+jwt', kid: jwk.kid, ...header })
        .sign(privateKey),
  };
}

export function aboutMaria(issuer = APP): Claims {
  return {
    iss: issuer,
    aud: DESK,
    iat: START.getTime() / 1000,
    jti: randomUUID(),
    sub_id: { format: 'iss_sub', iss: OP, sub: 'sub-maria' },
    events: { [NOT_ON_A_CALL]: {} },
  };
}

/** What the desk knows of security events when these may push them. */
export function securityEvents(
  clock: Clock,
  given: readonly (Pick<SigningTransmitter, 'issuer' | 'jwk'> & Partial<TransmitterSettings>)[],
  reports: readonly string[] = [],
) {
  const settings = given.map(({ issuer, jwk, keys = { jwks: { keys: [jwk] } }, audience = DESK, token }) => ({
    issuer,
    keys,
    audience,
    token,
  }));
  return {
    transmitters: createTransmitters(settings, createTransport(), clock, recordingLog().log),
    reports,
    opIssuer: OP,
  };
}
