import { createHash } from 'node:crypto';
import { compactDecrypt, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type DecryptionKey, namesOf, type SigningAlgorithm } from './keys';

export interface IdTokenExpectation {
  readonly issuer: string;
  readonly clientId: string;
  /** Audiences the OP may name beside us, if it says that the token is for us (`azp`). */
  readonly otherAudiences?: readonly string[];
  /** Audiences of which the administrator says that they are right. */
  readonly trustedAudiences?: readonly string[] | undefined;
  /** The `sub` of the customer the request was made for. */
  readonly subject: string;
  /** `id_token_signed_response_alg` as registered. Pinned: the token does not choose. */
  readonly algorithm: SigningAlgorithm;
  /** When set, the token must be encrypted to it. */
  readonly decryptionKey?: DecryptionKey | undefined;
  /** The tokens that came with it, for `at_hash` and `rt_hash`. */
  readonly accessToken: string;
  readonly refreshToken?: string | undefined;
  /** Pushed tokens must be bound to the ID token and to the request (CIBA Core 10.3.1); polled ones may be. */
  readonly pushed: boolean;
  readonly authReqId: string;
  /** The `acr_values` that were asked for, if any: one of them must have been reached. */
  readonly acrValues?: string | undefined;
  /** Seconds since the customer's authentication that were asked for, if any. */
  readonly maxAge?: number | undefined;
  /** When the backchannel authentication request was sent: an older token answers some other request. */
  readonly requestedAt: Date;
}

export type IdTokenVerdict =
  /** `token` is the signed one, also where it came encrypted. */
  | { readonly kind: 'valid'; readonly token: string }
  | { readonly kind: 'wrong_subject'; readonly subject: string }
  | { readonly kind: 'invalid'; readonly detail: string }
  /** The key could not be had (yet), so nothing can be said of the token. */
  | { readonly kind: 'unavailable'; readonly detail: string };

/** The OP's keys are here, and the one that signed is not among them. */
export const KEY_UNKNOWN = 'kid: unknown';
/** The key that signed is one that nobody may rely upon. */
const KEY_UNFIT = 'key: not fit for its algorithm';
/** Another key was used than the one that is known by that name. */
export const WRONG_SIGNATURE = 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED';

/** Difference allowed between the OP's clock and ours, in seconds. */
export const CLOCK_TOLERANCE = 30;

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
  let signed: string;
  let areKeysHere = true;
  const get: JWTVerifyGetKey = async (...wanted) => {
    areKeysHere = false;
    const key = await keys(...wanted);
    areKeysHere = true;
    return key;
  };
  try {
    signed = expected.decryptionKey ? await decrypted(token, expected.decryptionKey) : token;
    const verified = await jwtVerify(signed, get, {
      issuer: expected.issuer,
      audience: expected.clientId,
      algorithms: [...namesOf(expected.algorithm)],
      clockTolerance: CLOCK_TOLERANCE,
      currentDate: now,
      requiredClaims: ['sub', 'iat', 'exp', 'iss', 'aud'],
    });
    claims = verified.payload;
    const { typ = 'JWT' } = verified.protectedHeader;
    // Access tokens and logout tokens are signed with the same keys.
    if (String(typ).toUpperCase() !== 'JWT')
      return { kind: 'invalid', detail: 'typ: of another kind of token' };
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) {
      // The key is there and cannot be used: it is too short, or of another kind. It will not get better.
      if (areKeysHere) return { kind: 'invalid', detail: KEY_UNFIT };
      return { kind: 'unavailable', detail: 'jwks' };
    }
    if (error instanceof errors.JWKSTimeout) return { kind: 'unavailable', detail: error.code };
    // The OP may have changed its keys since they were last read, and they are not read without end.
    if (error instanceof errors.JWKSNoMatchingKey) return { kind: 'unavailable', detail: KEY_UNKNOWN };
    if (error.code === 'ERR_JOSE_GENERIC' || error instanceof errors.JWKSInvalid)
      return { kind: 'unavailable', detail: 'jwks response' };
    return { kind: 'invalid', detail: reasonOf(error) };
  }
  const flaw =
    audienceFlaw(claims, expected) ??
    ageFlaw(claims, expected.requestedAt, now) ??
    bindingFlaw(claims, expected) ??
    authenticationFlaw(claims, expected, now);
  if (flaw) return { kind: 'invalid', detail: flaw };
  if (claims.sub !== expected.subject) return { kind: 'wrong_subject', subject: claims.sub ?? '' };
  return { kind: 'valid', token: signed };
}

