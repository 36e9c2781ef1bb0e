import type { ServerMetadata } from 'openid-client';
import * as oidc from 'openid-client';
import type { SigningKey } from './keys';

/** The ways a confidential client proves who it is (OpenID Connect Core 9; RFC 8705, 2). */
export const clientAuthMethods = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
] as const;
export type ClientAuthMethod = (typeof clientAuthMethods)[number];

/** A method with what it needs. The two over TLS need the certificate, which the transport carries. */
export type ClientAuthentication =
  | {
      readonly method: 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt';
      readonly secret: string;
    }
  | { readonly method: 'private_key_jwt'; readonly key: SigningKey }
  | { readonly method: 'tls_client_auth' | 'self_signed_tls_client_auth' };

export function isMutualTls(method: string): boolean {
  return method === 'tls_client_auth' || method === 'self_signed_tls_client_auth';
}

export function usesSecret(method: string): boolean {
  return method.startsWith('client_secret_');
}

/**
 * Assertions carry the issuer as their sole audience, as a plain string (FAPI-CIBA), a `jti` of their own and
 * 60 seconds of life: openid-client's defaults.
 *
 * @param namesEndpoint makes them out to the endpoint they are sent to instead
 * @param basicUnencoded sends HTTP Basic without the encoding of RFC 6749, 2.3.1, and nowhere but to be given tokens
 */
export function libraryAuthentication(
  authentication: ClientAuthentication,
  { namesEndpoint = false, basicUnencoded = false } = {},
): oidc.ClientAuth {
  if (basicUnencoded && authentication.method === 'client_secret_basic') {
    const { secret } = authentication;
    const inBody = oidc.ClientSecretPost(secret);
    return (as, client, body, headers) => {
      if (endpointOf(as, body) === as.revocation_endpoint) return inBody(as, client, body, headers);
      const credentials = Buffer.from(`${client.client_id}:${secret}`).toString('base64');
      headers.set('authorization', `Basic ${credentials}`);
    };
  }
  if (namesEndpoint) {
    return (as, client, body, headers) =>
      assertingTo(endpointOf(as, body), authentication)(as, client, body, headers);
  }
  return assertingTo(undefined, authentication);
}

/** The library does not tell its authentication where a request goes, but what is in it does. */
function endpointOf(as: ServerMetadata, body: URLSearchParams): string | undefined {
  if (body.has('grant_type')) return as.token_endpoint;
  return body.has('token') ? as.revocation_endpoint : as.backchannel_authentication_endpoint;
}

function assertingTo(audience: string | undefined, authentication: ClientAuthentication): oidc.ClientAuth {
  switch (authentication.method) {
    case 'client_secret_basic':
      return oidc.ClientSecretBasic(authentication.secret);
    case 'client_secret_post':
      return oidc.ClientSecretPost(authentication.secret);
    case 'client_secret_jwt':
      return oidc.ClientSecretJwt(authentication.secret, {
        [oidc.modifyAssertion]: (_header, payload) => address(payload, audience),
      });
    case 'private_key_jwt': {
      const { key, kid, alg } = authentication.key;
      return oidc.PrivateKeyJwt(kid === undefined ? key : { key, kid }, {
        // The library calls Ed25519 signatures by their newer name, which few OPs have in their metadata.
        [oidc.modifyAssertion]: (header, payload) => {
          Object.assign(header, { alg });
          address(payload, audience);
        },
      });
    }
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return oidc.TlsClientAuth();
  }
}

function address(payload: Record<string, unknown>, audience: string | undefined): void {
  if (audience !== undefined) payload.aud = audience;
}
