import type { ResourceServer } from 'oidc-provider';
import { SIGNING_ALG } from '../keys';
import { errors } from '../oidc';

export const TRANSFER_SCOPE = 'my_wire_transfer_scope';
export const RESOURCE_SCOPES = ['read:sensitive-data', TRANSFER_SCOPE];
export const TEN_MINUTES = 600;

/**
 * The customer API, as the OP knows it (RFC 8707). What a client gets for itself, without a customer, opens transfers only.
 *
 * @throws InvalidTarget for any other
 */
export function resourceServer(
  indicator: string,
  resource: string,
  grantType?: unknown,
): ResourceServer & { scope: string } {
  if (indicator !== resource) throw new errors.InvalidTarget();
  return {
    scope: grantType === 'client_credentials' ? TRANSFER_SCOPE : RESOURCE_SCOPES.join(' '),
    audience: resource,
    accessTokenFormat: 'jwt',
    accessTokenTTL: TEN_MINUTES,
    jwt: { sign: { alg: SIGNING_ALG } },
  };
}
