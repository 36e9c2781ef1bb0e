import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { calculateJwkThumbprint, EmbeddedJWK, type JWTPayload, jwtVerify } from 'jose';

export const DPOP_ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519'];
/** Seconds a proof may be old, or ahead of our clock. */
const FRESH = 60;

/** Judges DPoP proofs (RFC 9449, 4.3) of requests to the customer API. */
export interface DpopProofs {
  /** @returns the thumbprint of the key that signed the proof; undefined when the proof is missing or wrong */
  check(req: IncomingMessage, url: string, token: string): Promise<string | undefined>;
}

export function createDpopProofs(): DpopProofs {
  /** Proofs used already, and when they are stale anyway (epoch seconds). Insertion order is order of use. */
  const used = new Map<string, number>();

  const isFirstUse = (key: string, now: number): boolean => {
    for (const [old, staleAt] of used) {
      if (staleAt > now) break;
      used.delete(old);
    }
    if (used.has(key)) return false;
    used.set(key, now + 2 * FRESH);
    return true;
  };

  return {
    check: async (req, url, token) => {
      const proof = req.headers.dpop;
      // Two headers arrive joined by a comma, which no JWT contains.
      if (typeof proof !== 'string') return undefined;
      const options = { algorithms: DPOP_ALGORITHMS, typ: 'dpop+jwt' };
      const verified = await jwtVerify(proof, EmbeddedJWK, options).catch(() => undefined);
      const jwk = verified?.protectedHeader.jwk;
      if (!verified || !jwk || 'd' in jwk) return undefined;

      const now = Math.floor(Date.now() / 1000);
      if (!fits(verified.payload, { method: req.method ?? '', url, token, now })) return undefined;
      const thumbprint = await calculateJwkThumbprint(jwk);
      return isFirstUse(`${thumbprint} ${verified.payload.jti}`, now) ? thumbprint : undefined;
    },
  };
}

interface Expected {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  /** Epoch seconds. */
  readonly now: number;
}

function fits({ htm, htu, ath, iat, jti }: JWTPayload, { method, url, token, now }: Expected): boolean {
  return (
    htm === method &&
    typeof htu === 'string' &&
    withoutQuery(htu) === withoutQuery(url) &&
    ath === createHash('sha256').update(token).digest('base64url') &&
    typeof iat === 'number' &&
    Math.abs(now - iat) <= FRESH &&
    typeof jti === 'string' &&
    jti.length > 0
  );
}

function withoutQuery(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin, pathname } = new URL(text);
  return origin + pathname;
}
