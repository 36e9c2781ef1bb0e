import type { IncomingMessage } from 'node:http';
import type { JWTPayload } from 'jose';
import type { Customers } from '../bank/customers';
import { sensitiveDataOf } from '../bank/sensitive-data';
import { bearerToken } from '../http/bearer';
import { Refusal } from '../http/exchange';
import { sendJson } from '../http/reply';
import type { Route } from '../http/router';
import type { AccessTokens } from '../op/access-token';

interface Dependencies {
  readonly accessTokens: AccessTokens;
  readonly audience: string;
  readonly customers: Customers;
}

/** The customer API: a resource server (RFC 6750) for the OP's JWT access tokens. */
export function apiRoutes(bank: Dependencies): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/customers/me/sensitive-data',
      handle: async ({ req, res }) => {
        const claims = await authorize(req, bank, 'read:sensitive-data');
        const customer = bank.customers.bySubject(String(claims.sub));
        if (!customer) throw new Refusal(404, 'not_found', 'the customer has left the bank');
        sendJson(res, 200, sensitiveDataOf(customer, new Date()));
      },
    },
  ];
}

/** @throws Refusal 401 or 403, with the challenge of RFC 6750, 3 */
async function authorize(req: IncomingMessage, bank: Dependencies, scope: string): Promise<JWTPayload> {
  const token = bearerToken(req);
  if (token === undefined) {
    throw new Refusal(401, 'invalid_token', 'an access token is needed', {
      'www-authenticate': 'Bearer realm="customer-api"',
    });
  }
  const claims = await bank.accessTokens.verify(token, { audience: bank.audience }).catch(() => undefined);
  if (!claims || bank.accessTokens.isRevoked(claims)) {
    throw challenge(401, 'invalid_token', 'the access token is invalid, expired or revoked');
  }
  if (
    !String(claims.scope ?? '')
      .split(' ')
      .includes(scope)
  ) {
    throw challenge(403, 'insufficient_scope', 'the access token lacks a scope', `, scope="${scope}"`);
  }
  return claims;
}

function challenge(status: number, error: string, description: string, more = ''): Refusal {
  return new Refusal(status, error, description, {
    'www-authenticate': `Bearer realm="customer-api", error="${error}", error_description="${description}"${more}`,
  });
}
