import * as client from 'openid-client';
import { Agent, fetch as undiciFetch } from 'undici';
import type { ClientRegistration, ProviderDouble } from './provider-double';

/**
 * openid-client, set up for a client of a double: an implementation that is not ours and knows nothing of the
 * double. What it can do, a client can do.
 */
export async function relyingParty(
  op: ProviderDouble,
  registration: ClientRegistration,
): Promise<client.Configuration> {
  const { certificate, clientId, idTokenAlg, idTokenKey } = registration;
  const fetch = trusting(registration);
  const discovered = await client.discovery(new URL(op.issuer), clientId, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
    [client.customFetch]: fetch,
  });
  const configuration = new client.Configuration(
    withUnadvertisedAlias(op, discovered.serverMetadata()),
    clientId,
    {
      id_token_signed_response_alg: idTokenAlg,
      use_mtls_endpoint_aliases: certificate !== undefined,
      [client.clockTolerance]: 5,
    },
    await authentication(op, registration),
  );
  configuration[client.customFetch] = fetch;
  client.allowInsecureRequests(configuration);
  client.enableNonRepudiationChecks(configuration);
  if (idTokenKey) {
    const key = await crypto.subtle.importKey(
      'jwk',
      idTokenKey.jwk as JsonWebKey, // the same JSON, declared by two libraries
      { name: 'RSA-OAEP', hash: 'SHA-256' },
      false,
      ['decrypt'],
    );
    client.enableDecryptingResponses(configuration, ['A256GCM'], {
      key,
      kid: idTokenKey.kid,
      alg: 'RSA-OAEP-256',
    });
  }
  return configuration;
}

/** Duende serves CIBA over mutual TLS without a word in its discovery document. */
function withUnadvertisedAlias(
  { name }: ProviderDouble,
  metadata: client.ServerMetadata,
): client.ServerMetadata {
  const { mtls_endpoint_aliases: aliases } = metadata;
  if (name !== 'duende' || !aliases?.token_endpoint) return metadata;
  const backchannel = aliases.token_endpoint.replace(/token$/, 'ciba');
  return {
    ...metadata,
    mtls_endpoint_aliases: { ...aliases, backchannel_authentication_endpoint: backchannel },
  };
}

/** A `fetch` that trusts the double's authority and shows the client's certificate. */
export function trusting({
  ca,
  certificate,
}: Pick<ClientRegistration, 'ca' | 'certificate'>): client.CustomFetch {
  const dispatcher = new Agent({ connect: { ca, ...certificate } });
  // undici's own types of the same standard.
  return ((url: string, options: object) =>
    undiciFetch(url, { ...options, dispatcher })) as unknown as client.CustomFetch;
}

async function authentication(
  op: ProviderDouble,
  registration: ClientRegistration,
): Promise<client.ClientAuth> {
  const { auth, clientSecret = '', key } = registration;
  switch (auth) {
    case 'client_secret_basic':
      return client.ClientSecretBasic(clientSecret);
    case 'client_secret_post':
      return client.ClientSecretPost(clientSecret);
    case 'client_secret_jwt':
      return withAudience(op, (options) => client.ClientSecretJwt(clientSecret, options));
    case 'private_key_jwt': {
      const signingKey = { key: await importSigningKey(registration), kid: key.kid };
      return withAudience(op, (options) => client.PrivateKeyJwt(signingKey, options));
    }
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return client.TlsClientAuth();
  }
}

/** The issuer is the audience, but for Okta, which wants to see the endpoint. */
function withAudience(
  { name }: ProviderDouble,
  make: (options?: client.ModifyAssertionOptions) => client.ClientAuth,
): client.ClientAuth {
  if (name !== 'okta') return make();
  return (as, metadata, body, headers) => {
    const { token_endpoint, revocation_endpoint, backchannel_authentication_endpoint } = as;
    const aud = body.has('grant_type')
      ? token_endpoint
      : body.has('token')
        ? revocation_endpoint
        : backchannel_authentication_endpoint;
    const setAudience: client.ModifyAssertionFunction = (_header, payload) => {
      Object.assign(payload, { aud });
    };
    return make({ [client.modifyAssertion]: setAudience })(as, metadata, body, headers);
  };
}

export function importSigningKey({ key }: ClientRegistration): Promise<CryptoKey> {
  return crypto.subtle.importKey(
    'jwk',
    key.jwk as JsonWebKey, // the same JSON, declared by two libraries
    { name: 'ECDSA', namedCurve: 'P-256' },
    false,
    ['sign'],
  );
}
