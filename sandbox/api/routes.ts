import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';
import type { Customers } from '../bank/customers';
import { sensitiveDataOf } from '../bank/sensitive-data';
import { accessToken } from '../http/bearer';
import { Refusal } from '../http/exchange';
import { sendJson } from '../http/reply';
import type { Route } from '../http/router';
import type { AccessTokens } from '../op/access-token';
import { misuse } from './binding';
import { createDpopProofs, DPOP_ALGORITHMS, type DpopProofs } from './dpop';

interface Dependencies {
  readonly accessTokens: AccessTokens;
  readonly audience: string;
  readonly customers: Customers;
  /** http://localhost:4000 */
  readonly origin: string;
  readonly tlsOrigin: string | undefined;
}

type Gate = Dependencies & { readonly proofs: DpopProofs };

/** The customer API: a resource server (RFC 6750) for the OP's JWT access tokens, bound ones included. */
export function apiRoutes(bank: Dependencies): Route[] {
  const gate = { ...bank, proofs: createDpopProofs() };
  return [
    {
      method: 'GET',
      path: '/api/customers/me/sensitive-data',
      handle: async ({ req, res }) => {
        const claims = await authorize(req, gate, 'read:sensitive-data');
        const customer = bank.customers.bySubject(String(claims.sub));
        if (!customer) throw new Refusal(404, 'not_found', 'the customer has left the bank');
        sendJson(res, 200, sensitiveDataOf(customer, new Date()));
      },
    },
  ];
}

/** @throws Refusal 401 or 403, with the challenge of RFC 6750, 3 or RFC 9449, 7.1 */
async function authorize(req: IncomingMessage, bank: Gate, scope: string): Promise<JWTPayload> {
  const given = accessToken(req);
  if (given === undefined) {
    throw new Refusal(401, 'invalid_token', 'an access token is needed', {
      'www-authenticate': 'Bearer realm="customer-api"',
    });
  }
  const claims = await bank.accessTokens
    .verify(given.token, { audience: bank.audience })
    .catch(() => undefined);
  if (!claims || bank.accessTokens.isRevoked(claims)) {
    throw challenge('Bearer', 401, 'invalid_token', 'the access token is invalid, expired or revoked');
  }
  const wrong = await misuse(req, { ...given, claims }, bank.proofs, {
    plain: bank.origin,
    tls: bank.tlsOrigin,
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
