import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose';
import { namesOf, signingAlgorithms } from '../ciba/keys';
import { type Refusal, refused } from './refusal';

/** A Security Event Token (RFC 8417) as it came: nobody has vouched for a word of it yet. */
export interface UncheckedToken {
  readonly kind: 'token';
  readonly compact: string;
  readonly header: ProtectedHeaderParameters;
  readonly claims: JWTPayload;
}

/** RFC 9864 gave Ed25519 signatures a name of their own beside EdDSA. */
export const algorithms: readonly string[] = signingAlgorithms.flatMap(namesOf);

/** Reads what may be judged before any key is at hand: the form, the kind of token, the kind of signature. */
export function readToken(body: string): UncheckedToken | Refusal {
  const compact = body.trim();
  let header: ProtectedHeaderParameters;
  let claims: JWTPayload;
  try {
    header = decodeProtectedHeader(compact);
    claims = decodeJwt(compact);
  } catch {
    return refused('invalid_request', 'The body is no signed JWT in compact form.');
  }
  // RFC 8417, 2.3: an ID token or an access token signed with the same key must not pass for an event.
  const { typ, alg, crit } = header;
  if (typeof typ !== 'string' || !/^(?:application\/)?secevent\+jwt$/i.test(typ))
    return refused('invalid_request', 'The header’s typ must be secevent+jwt.');
  if (crit !== undefined) return refused('invalid_request', 'Critical header extensions are not understood.');
  if (typeof alg !== 'string' || !algorithms.includes(alg))
    return refused('invalid_key', `The token must be signed with one of ${algorithms.join(', ')}.`);
  return { kind: 'token', compact, header, claims };
}
