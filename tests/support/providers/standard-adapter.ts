import { createPublicKey, X509Certificate } from 'node:crypto';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { derBase64 } from '../certificates';
import { publicJwk } from './keys';
import type { ClientRegistration } from './provider-double';
import { DETAILS_TYPE } from './standard-provider';

/** oidc-provider's storage port over a map; its clients come from our registry. */
export function memoryAdapter(find: (clientId: string) => ClientRegistration | undefined): {
  readonly factory: AdapterFactory;
  readonly rows: Map<string, AdapterPayload>;
} {
  const rows = new Map<string, AdapterPayload>();
  const factory = (model: string): Adapter => {
    const key = (id: string) => `${model}:${id}`;
    return {
      upsert: async (id, payload) => void rows.set(key(id), payload),
      find: async (id) => {
        if (model !== 'Client') return rows.get(key(id));
        const client = find(id);
        return client && clientMetadata(client);
      },
      consume: async (id) => {
        const row = rows.get(key(id));
        if (row) row.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id) => void rows.delete(key(id)),
      revokeByGrantId: async (grantId) => {
        for (const [id, row] of rows) if (row.grantId === grantId) rows.delete(id);
      },
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
    };
  };
  return { factory, rows };
}

/** The registration in the words of the metadata (CIBA Core 4; RFC 7591; RFC 8705). */
function clientMetadata(client: ClientRegistration): AdapterPayload {
  const { auth, delivery, certificate, idTokenKey, key, notificationEndpoint } = client;
  // A client's own key never encrypts.
  const signingAlg = key.alg === 'RSA-OAEP-256' ? 'RS256' : key.alg;
  return {
    client_id: client.clientId,
    ...(client.clientSecret ? { client_secret: client.clientSecret } : {}),
    grant_types: ['urn:openid:params:grant-type:ciba', 'refresh_token'],
    response_types: [],
    redirect_uris: [],
    authorization_details_types: [DETAILS_TYPE],
    token_endpoint_auth_method: auth,
    ...(auth === 'private_key_jwt' ? { token_endpoint_auth_signing_alg: signingAlg } : {}),
    jwks: {
      keys: [
        publicJwk(key),
        ...(idTokenKey ? [publicJwk(idTokenKey)] : []),
        ...(certificate ? [certificateJwk(certificate.cert)] : []),
      ],
    },
    ...(auth === 'tls_client_auth' && certificate
      ? { tls_client_auth_subject_dn: new X509Certificate(certificate.cert).subject }
      : {}),
    tls_client_certificate_bound_access_tokens: certificate !== undefined,
    id_token_signed_response_alg: client.idTokenAlg,
    ...(idTokenKey
      ? { id_token_encrypted_response_alg: 'RSA-OAEP-256', id_token_encrypted_response_enc: 'A256GCM' }
      : {}),
    // It has no push, and the registry lets no client ask for it.
    backchannel_token_delivery_mode: delivery === 'ping' ? 'ping' : 'poll',
    ...(notificationEndpoint
      ? { backchannel_client_notification_endpoint: asHttps(notificationEndpoint) }
      : {}),
    // oidc-provider takes a registered algorithm for an order to sign.
    ...(client.signedRequests === 'required'
      ? { backchannel_authentication_request_signing_alg: signingAlg }
      : {}),
    backchannel_user_code_parameter: client.userCode,
  };
}

function certificateJwk(cert: string) {
  const key = createPublicKey(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'pem' }));
  return { ...key.export({ format: 'jwk' }), kid: 'certificate', use: 'sig', x5c: [derBase64(cert)] };
}

/** oidc-provider lets nobody register another address (CIBA Core 10.2); the double's own `fetch` undoes this. */
export function asHttps(url: string): string {
  return url.replace(/^http:/, 'https:');
}
