import type { ClientAuthMethod } from './client-auth';
import type { LoginHintForm } from './hint';

/** How the result of a request reaches us (CIBA Core 5). */
export const deliveries = ['poll', 'ping', 'push'] as const;
export type Delivery = (typeof deliveries)[number];

/** What differs between OpenID providers, as far as a CIBA client can tell. Data only. */
export interface Profile {
  readonly name: string;
  /** For people: "Auth0", "Keycloak". */
  readonly title: string;
  readonly deliveries: readonly Delivery[];
  readonly clientAuths: readonly ClientAuthMethod[];
  readonly hints: readonly LoginHintForm[];
  readonly signedRequests: boolean;
  /** Not every version that takes them says so in its metadata. */
  readonly signedRequestsUnlisted?: true;
  readonly userCode: boolean;
  readonly dpop: boolean;
  /** Takes RFC 9396 `authorization_details` in a backchannel request, and returns them with the tokens. */
  readonly authorizationDetails: boolean;
  readonly bindingMessage: BindingMessageRule;
  readonly expiry: ExpiryRule;
  /** Assertions are made out to the address they are sent to instead of to the issuer. */
  readonly assertionsNameEndpoint?: true;
  /**
   * Errors of the backchannel authentication endpoint this OP uses in a sense of its own: by `error`, or by
   * `error: error_description` where only the description tells.
   */
  readonly refusals: Readonly<Record<string, RefusalReason>>;
  /**
   * Answers of the token endpoint by which this OP says that it was not the customer who is on the call: `error`, or
   * `error: error_description`. Empty where its one `access_denied` stands for every kind of no.
   */
  readonly reportAnswers: readonly string[];
  /**
   * Answers by which it says that the customer simply said no. Where they are known, a denial that is neither of the two
   * leaves open which it was.
   */
  readonly denialAnswers?: readonly string[];
  /** `access_denied` also stands for "nobody answered in time": our own clock has to tell which. */
  readonly deniesWhenExpired?: true;
  /**
   * Takes client id and secret of HTTP Basic letter by letter, where RFC 6749, 2.3.1 has them form-encoded, and at the
   * revocation endpoint in the body alone.
   */
  readonly basicUnencoded?: true;
  /** What was approved in detail is in its access tokens, which are signed JWTs, and never beside them (RFC 9396, 9.1). */
  readonly detailsInAccessToken?: true;
  /** Its ID tokens name the OP itself as an audience beside us. */
  readonly issuerIsAudience?: true;
  /** Makes a key when it first signs with its algorithm: until then its key set has none. */
  readonly keysOnFirstUse?: true;
  /** The backchannel authentication endpoint as seen from the token endpoint, for when discovery does not name it. */
  readonly backchannelPath?: string;
  /** The same holds among the addresses for mutual TLS, and discovery never names it there. */
  readonly backchannelAliasUnlisted?: true;
}

/** What an OP accepts as `binding_message` (CIBA Core 7.1 leaves it to the OP). */
export interface BindingMessageRule {
  readonly maxLength: number;
  /** Every character must match; written as the inside of a character class. */
  readonly characters: string;
}

/** What an OP makes of `requested_expiry`. Seconds. */
interface ExpiryRule {
  /** The name this OP has for it, where it is another. */
  readonly parameter?: string;
  /** False: an OP that may refuse it; sent only when the administrator says so. */
  readonly sent: boolean;
  readonly max?: number;
}

/** Why the OP did not begin to authenticate the customer, in the desk's words. */
export type RefusalReason =
  | 'unknown_user'
  | 'not_enrolled'
  | 'binding_message_refused'
  | 'user_code_wrong'
  | 'client_refused'
  | 'request_refused'
  | 'setup_wrong'
  | 'answer_unusable'
  | 'op_busy'
  | 'op_unreachable';
