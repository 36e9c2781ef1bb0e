import type { JWK } from 'jose';
import type { CertificateAndKey, CertificateAuthority } from '../certificates';

export type Delivery = 'poll' | 'ping' | 'push';

export type ClientAuth =
  | 'client_secret_basic'
  | 'client_secret_post'
  | 'client_secret_jwt'
  | 'private_key_jwt'
  | 'tls_client_auth'
  | 'self_signed_tls_client_auth';

/** By what a provider can be told whom to ask. All but the last two travel as `login_hint`. */
export type Hint = 'sub' | 'username' | 'email' | 'phone' | 'iss_sub' | 'login_hint_token' | 'id_token_hint';

export type SigningAlg = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';

export interface Customer {
  readonly sub: string;
  readonly username: string;
  readonly email: string;
  readonly phone: string;
  readonly userCode?: string;
}

export interface PrivateKey {
  readonly alg: SigningAlg | 'RSA-OAEP-256';
  readonly kid: string;
  /** Private. */
  readonly jwk: JWK;
  /** PKCS#8. */
  readonly pem: string;
}

/** What the administrator of the provider hands to the administrator of the client. */
export interface ClientRegistration {
  readonly clientId: string;
  readonly auth: ClientAuth;
  readonly delivery: Delivery;
  readonly clientSecret?: string;
  /** Signs assertions, request objects and login hint tokens. */
  readonly key: PrivateKey;
  readonly certificate?: CertificateAndKey;
  /** PEM of the authority behind the provider's own certificate. */
  readonly ca: string;
  readonly idTokenAlg: SigningAlg;
  /** There when the provider encrypts this client's ID tokens. */
  readonly idTokenKey?: PrivateKey;
  readonly signedRequests: 'refused' | 'accepted' | 'required';
  readonly notificationEndpoint?: string;
  readonly userCode: boolean;
}

export interface ClientOptions {
  readonly idTokenAlg?: SigningAlg;
  readonly encryptIdToken?: boolean;
  /** Algorithm of the client's own key; default ES256. */
  readonly keyAlg?: SigningAlg;
  /** Default: accepted where the provider can. */
  readonly signedRequests?: ClientRegistration['signedRequests'];
  readonly notificationEndpoint?: string;
  /** Whether the customer's user code must come along (backchannel_user_code_parameter). */
  readonly userCode?: boolean;
  /** A certificate to register instead of a fresh one. */
  readonly certificate?: CertificateAndKey;
  /** Another registration of the same kind: a second client. */
  readonly instance?: string;
}

export interface DoubleOptions {
  readonly customers?: readonly Customer[];
  /** Seconds between polls, as announced and enforced. */
  readonly interval?: number;
  /** Seconds a request lives when the client asks for nothing else. */
  readonly expiresIn?: number;
  /** Main endpoints over TLS instead of plain HTTP. */
  readonly https?: boolean;
  /** Demand a nonce in DPoP proofs (RFC 9449, 8 and 9). */
  readonly dpopNonce?: boolean;
  /** How the customer answers at once; what it leaves open is answered by `approve`, `deny` and `expire`. */
  readonly answer?: (request: AuthenticationRequest) => Answer | undefined;
  /** Notifies before the acknowledgement has been sent. Needs `answer`. */
  readonly notifyEarly?: boolean;
  /** Sends each notification this many times. */
  readonly notifyTimes?: number;
  /** The provider's clock, milliseconds since the epoch. oidc-provider has its own. */
  readonly now?: () => number;
}

export type Answer =
  | ({ readonly outcome: 'approved' } & Approval)
  | { readonly outcome: 'denied' | 'expired' | 'failed' };

export interface Approval {
  /** Somebody else answers on that phone. */
  readonly sub?: string;
  /** Grants other scopes than asked. */
  readonly scope?: string;
  readonly acr?: string;
  /** The name of the algorithm in the ID token's header, where it has several. */
  readonly idTokenAlgName?: string;
  readonly mutateIdToken?: (claims: Record<string, unknown>) => Record<string, unknown>;
  /** Alters the token response or the push payload. */
  readonly mutateTokens?: (
    tokens: Record<string, unknown>,
  ) => Record<string, unknown> | Promise<Record<string, unknown>>;
}

/** An accepted authentication request: what the provider shows on the customer's device. */
export interface AuthenticationRequest {
  readonly authReqId: string;
  readonly clientId: string;
  readonly customer: Customer;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** As they were spelled. */
  readonly headerNames?: readonly string[];
  readonly body: URLSearchParams;
  /** Milliseconds of a monotonic clock. */
  readonly at: number;
  /** Status of the answer, once there is one. */
  status?: number;
}

export interface SentNotification {
  readonly method: string;
  readonly url: string;
  readonly token: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Status of the client's answer; 0 when it could not be reached. */
  readonly status: number;
}

export type Endpoint = 'discovery' | 'jwks' | 'backchannel' | 'token' | 'revocation' | 'resource';

/** Drops the connection, or answers this. */
export type Failure =
  | 'hang up'
  | { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };

export interface ProviderDouble {
  readonly name: string;
  readonly issuer: string;
  /** The protected resource, on the listener that fits the token's constraint. */
  readonly resourceUrl: { readonly plain: string; readonly mtls: string };
  readonly ca: string;
  /** Issues further certificates the provider trusts: expired ones, ones with another subject. */
  readonly authority: CertificateAuthority;
  readonly customers: readonly Customer[];
  readonly clients: readonly ClientRegistration[];
  readonly requests: readonly ReceivedRequest[];
  readonly notifications: readonly SentNotification[];
  /** Ids of access and refresh tokens that were revoked. */
  readonly revoked: readonly string[];

  /** Registers a client; the same question gets the same client. */
  client(auth: ClientAuth, delivery?: Delivery, options?: ClientOptions): Promise<ClientRegistration>;
  /** The next authentication request that is accepted from now on, or the oldest not yet handed out. */
  nextRequest(): Promise<AuthenticationRequest>;
  /** Answers the given or else the newest request, and waits until the notification, if any, was delivered. */
  approve(approval?: Approval, authReqId?: string): Promise<void>;
  deny(authReqId?: string): Promise<void>;
  expire(authReqId?: string): Promise<void>;
  /** The authentication went wrong for a reason of the provider's (`transaction_failed` when pushed). */
  breakDown(authReqId?: string): Promise<void>;
  /** An ID token about the customer, to be used as `id_token_hint`. */
  idTokenHint(client: ClientRegistration, customer: Customer): Promise<string>;
  /** New signing keys; the old ones vanish from the JWKS. */
  rotateKeys(): Promise<void>;
  /** The next requests to an endpoint fail. */
  fail(endpoint: Endpoint, failure: Failure, times?: number): void;
  close(): Promise<void>;
}

/** One provider as the tests loop over them. */
export interface ProviderKind {
  readonly name: string;
  readonly deliveries: readonly Delivery[];
  readonly clientAuths: readonly ClientAuth[];
  readonly hints: readonly Hint[];
  readonly signedRequests: boolean;
  /** `exact`: the header has to be spelled as in RFC 9449. */
  readonly dpop: boolean | 'exact';
  readonly userCode: boolean;
  /** How the provider tells that nobody answered in time; `never` leaves it to the client's clock. */
  readonly expiry: 'expired_token' | 'access_denied' | 'never';
  /** A binding message within the provider's rule, and one outside it. */
  readonly bindingMessages: { readonly good: string; readonly bad: string };
  start(options?: DoubleOptions): Promise<ProviderDouble>;
}
