import { type JWK, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { sameDetails } from './authorization-details';
import {
  CLOCK_TOLERANCE,
  type IdTokenExpectation,
  KEY_UNKNOWN,
  verifyIdToken,
  WRONG_SIGNATURE,
} from './id-token';
import { namesOf, signingAlgorithms } from './keys';
import type { PollOutcome, TokenSet } from './outcome';
import type { Provider } from './provider';
import type { AuthorizationDetail } from './request-parameters';

/** Whom and what a token response must be about. */
export interface TokenExpectation {
  readonly subject: string;
  readonly requestedAt: Date;
  /** When our patience ends, which tells a late refusal from an expiry where the OP does not. */
  readonly expiresAt: Date;
  /** Scopes without which the tokens are of no use, space-separated. */
  readonly requiredScope: string;
  /** RFC 9396, 7: what exactly must have been approved. */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
}

/**
 * A token response, polled or pushed, as far as it is looked at (RFC 6749, 5.1; OpenID Connect Core 3.1.3.3).
 * One member of a wrong type must not hide the tokens that came with it: they have to be revoked.
 */
export const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  token_type: z.string().catch(''),
  id_token: z.string().optional().catch(undefined),
  refresh_token: z.string().optional().catch(undefined),
  /** Seconds */
  expires_in: z
    .union([z.number(), z.string().regex(/^\d+$/).transform(Number)])
    .optional()
    .catch(0),
  scope: z.string().optional().catch(''),
  /** What cannot be read is at any rate not what was asked for. */
  authorization_details: z.array(z.unknown()).optional().catch([]),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** Nobody is on the line for longer, however long a token may live. Seconds. */
const LONGEST_GRANT = 30 * 60;
/** How long a token counts as valid when the OP does not say (`expires_in` is only RECOMMENDED, RFC 6749 5.1). */
export const DEFAULT_TOKEN_LIFETIME = 300;
/** For a key that is not among those the OP publishes, and while the OP itself is waiting. */
const KEY_ATTEMPTS = 3;
const KEY_RETRY_MS = 1_000;

/**
 * Decides whether tokens may be used: type, granted scope, and the ID token, which is what says who approved.
 *
 * @param dpopKey the key they were to be bound to, if any
 */
export async function judgeTokens(
  answer: TokenAnswer,
  provider: Provider,
  expected: TokenExpectation & { readonly authReqId: string; readonly pushed: boolean },
  dpopKey?: JWK,
): Promise<PollOutcome> {
  const { settings, clock } = provider;
  const tokens = tokenSet(answer, dpopKey);
  const reject = (detail: string): PollOutcome => ({
    kind: 'rejected',
    reason: 'invalid_token',
    detail,
    tokens,
  });

  if (tokens.expiresIn <= 0) return reject('expires_in');
  // A bearer token where a bound one was agreed would be a downgrade.
  if (answer.token_type.toLowerCase() !== (dpopKey ? 'dpop' : 'bearer')) return reject('token_type');
  // To openid-client the ID token is optional in this grant; to us it is what says who approved.
  if (!answer.id_token) return reject('id_token: missing');

  // Tokens do not come twice.
  const configuration = await provider.configuration({ now: true }).catch(() => undefined);
  // Whether they are good cannot be told any more.
  if (!configuration) return reject('metadata unavailable');
  const { issuer } = configuration.serverMetadata();
  const expectation: IdTokenExpectation = {
    issuer,
    clientId: settings.clientId,
    ...(settings.profile.issuerIsAudience ? { otherAudiences: [issuer] } : {}),
    trustedAudiences: settings.trustedAudiences,
    subject: expected.subject,
    algorithm: settings.idTokenAlgorithm,
    decryptionKey: settings.idTokenKey,
    requestedAt: expected.requestedAt,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    authReqId: expected.authReqId,
    pushed: expected.pushed,
    acrValues: settings.standing.acrValues,
    maxAge: settings.standing.maxAge,
  };
  const keys: JWTVerifyGetKey = async (header, token) => (await provider.keys())(header, token);
  let verdict = await verifyIdToken(answer.id_token, keys, expectation, clock.now());
  // A key may have been replaced under its old name.
  if (verdict.kind === 'invalid' && verdict.detail === WRONG_SIGNATURE && (await provider.rereadKeys()))
    verdict = await verifyIdToken(answer.id_token, keys, expectation, clock.now());
  // The auth_req_id is spent and the tokens are in hand: patience with the keys saves the approval.
  const lastTry = expected.expiresAt.getTime() - KEY_RETRY_MS;
  for (let attempt = 1; verdict.kind === 'unavailable' && clock.now().getTime() < lastTry; attempt++) {
    // An OP that pushes waits for its answer meanwhile.
    if ((verdict.detail === KEY_UNKNOWN || expected.pushed) && attempt >= KEY_ATTEMPTS) break;
    await new Promise<void>((resolve) => clock.after(KEY_RETRY_MS, resolve));
    verdict = await verifyIdToken(answer.id_token, keys, expectation, clock.now());
  }
  switch (verdict.kind) {
    case 'valid':
      break;
    case 'wrong_subject':
      return {
        kind: 'rejected',
        reason: 'wrong_subject',
        detail: 'sub',
        tokens,
        answeredBy: verdict.subject,
      };
    case 'invalid':
      return reject(verdict.detail);
    case 'unavailable':
      // There is nothing to ask again: unverifiable tokens are invalid tokens.
      return reject(`keys unavailable: ${verdict.detail}`);
  }
  if (!covers(answer.scope, expected.requiredScope)) {
    return { kind: 'rejected', reason: 'scope_not_granted', detail: 'scope', tokens };
  }
  const details =
    answer.authorization_details ??
    (expected.authorizationDetails && settings.profile.detailsInAccessToken
      ? await detailsIn(answer.access_token, keys, expectation, clock.now())
      : undefined);
  if (expected.authorizationDetails && !sameDetails(details, expected.authorizationDetails)) {
    // An OP that never says what was approved in detail was not set up to; one that says something else is another matter.
    return details
      ? { kind: 'rejected', reason: 'details_altered', detail: 'authorization_details: changed', tokens }
      : { kind: 'rejected', reason: 'setup_wrong', detail: 'authorization_details: missing', tokens };
  }
  return {
    kind: 'approved',
    tokens: {
      ...tokens,
      ...(details ? { authorizationDetails: details } : {}),
      // As a hint it goes in its signed form (CIBA Core 7.1), which only we can take out of an encrypted one.
      ...(settings.hint === 'id_token_hint' ? { idToken: verdict.token } : {}),
    },
  };
}

const accessTokenClaims = z.object({ authorization_details: z.array(z.unknown()) });

/** What an access token says was approved (RFC 9396, 9.1), where it is a JWT that this OP signed about this customer. */
async function detailsIn(
  accessToken: string,
  keys: JWTVerifyGetKey,
  { issuer, subject }: IdTokenExpectation,
  now: Date,
): Promise<readonly unknown[] | undefined> {
  const verified = await jwtVerify(accessToken, keys, {
    issuer,
    subject,
    algorithms: signingAlgorithms.flatMap(namesOf),
    clockTolerance: CLOCK_TOLERANCE,
    currentDate: now,
    requiredClaims: ['exp'],
  }).catch(() => undefined);
  return accessTokenClaims.safeParse(verified?.payload).data?.authorization_details;
}

/** The tokens as they are kept. */
export function tokenSet(answer: TokenAnswer, dpopKey?: JWK): TokenSet {
  return {
    accessToken: answer.access_token,
    expiresIn: Math.min(answer.expires_in ?? DEFAULT_TOKEN_LIFETIME, LONGEST_GRANT),
    ...(answer.refresh_token ? { refreshToken: answer.refresh_token } : {}),
    ...(answer.authorization_details ? { authorizationDetails: answer.authorization_details } : {}),
    ...(dpopKey ? { dpopKey } : {}),
  };
}

/** RFC 6749, 5.1: an OP that does not name the scope granted what was asked for. */
function covers(granted: string | undefined, required: string): boolean {
  if (granted === undefined) return true;
  const have = new Set(granted.split(' '));
  return required
    .split(' ')
    .filter(Boolean)
    .every((scope) => have.has(scope));
}
