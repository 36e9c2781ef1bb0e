import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';
import { accessToken } from '../http/bearer';
import { Refusal } from '../http/exchange';
import type { AccessTokens } from '../op/access-token';
import { misuse } from './binding';
import { DPOP_ALGORITHMS, type DpopProofs } from './dpop';

/** What the customer API judges access tokens by. */
export interface Gate {
  readonly accessTokens: AccessTokens;
  readonly audience: string;
  /** http://localhost:4000 */
  readonly origin: string;
  readonly tlsOrigin: string | undefined;
  readonly proofs: DpopProofs;
}

/** @throws Refusal 401 or 403, with the challenge of RFC 6750, 3 or RFC 9449, 7.1 */
export async function authorize(req: IncomingMessage, gate: Gate, scope: string): Promise<JWTPayload> {
  const given = accessToken(req);
  if (given === undefined) {
    throw new Refusal(401, 'invalid_token', 'an access token is needed', {
      'www-authenticate': 'Bearer realm="customer-api"',
    });
  }
  const claims = await gate.accessTokens
    .verify(given.token, { audience: gate.audience })
    .catch(() => undefined);
  if (!claims || gate.accessTokens.isRevoked(claims)) {
    throw challenge('Bearer', 401, 'invalid_token', 'the access token is invalid, expired or revoked');
  }
  const wrong = await misuse(req, { ...given, claims }, gate.proofs, {
    plain: gate.origin,
    tls: gate.tlsOrigin,
  });
  if (wrong) throw challenge(wrong.scheme, 401, wrong.error, wrong.text);
  const scopes = String(claims.scope ?? '').split(' ');
  if (!scopes.includes(scope)) {
    throw challenge(
      'Bearer',
      403,
      'insufficient_scope',
      'the access token lacks a scope',
      `, scope="${scope}"`,
    );
  }
  return claims;
}

function challenge(
  scheme: 'Bearer' | 'DPoP',
  status: number,
  error: string,
  description: string,
  more = scheme === 'DPoP' ? `, algs="${DPOP_ALGORITHMS.join(' ')}"` : '',
): Refusal {
  return new Refusal(status, error, description, {
    'www-authenticate': `${scheme} realm="customer-api", error="${error}", error_description="${description}"${more}`,
  });
}
