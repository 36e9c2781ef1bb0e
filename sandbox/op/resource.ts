import type { ResourceServer } from 'oidc-provider';
import { SIGNING_ALG } from '../keys';
import { errors } from '../oidc';

export const RESOURCE_SCOPES = ['read:sensitive-data', 'my_wire_transfer_scope'];
export const TEN_MINUTES = 600;

/** The customer API, as the OP knows it (RFC 8707). @throws InvalidTarget for any other */
export function resourceServer(indicator: string, resource: string): ResourceServer & { scope: string } {
  if (indicator !== resource) throw new errors.InvalidTarget();
  return {
    scope: RESOURCE_SCOPES.join(' '),
    audience: resource,
    accessTokenFormat: 'jwt',
    accessTokenTTL: TEN_MINUTES,
    jwt: { sign: { alg: SIGNING_ALG } },
  };
}
