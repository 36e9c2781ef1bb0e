import * as oidc from 'openid-client';
import { z } from 'zod';
import { TransportError } from '../ciba/transport';
import { networkFault } from '../ciba/wire-error';

/** What the sign-in page has words for (messages/en/sign-in.ts); the first ones are next-auth's names. */
export type SignInError =
  /** The IdP cannot be reached. */
  | 'OAuthSignin'
  /** Something is not as it should be, and starting again may help. */
  | 'OAuthCallback'
  /** The IdP let this person not in. */
  | 'AccessDenied'
  | 'Configuration'
  /** What says how the sign-in began is not there any more, or the code is too old. */
  | 'SignInExpired'
  /** Another sign-in was begun in this browser since. */
  | 'SignInReplaced'
  /** What came back does not pass the checks. */
  | 'SignInUntrusted';

const brand = Symbol.for('countersign.SignInFault');

/** Why somebody did not get in. The message is for the log: names and codes, nothing that was sent. */
export class SignInFault extends Error {
  override readonly name = 'SignInFault';
  readonly code: SignInError;
  readonly [brand] = true;

  constructor(code: SignInError, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.code = code;
  }
}

/** By brand, not `instanceof`, as with AppError: route handlers and instrumentation load this module separately. */
export function isSignInFault(error: unknown): error is SignInFault {
  return error instanceof Error && brand in error;
}

/** What openid-client throws while a code is redeemed, by whose fault it is. */
export function faultOf(error: unknown): SignInFault {
  if (isSignInFault(error)) return error;
  if (error instanceof oidc.AuthorizationResponseError) return refusedWith(error.error);
  if (error instanceof oidc.ResponseBodyError) {
    const { status } = error;
    const said = `token endpoint: ${nameOf(error.error)}, HTTP ${status}`;
    if (error.error === 'invalid_grant') return new SignInFault('SignInExpired', said);
    if (error.error === 'temporarily_unavailable' || error.error === 'server_error' || status >= 500)
      return new SignInFault('OAuthSignin', said);
    return new SignInFault('Configuration', said);
  }
  if (error instanceof oidc.WWWAuthenticateChallengeError)
    return new SignInFault('Configuration', `token endpoint: challenge, HTTP ${error.status}`);
  if (error instanceof oidc.ClientError) {
    const status = error.cause instanceof Response ? `, HTTP ${error.cause.status}` : '';
    if (error.code === 'OAUTH_TIMEOUT') return new SignInFault('OAuthSignin', 'no answer in time');
    // It never came to an answer.
    if (error.code === undefined) return new SignInFault('OAuthSignin', networkFault(error));
    // An answer that is none: of a gateway, or while the IdP starts.
    if (status && error.code === 'OAUTH_RESPONSE_IS_NOT_CONFORM')
      return new SignInFault('OAuthSignin', `${error.code}${status}`);
    return new SignInFault('SignInUntrusted', reasonOf(error));
  }
  if (error instanceof TransportError) return new SignInFault('OAuthSignin', error.code);
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^[A-Z_]+$/.test(code)) return new SignInFault('OAuthSignin', code);
  return new SignInFault('OAuthCallback', error instanceof Error ? error.name : 'unknown', { cause: error });
}

/** An error of the authorization response (RFC 6749, 4.1.2.1; OpenID Connect Core 1.0, 3.1.2.6). */
export function refusedWith(error: string): SignInFault {
  const said = `authorization response: ${nameOf(error)}`;
  switch (error) {
    case 'access_denied':
    case 'interaction_required':
    case 'login_required':
    case 'account_selection_required':
    case 'consent_required':
      return new SignInFault('AccessDenied', said);
    case 'server_error':
    case 'temporarily_unavailable':
      return new SignInFault('OAuthSignin', said);
    default:
      return new SignInFault('Configuration', said);
  }
}

/** openid-client's own words, which quote nothing that came; of an issuer both names, which are no secret. */
function reasonOf(error: oidc.ClientError): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  const { data: compared } = comparedIssuers.safeParse(cause.cause);
  if (!compared) return cause.message;
  const { expected, claims, parameters } = compared;
  const got = claims ? claims.iss : parameters?.get('iss');
  if (got === undefined || got === null) return cause.message;
  return `${claims ? 'unexpected iss value' : 'iss mismatch'}, expected ${expected}, got: ${got.slice(0, 300)}`;
}

const comparedIssuers = z.object({
  expected: z.string(),
  claim: z.literal('iss').optional(),
  claims: z.object({ iss: z.string() }).optional(),
  parameters: z.instanceof(URLSearchParams).optional(),
});

/** What goes into the log must be a name, and no more than that. */
function nameOf(error: string): string {
  return /^[a-z][a-z_]{0,63}$/.test(error) ? error : 'an error without a name';
}
