import { createHash } from 'node:crypto';
import { errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';

export interface IdTokenExpectation {
  readonly issuer: string;
  readonly clientId: string;
  /** The `sub` of the customer the request was made for. */
  readonly subject: string;
  /** `id_token_signed_response_alg` as registered. Pinned: the token does not choose. */
  readonly algorithm: string;
  /** The access token that came with it, for `at_hash`. */
  readonly accessToken: string;
  readonly authReqId: string;
  /** The `acr_values` that were asked for, if any: one of them must have been reached. */
  readonly acrValues?: string | undefined;
  /** When the backchannel authentication request was sent: an older token answers some other request. */
  readonly requestedAt: Date;
}

export type IdTokenVerdict =
  | { readonly kind: 'valid'; readonly claims: JWTPayload }
  | { readonly kind: 'wrong_subject' }
  | { readonly kind: 'invalid'; readonly detail: string }
  /** The keys could not be had, so nothing can be said of the token. */
  | { readonly kind: 'unavailable'; readonly detail: string };

/** Difference allowed between the OP's clock and ours, in seconds. */
const TOLERANCE = 30;

/**
 * Validates the ID token of a CIBA token response (OpenID Connect Core 3.1.3.7; CIBA Core 10.1.1).
 * `sub` comes last: `wrong_subject` is only ever said of a token that is genuine otherwise.
 */
export async function verifyIdToken(
  token: string,
  keys: JWTVerifyGetKey,
  expected: IdTokenExpectation,
  now: Date,
): Promise<IdTokenVerdict> {
  let claims: JWTPayload;
  try {
    const verified = await jwtVerify(token, keys, {
      issuer: expected.issuer,
      audience: expected.clientId,
      algorithms: [expected.algorithm],
      clockTolerance: TOLERANCE,
      currentDate: now,
      requiredClaims: ['sub', 'iat', 'exp', 'iss', 'aud'],
    });
    claims = verified.payload;
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) return { kind: 'unavailable', detail: 'jwks' };
    if (error instanceof errors.JWKSTimeout) return { kind: 'unavailable', detail: error.code };
    if (error.code === 'ERR_JOSE_GENERIC') return { kind: 'unavailable', detail: 'jwks response' };
    return { kind: 'invalid', detail: reasonOf(error) };
  }
  const flaw =
    audienceFlaw(claims, expected.clientId) ??
    ageFlaw(claims, expected.requestedAt, now) ??
    accessTokenFlaw(claims, expected) ??
    requestFlaw(claims, expected);
  if (flaw) return { kind: 'invalid', detail: flaw };
  if (claims.sub !== expected.subject) return { kind: 'wrong_subject' };
  return { kind: 'valid', claims };
}

/** Core 3.1.3.7, 3–5: no audience that we do not trust, and `azp`, when present, is us. */
function audienceFlaw(claims: JWTPayload, clientId: string): string | undefined {
  if (Array.isArray(claims.aud) && claims.aud.some((audience) => audience !== clientId))
    return 'aud: untrusted extra';
  if (claims.azp !== undefined && claims.azp !== clientId) return 'azp';
  return undefined;
}

function ageFlaw({ iat }: JWTPayload, requestedAt: Date, now: Date): string | undefined {
  if (iat === undefined) return 'iat: missing';
  if (iat < Math.floor(requestedAt.getTime() / 1000) - TOLERANCE) return 'iat: before the request';
  if (iat > now.getTime() / 1000 + TOLERANCE) return 'iat: in the future';
  return undefined;
}

/** Core 3.1.3.8: an `at_hash`, where there is one, binds the ID token to this access token. */
function accessTokenFlaw({ at_hash }: JWTPayload, expected: IdTokenExpectation): string | undefined {
  if (at_hash === undefined) return undefined;
  // The hash function is the signature algorithm's; EdDSA (Ed25519) hashes with SHA-512.
  const hash = `sha${expected.algorithm === 'EdDSA' ? '512' : expected.algorithm.slice(-3)}`;
  const digest = createHash(hash).update(expected.accessToken, 'ascii').digest();
  return digest.subarray(0, digest.length / 2).toString('base64url') === at_hash ? undefined : 'at_hash';
}

/** CIBA Core 10.3.1: the claim, where there is one, names our request. Core 2: the `acr` that was asked for. */
function requestFlaw(claims: JWTPayload, { authReqId, acrValues }: IdTokenExpectation): string | undefined {
  const answered = claims['urn:openid:params:jwt:claim:auth_req_id'];
  if (answered !== undefined && answered !== authReqId) return 'auth_req_id: of another request';
  if (acrValues && !acrValues.split(' ').includes(String(claims.acr))) return 'acr: not what was asked for';
  return undefined;
}

function reasonOf(error: errors.JOSEError): string {
  return error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired
    ? `${error.claim}: ${error.reason}`
    : error.code;
}
