import type { Behaviour } from './behaviour';
import type { SigningAlg } from './provider-double';

const ALL_ALGS: readonly SigningAlg[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

/** The provider's metadata (OpenID Connect Discovery; CIBA Core 4; RFC 8705, 5; RFC 9449, 5.1). */
export function metadata(
  behaviour: Behaviour,
  issuer: string,
  origin: string,
  mtlsOrigin: string | undefined,
) {
  const { paths, mtls, requestObject, deliveries, clientAuths } = behaviour;
  return {
    issuer,
    authorization_endpoint: `${origin}/authorize`,
    token_endpoint: origin + paths.token,
    jwks_uri: origin + paths.jwks,
    ...(paths.revocation ? { revocation_endpoint: origin + paths.revocation } : {}),
    backchannel_authentication_endpoint: origin + paths.backchannel,
    backchannel_token_delivery_modes_supported: deliveries,
    ...(requestObject
      ? { backchannel_authentication_request_signing_alg_values_supported: requestObject.algs }
      : {}),
    backchannel_user_code_parameter_supported: behaviour.request.userCode === 'supported',
    grant_types_supported: ['urn:openid:params:grant-type:ciba'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    scopes_supported: ['openid', 'profile', 'offline_access', 'read:sensitive-data'],
    token_endpoint_auth_methods_supported: clientAuths,
    token_endpoint_auth_signing_alg_values_supported: ['HS256', ...ALL_ALGS],
    id_token_signing_alg_values_supported: ALL_ALGS,
    id_token_encryption_alg_values_supported: ['RSA-OAEP-256'],
    id_token_encryption_enc_values_supported: ['A256GCM'],
    ...(behaviour.dpop ? { dpop_signing_alg_values_supported: ALL_ALGS } : {}),
    ...(mtls && mtlsOrigin
      ? {
          tls_client_certificate_bound_access_tokens: true,
          mtls_endpoint_aliases: aliases(mtls, mtlsOrigin),
        }
      : {}),
  };
}

function aliases(
  { paths, advertised }: NonNullable<Behaviour['mtls']>,
  origin: string,
): Record<string, string> {
  const names = {
    backchannel: 'backchannel_authentication_endpoint',
    token: 'token_endpoint',
    revocation: 'revocation_endpoint',
  } as const;
  return Object.fromEntries(
    advertised.flatMap((endpoint) => {
      const path = paths[endpoint];
      return path ? [[names[endpoint], origin + path]] : [];
    }),
  );
}