/** Core 3.1.3.7, 3–5: no audience that we do not trust; `azp`, where it is needed and when present, is us. */
function audienceFlaw(
  { aud, azp }: JWTPayload,
  { clientId, otherAudiences = [], trustedAudiences = [] }: IdTokenExpectation,
): string | undefined {
  const others = [aud ?? []]
    .flat()
    .filter((audience) => audience !== clientId && !trustedAudiences.includes(audience));
  if (others.some((audience) => !otherAudiences.includes(audience))) return 'aud: untrusted extra';
  if (azp === undefined ? others.length > 0 : azp !== clientId) return 'azp';
  return undefined;
}

function ageFlaw({ iat }: JWTPayload, requestedAt: Date, now: Date): string | undefined {
  if (iat === undefined) return 'iat: missing';
  if (iat < Math.floor(requestedAt.getTime() / 1000) - CLOCK_TOLERANCE) return 'iat: before the request';
  if (iat > now.getTime() / 1000 + CLOCK_TOLERANCE) return 'iat: in the future';
  return undefined;
}

const AUTH_REQ_ID = 'urn:openid:params:jwt:claim:auth_req_id';
const RT_HASH = 'urn:openid:params:jwt:claim:rt_hash';

/** What ties the ID token to our request and to the tokens beside it (Core 3.1.3.8; CIBA Core 10.3.1). */
function bindingFlaw(claims: JWTPayload, expected: IdTokenExpectation): string | undefined {
  const { algorithm, accessToken, refreshToken, authReqId, pushed } = expected;
  const answered = claims[AUTH_REQ_ID];
  if (answered === undefined ? pushed : answered !== authReqId)
    return answered === undefined ? 'auth_req_id: missing' : 'auth_req_id: of another request';
  if (claims.at_hash === undefined ? pushed : claims.at_hash !== halfHash(accessToken, algorithm))
    return claims.at_hash === undefined ? 'at_hash: missing' : 'at_hash';
  if (refreshToken === undefined) return undefined;
  const bound = claims[RT_HASH];
  if (bound === undefined ? pushed : bound !== halfHash(refreshToken, algorithm))
    return bound === undefined ? 'rt_hash: missing' : 'rt_hash';
  return undefined;
}

/** The left half of the hash that the signature algorithm names; EdDSA (Ed25519) hashes with SHA-512. */
function halfHash(token: string, algorithm: SigningAlgorithm): string {
  const digest = createHash(`sha${algorithm === 'EdDSA' ? '512' : algorithm.slice(-3)}`)
    .update(token, 'ascii')
    .digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

/** Core 2: how and how long ago the customer authenticated, where that was asked for. */
function authenticationFlaw(
  claims: JWTPayload,
  { acrValues, maxAge, requestedAt }: IdTokenExpectation,
  now: Date,
): string | undefined {
  if (acrValues && !reached(claims.acr, acrValues)) return 'acr: not what was asked for';
  if (maxAge === undefined) return undefined;
  const { auth_time: authTime } = claims;
  if (typeof authTime !== 'number') return 'auth_time: missing';
  if (authTime > now.getTime() / 1000 + CLOCK_TOLERANCE) return 'auth_time: in the future';
  // The age was asked for with the request; that the customer took their time to answer is no fault of theirs.
  const oldest = requestedAt.getTime() / 1000 - maxAge - CLOCK_TOLERANCE;
  return authTime < oldest ? 'auth_time: too long ago' : undefined;
}

function reached(acr: unknown, acrValues: string): boolean {
  return typeof acr === 'string' && acr !== '' && acrValues.split(' ').includes(acr);
}

async function decrypted(token: string, { keys, algorithms }: DecryptionKey): Promise<string> {
  const keyFor = ({ alg = '' }: { alg?: string }) => {
    const key = keys.get(alg);
    if (!key) throw new errors.JOSEAlgNotAllowed();
    return key;
  };
  const { plaintext } = await compactDecrypt(token, keyFor, { keyManagementAlgorithms: [...algorithms] });
  return new TextDecoder().decode(plaintext);
}

function reasonOf(error: errors.JOSEError): string {
  return error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired
    ? `${error.claim}: ${error.reason}`
    : error.code;
}
