import { createHash, timingSafeEqual } from 'node:crypto';
import type { JSONWebKeySet } from 'jose';
import type { Transport } from '../ciba/transport';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { fixedKeys, type KeySource, publishedKeys } from './keys';

/** Who may push security events: the customers' app, their provider, a fraud engine. As an administrator wrote it down. */
export interface TransmitterSettings {
  /** The `iss` of its tokens, to the letter. */
  readonly issuer: string;
  /** Its public keys, or the address of them. */
  readonly keys: { readonly uri: string } | { readonly jwks: JSONWebKeySet };
  /** The `aud` its tokens are made out to. */
  readonly audience: string;
  /** What it has to show as a bearer token (RFC 6750) beside the signature, if anything. */
  readonly token: string | undefined;
}

export interface Transmitter {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: KeySource;
  /** Whether the header `authorization` shows what was agreed. */
  shows(authorization: string | null): boolean;
}

/** Transmitters by the `iss` of their tokens. */
export type Transmitters = ReadonlyMap<string, Transmitter>;

export function createTransmitters(
  settings: readonly TransmitterSettings[],
  transport: Transport,
  clock: Clock,
  log: Pick<Logger, 'warn'>,
): Transmitters {
  return new Map(
    settings.map(({ issuer, keys, audience, token }) => [
      issuer,
      {
        issuer,
        audience,
        keys: 'uri' in keys ? publishedKeys(keys.uri, transport, clock, log) : fixedKeys(keys.jwks),
        shows: (authorization) =>
          token === undefined || isSame(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '', token),
      },
    ]),
  );
}

/** In a time that tells nothing of how much of it was right. */
function isSame(shown: string, expected: string): boolean {
  return timingSafeEqual(digest(shown), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
