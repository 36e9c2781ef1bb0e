import type { JWTPayload } from 'jose';
import type { OAuthError } from './oauth-error';
import type { ClientAuth, Customer, Delivery, Hint, SigningAlg } from './provider-double';
import type { PaceRule } from './transactions';

/** All that sets one provider apart from another: data and small functions. The rest of the double is common. */
export interface Behaviour {
  readonly name: string;
  /** Path of the issuer; discovery lies below it. A trailing slash is part of the issuer. */
  readonly issuerPath: string;
  /** From the root of the host. */
  readonly paths: {
    readonly backchannel: string;
    readonly token: string;
    readonly jwks: string;
    readonly revocation?: string;
  };
  /** Where certificates are asked for; without it there is no mutual TLS. */
  readonly mtls?: {
    readonly paths: { readonly backchannel: string; readonly token: string; readonly revocation?: string };
    /** What `mtls_endpoint_aliases` tells of them. */
    readonly advertised: readonly ('backchannel' | 'token' | 'revocation')[];
  };
  readonly deliveries: readonly Delivery[];
  readonly clientAuths: readonly ClientAuth[];
  readonly hints: readonly Hint[];
  /** Basic is read letter by letter, and not looked for at the revocation endpoint. */
  readonly basic?: 'unencoded';
  /** What a client assertion has to be for. Default: the issuer. */
  readonly assertionAudience?: 'endpoint';
  /** `exact`: the header is looked for letter by letter, as RFC 9449 spells it. */
  readonly dpop: boolean | 'exact';
  /** The provider always demands a nonce in DPoP proofs. */
  readonly dpopNonce?: true;
  /** Default lifetime and interval, seconds. */
  readonly expiresIn: number;
  readonly interval: number;
  readonly request: RequestRules;
  /** Absent: the provider takes no `request`. */
  readonly requestObject?: RequestObjectRules;
  readonly polling: PollingRules;
  readonly idToken?: IdTokenRules;
  /** What was approved in detail is in the access token alone. */
  readonly detailsBeside?: false;
  readonly notification?: NotificationRules;
  /** What an unauthenticated client is told. */
  readonly clientError?: (endpoint: 'backchannel' | 'token' | 'revocation') => OAuthError;
  /** `auth_req_id` of a new request. Default: 160 random bits. */
  readonly newId?: () => string;
}

export interface RequestRules {
  readonly bindingMessage: {
    readonly required: boolean;
    readonly pattern: RegExp;
    readonly error: 'invalid_binding_message' | 'invalid_request';
  };
  /** Which of the three hint parameters exist at all. */
  readonly hintParameters: readonly ('login_hint' | 'login_hint_token' | 'id_token_hint')[];
  /** Whom a `login_hint` names; throws for a hint of the wrong form. */
  readonly resolveLoginHint: (
    hint: string,
    customers: readonly Customer[],
    issuer: string,
  ) => Customer | undefined;
  readonly unknownUser: 'unknown_user_id' | 'invalid_request';
  readonly unknownUserDescription?: string;
  readonly userCode: 'supported' | 'refused';
  readonly userCodeErrors?: { readonly missing: string; readonly wrong: string };
  /** Where the provider reads the expiry asked for, when not in `requested_expiry`. */
  readonly expiryParameter?: 'request_expiry';
  /** What becomes of it, seconds. */
  readonly lifetime: (
    asked: number | undefined,
    configured: number,
  ) => { lifetime: number; announced: number };
  readonly notificationTokenInPoll: 'refused' | 'ignored';
  /** Requests a customer may get within a minute. */
  readonly perMinute?: number;
}

export interface RequestObjectRules {
  readonly algs: readonly SigningAlg[];
  readonly error: 'invalid_request' | 'invalid_request_object';
  /** Longest `exp - nbf`, seconds; CIBA Core says 3600 at most. */
  readonly maxLifetime: number;
  /** PingFederate: `client_id` both inside and outside, and the same. */
  readonly clientIdInside?: 'required';
}

interface PollingRules {
  readonly pace: PaceRule;
  /** The order in which the token endpoint looks; the first that applies is the answer. */
  readonly order: readonly ('pace' | 'expiry' | 'outcome')[];
  /** What is said of an expired request; `pending` says so for ever. */
  readonly expired: 'expired_token' | 'access_denied' | 'pending';
  readonly slowDown?: (interval: number) => OAuthError;
  /** The request is forgotten once the client was told of the denial. */
  readonly denialSpends?: true;
  /** Error for a push client at the token endpoint. */
  readonly pushClient?: 'unauthorized_client' | 'invalid_request';
}

interface IdTokenRules {
  /** Claims the provider adds of its own accord. */
  readonly claims?: (context: { readonly issuer: string; readonly clientId: string }) => JWTPayload;
}

export interface NotificationRules {
  readonly method?: 'GET' | 'POST';
  /** Outcomes the client hears of. Default: all but expiry. */
  readonly outcomes?: readonly ('approved' | 'denied' | 'failed')[];
  /** CIBA Core 10.3.1 wants it there. */
  readonly authReqIdInPush?: boolean;
}
