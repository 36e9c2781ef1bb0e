import type { JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { type IdTokenExpectation, verifyIdToken } from './id-token';
import { type InitiateOutcome, type PollOutcome, pollError, refusal, type TokenSet } from './outcome';
import type { BindingMessageRule } from './profile';
import type { Exchange, Provider } from './provider';
import { wireError } from './wire-error';

const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';
/** CIBA Core 7.3: when the OP names no `interval`. */
const DEFAULT_INTERVAL = 5;
/** An OP may allow polling without a pause (`interval` 0); half a second is quick enough for people. */
const SHORTEST_INTERVAL = 0.5;
/** How long a token counts as valid when the OP does not say (`expires_in` is only RECOMMENDED, RFC 6749 5.1). */
const DEFAULT_TOKEN_LIFETIME = 300;

const KEY_ATTEMPTS = 3;
const KEY_RETRY_MS = 1_000;

/** The parameters of CIBA Core 7.1 a verification decides on. `requestedExpiry` in seconds. */
export interface AuthenticationRequest {
  readonly scope: string;
  readonly loginHint: string;
  readonly bindingMessage: string;
  readonly requestedExpiry: number;
  readonly audience?: string;
  readonly resource?: string;
}

/** Whom and what a token response must be about. */
export interface PollExpectation {
  readonly subject: string;
  readonly requestedAt: Date;
}

/** A confidential CIBA client, as the verbs see it. None of its methods throws for what an OP or a network does. */
export interface CibaClient {
  readonly bindingMessage: BindingMessageRule;
  initiate(request: AuthenticationRequest): Promise<InitiateOutcome>;
  /** One token request; when to send the next is the caller's business. */
  pollOnce(authReqId: string, expected: PollExpectation, signal?: AbortSignal): Promise<PollOutcome>;
  /** RFC 7009. True when the OP confirmed, false when it could not be asked. */
  revoke(tokens: TokenSet): Promise<boolean>;
}

export function createCibaClient(provider: Provider): CibaClient {
  const { settings, clock } = provider;
  return {
    bindingMessage: settings.profile.bindingMessage,

    async initiate(request) {
      const exchange: Exchange = {};
      try {
        const configuration = await provider.configuration();
        const response = await provider.during(exchange, () =>
          oidc.initiateBackchannelAuthentication(
            configuration,
            backchannelParameters(request, settings.acrValues),
          ),
        );
        return acknowledged(response, request);
      } catch (error) {
        // The library is stricter about `interval` than CIBA Core 7.3, and the phone is ringing already.
        if (isFlaw(error)) {
          const answer = acknowledgement.safeParse(await bodyOf(exchange));
          if (answer.success) return acknowledged(answer.data, request);
        }
        return refusal(wireError(error, clock.now()), settings.profile);
      }
    },

    async pollOnce(authReqId, expected, signal) {
      const exchange: Exchange = signal ? { signal } : {};
      let response: oidc.TokenEndpointResponse;
      try {
        const configuration = await provider.configuration();
        response = await provider.during(exchange, () =>
          oidc.genericGrantRequest(configuration, GRANT_TYPE, { auth_req_id: authReqId }),
        );
      } catch (error) {
        // The library validates the ID token too and throws on a bad one: that is a judgement, not an outage.
        if (isFlaw(error)) {
          const tokens = await tokensIn(exchange);
          return {
            kind: 'rejected',
            reason: 'invalid_token',
            detail: error.code,
            ...(tokens ? { tokens } : {}),
          };
        }
        return pollError(wireError(error, clock.now()), settings.profile);
      }
      return judge(response, provider, expected, authReqId);
    },

    async revoke(tokens) {
      try {
        const configuration = await provider.configuration();
        if (!configuration.serverMetadata().revocation_endpoint) return false;
        const revoke = (token: string, hint: string) =>
          oidc.tokenRevocation(configuration, token, { token_type_hint: hint });
        const revoked = await Promise.allSettled([
          ...(tokens.refreshToken ? [revoke(tokens.refreshToken, 'refresh_token')] : []),
          revoke(tokens.accessToken, 'access_token'),
        ]);
        return revoked.every(({ status }) => status === 'fulfilled');
      } catch {
        return false;
      }
    },
  };
}

function backchannelParameters(
  request: AuthenticationRequest,
  acrValues: string | undefined,
): Record<string, string> {
  return {
    scope: request.scope,
    login_hint: request.loginHint,
    binding_message: request.bindingMessage,
    requested_expiry: String(request.requestedExpiry),
    ...(acrValues ? { acr_values: acrValues } : {}),
    ...(request.audience ? { audience: request.audience } : {}),
    ...(request.resource ? { resource: request.resource } : {}),
  };
}

async function judge(
  response: oidc.TokenEndpointResponse,
  provider: Provider,
  expected: PollExpectation,
  authReqId: string,
): Promise<PollOutcome> {
  const { settings, clock } = provider;
  const tokens = tokenSet(response);
  const reject = (detail: string): PollOutcome => ({
    kind: 'rejected',
    reason: 'invalid_token',
    detail,
    tokens,
  });

  if (response.token_type.toLowerCase() !== 'bearer') return reject('token_type');
  // To openid-client the ID token is optional in this grant; to us it is what says who approved.
  if (!response.id_token) return reject('id_token: missing');

  const expectation: IdTokenExpectation = {
    issuer: (await provider.configuration()).serverMetadata().issuer,
    clientId: settings.clientId,
    subject: expected.subject,
    algorithm: settings.idTokenAlgorithm,
    requestedAt: expected.requestedAt,
    accessToken: response.access_token,
    authReqId,
    acrValues: settings.acrValues,
  };
  const keys: JWTVerifyGetKey = async (header, token) => (await provider.keys())(header, token);
  let verdict = await verifyIdToken(response.id_token, keys, expectation, clock.now());
  // The auth_req_id is spent and the tokens are in hand: a moment's patience with the keys saves the approval.
  for (let attempt = 1; verdict.kind === 'unavailable' && attempt < KEY_ATTEMPTS; attempt++) {
    await new Promise<void>((resolve) => clock.after(KEY_RETRY_MS, resolve));
    verdict = await verifyIdToken(response.id_token, keys, expectation, clock.now());
  }
  switch (verdict.kind) {
    case 'valid':
      return { kind: 'approved', tokens };
    case 'wrong_subject':
      return { kind: 'rejected', reason: 'wrong_subject', detail: 'sub', tokens };
    case 'invalid':
      return reject(verdict.detail);
    case 'unavailable':
      // There is nothing to ask again: unverifiable tokens are invalid tokens.
      return reject(`keys unavailable: ${verdict.detail}`);
  }
}

function tokenSet(response: {
  readonly access_token: string;
  readonly expires_in?: number | undefined;
  readonly refresh_token?: string | undefined;
}): TokenSet {
  return {
    accessToken: response.access_token,
    expiresIn: response.expires_in ?? DEFAULT_TOKEN_LIFETIME,
    ...(response.refresh_token ? { refreshToken: response.refresh_token } : {}),
  };
}

function acknowledged(
  answer: {
    readonly auth_req_id: string;
    readonly expires_in: number;
    readonly interval?: number | undefined;
  },
  request: AuthenticationRequest,
): InitiateOutcome {
  return {
    kind: 'acknowledged',
    authReqId: answer.auth_req_id,
    expiresIn: Math.min(answer.expires_in, request.requestedExpiry),
    interval: Math.max(answer.interval ?? DEFAULT_INTERVAL, SHORTEST_INTERVAL),
  };
}

const acknowledgement = z.object({
  auth_req_id: z.string().min(1),
  expires_in: z.number().positive(),
  interval: z.number().nonnegative().optional(),
});

/** What the library did not hand out because it refused the ID token beside it. */
async function tokensIn(exchange: Exchange): Promise<TokenSet | undefined> {
  const parsed = tokenBody.safeParse(await bodyOf(exchange));
  return parsed.success ? tokenSet(parsed.data) : undefined;
}

async function bodyOf({ response }: Exchange): Promise<unknown> {
  return response?.json().catch(() => undefined);
}

const tokenBody = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive().optional(),
  refresh_token: z.string().optional(),
});

const flaws = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]);

/** The library found fault with an answer that arrived, as against not having got one. */
function isFlaw(error: unknown): error is oidc.ClientError & { code: string } {
  return error instanceof oidc.ClientError && error.code !== undefined && flaws.has(error.code);
}
