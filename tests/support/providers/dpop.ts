import { createHash, randomBytes } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Call } from './http-host';
import { OAuthError } from './oauth-error';

const LONGEST_S = 60;

interface Context {
  readonly isFresh: (jti: string) => boolean;
  readonly now: () => number;
  /** Demanded in every proof when set. */
  readonly nonce: string | undefined;
  /** At the protected resource: the token the proof has to be about. */
  readonly accessToken?: string;
}

export function newNonce(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Checks a DPoP proof (RFC 9449, 4.3).
 *
 * @returns the thumbprint of the proven key; undefined when no proof was sent
 * @throws invalid_dpop_proof, use_dpop_nonce
 */
export async function provenKey(call: Call, context: Context): Promise<string | undefined> {
  const { dpop } = call.headers;
  if (dpop === undefined) return undefined;
  const { isFresh, now, nonce, accessToken } = context;
  const proof = await jwtVerify(String(dpop), EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: ['ES256', 'RS256', 'PS256', 'EdDSA'],
    requiredClaims: ['htm', 'htu', 'iat', 'jti'],
    maxTokenAge: LONGEST_S,
    currentDate: new Date(now()),
    clockTolerance: 5,
  }).catch((error: unknown) => {
    throw invalidProof(error instanceof Error ? error.message : 'not a JWT');
  });
  const { payload, protectedHeader } = proof;
  if (payload.htm !== call.method) throw invalidProof('htm');
  if (payload.htu !== call.url) throw invalidProof(`htu must be ${call.url}`);
  if (!isFresh(`dpop ${payload.jti}`)) throw invalidProof('the proof has been used before');
  if (accessToken !== undefined && payload.ath !== hash(accessToken)) throw invalidProof('ath');
  if (nonce !== undefined && payload.nonce !== nonce) {
    throw new OAuthError(400, 'use_dpop_nonce', 'put the nonce into the proof', {
      headers: { 'dpop-nonce': nonce },
    });
  }
  if (!protectedHeader.jwk || 'd' in protectedHeader.jwk) throw invalidProof('jwk');
  return calculateJwkThumbprint(protectedHeader.jwk, 'sha256');
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function invalidProof(why: string): OAuthError {
  return new OAuthError(400, 'invalid_dpop_proof', why);
}
