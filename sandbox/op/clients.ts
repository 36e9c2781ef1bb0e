import type { JSONWebKeySet } from 'jose';
import type { Client, ClientMetadata } from 'oidc-provider';
import { WIRE_TRANSFER } from '../bank/transfer-detail';
import { SIGNING_ALG } from '../keys';

const CIBA = 'urn:openid:params:grant-type:ciba';

const secretMethods = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const;
const keyMethods = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'] as const;
const deliveries = ['poll', 'ping', 'push'] as const;

type Method = (typeof secretMethods)[number] | (typeof keyMethods)[number];

interface Shared {
  readonly secret: string;
  readonly notificationEndpoint: string;
  /** Of the desk, public; undefined: it has only its secret. */
  readonly keys: JSONWebKeySet | undefined;
}

interface Variant {
  readonly method: Method;
  readonly delivery: (typeof deliveries)[number];
  /** Takes signed requests only; the others take both kinds. */
  readonly signed: boolean;
  /** Gets encrypted ID tokens. */
  readonly encrypted: boolean;
  /** Its tokens are not bound to its certificate, so that they can be bound to a DPoP key: one is all a token takes. */
  readonly unbound: boolean;
}

export function methodsOf(shared: Pick<Shared, 'keys'>): readonly Method[] {
  return shared.keys ? [...secretMethods, ...keyMethods] : secretMethods;
}

/**
 * The desk once for each way to authenticate and each way to be answered, with its variants:
 * `countersign-private_key_jwt-ping`, `countersign-client_secret_post-poll-signed-encrypted`. Plain `countersign` is
 * `client_secret_basic` with poll.
 */
export function clientsOf(shared: Shared): ClientMetadata[] {
  const either = [false, true];
  return methodsOf(shared).flatMap((method) =>
    deliveries.flatMap((delivery) =>
      either.flatMap((signed) =>
        either.flatMap((encrypted) =>
          (isMutualTls(method) ? either : [false]).flatMap((unbound) =>
            (signed || encrypted) && !shared.keys
              ? []
              : metadata({ method, delivery, signed, encrypted, unbound }, shared),
          ),
        ),
      ),
    ),
  );
}

function metadata(variant: Variant, { secret, notificationEndpoint, keys }: Shared): ClientMetadata {
  const { method, delivery } = variant;
  const mutualTls = isMutualTls(method);
  return {
    client_id: idOf(variant),
    client_name: 'Countersign',
    token_endpoint_auth_method: method,
    ...(mutualTls || method === 'private_key_jwt' ? {} : { client_secret: secret }),
    ...(method === 'tls_client_auth' ? { tls_client_auth_subject_dn: 'CN=countersign' } : {}),
    ...(keys ? { jwks: { keys: keysFor(method, keys) } } : {}),
    // For itself the desk gets tokens for what needs nobody's approval.
    grant_types: [CIBA, 'refresh_token', 'client_credentials'],
    response_types: [],
    redirect_uris: [],
    id_token_signed_response_alg: SIGNING_ALG,
    ...(variant.encrypted
      ? { id_token_encrypted_response_alg: 'ECDH-ES', id_token_encrypted_response_enc: 'A256GCM' }
      : {}),
    require_auth_time: true,
    authorization_details_types: [WIRE_TRANSFER],
    require_signed_request_object: variant.signed,
    tls_client_certificate_bound_access_tokens: mutualTls && !variant.unbound,
    backchannel_user_code_parameter: true,
    // oidc-provider knows no push: to it these clients are of the kind that is called back, like ping's.
    backchannel_token_delivery_mode: delivery === 'poll' ? 'poll' : 'ping',
    ...(delivery === 'poll'
      ? {}
      : { backchannel_client_notification_endpoint: asHttps(notificationEndpoint) }),
  };
}

function idOf({ method, delivery, signed, encrypted, unbound }: Variant): string {
  const variants = [signed && 'signed', encrypted && 'encrypted', unbound && 'unbound'].filter(Boolean);
  if (method === 'client_secret_basic' && delivery === 'poll' && variants.length === 0) return 'countersign';
  return [`countersign-${method}-${delivery}`, ...variants].join('-');
}

export function isPush({ clientId }: Client): boolean {
  return clientId.split('-')[2] === 'push';
}

function isMutualTls(method: Method): boolean {
  return method === 'tls_client_auth' || method === 'self_signed_tls_client_auth';
}

/** The key of the self-signed certificate counts as the client's where that is how it authenticates, nowhere else. */
function keysFor(method: Method, { keys }: JSONWebKeySet): JSONWebKeySet['keys'] {
  return keys.filter(({ x5c }) => !x5c || method === 'self_signed_tls_client_auth');
}

/** oidc-provider registers no other addresses. callback-fetch.ts knows where a desk without TLS really is. */
export function asHttps(address: string): string {
  return address.replace(/^http:/, 'https:');
}
