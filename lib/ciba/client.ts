import * as oidc from 'openid-client';
import { verifyIdToken } from './id-token';
import { type InitiateOutcome, type PollOutcome, pollError, refusal, type TokenSet } from './outcome';
import type { BindingMessageRule } from './profile';
import type { Provider } from './provider';
import { wireError } from './wire-error';

const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';
/** CIBA Core 7.3: when the OP names no `interval`. */
const DEFAULT_INTERVAL = 5;
/** How long a token counts as valid when the OP does not say (`expires_in` is only RECOMMENDED, RFC 6749 5.1). */
const DEFAULT_TOKEN_LIFETIME = 300;

/** The parameters of CIBA Core 7.1 a verification decides on. `requestedExpiry` in seconds. */
export interface AuthenticationRequest {
  readonly scope: string;
  readonly loginHint: string;
  readonly bindingMessage: string;
  readonly requestedExpiry: number;
  readonly acrValues?: string;
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
  pollOnce(authReqId: string, expected: PollExpectation): Promise<PollOutcome>;
  /** RFC 7009. True when the OP confirmed, false when it could not be asked. */
  revoke(tokens: TokenSet): Promise<boolean>;
}

export function createCibaClient(provider: Provider): CibaClient {
  const { settings, clock } = provider;
  return {
    bindingMessage: settings.profile.bindingMessage,

    async initiate(request) {
      try {
        const response = await oidc.initiateBackchannelAuthentication(
          await provider.configuration(),
          backchannelParameters(request),
        );
        return {
          kind: 'acknowledged',
          authReqId: response.auth_req_id,
          expiresIn: Math.min(response.expires_in, request.requestedExpiry),
          interval: response.interval ?? DEFAULT_INTERVAL,
        };
      } catch (error) {
        return refusal(wireError(error, clock.now()), settings.profile);
      }
    },

    async pollOnce(authReqId, expected) {
      let response: oidc.TokenEndpointResponse;
      try {
        const configuration = await provider.configuration();
        response = await oidc.genericGrantRequest(configuration, GRANT_TYPE, { auth_req_id: authReqId });
      } catch (error) {
        // The library validates the ID token too and throws on a bad one: that is a judgement, not an outage.
        if (isTokenFlaw(error)) return { kind: 'rejected', reason: 'invalid_token', detail: error.code };
        return pollError(wireError(error, clock.now()), settings.profile);
      }
      return judge(response, provider, expected);
    },

    async revoke(tokens) {
      try {
        const configuration = await provider.configuration();
        if (!configuration.serverMetadata().revocation_endpoint) return false;
        // A refresh token outlives the access token, so it goes first.
        if (tokens.refreshToken) {
          await oidc.tokenRevocation(configuration, tokens.refreshToken, {
            token_type_hint: 'refresh_token',
          });
        }
        await oidc.tokenRevocation(configuration, tokens.accessToken, { token_type_hint: 'access_token' });
        return true;
      } catch {
        return false;
      }
    },
  };
}

function backchannelParameters(request: AuthenticationRequest): Record<string, string> {
  return {
    scope: request.scope,
    login_hint: request.loginHint,
    binding_message: request.bindingMessage,
    requested_expiry: String(request.requestedExpiry),
    ...(request.acrValues ? { acr_values: request.acrValues } : {}),
    ...(request.audience ? { audience: request.audience } : {}),
    ...(request.resource ? { resource: request.resource } : {}),
  };
}

async function judge(
  response: oidc.TokenEndpointResponse,
  provider: Provider,
  expected: PollExpectation,
): Promise<PollOutcome> {
  const { settings, clock } = provider;
  const tokens: TokenSet = {
    accessToken: response.access_token,
    expiresIn: response.expires_in ?? DEFAULT_TOKEN_LIFETIME,
    ...(response.refresh_token ? { refreshToken: response.refresh_token } : {}),
  };
  const reject = (detail: string): PollOutcome => ({
    kind: 'rejected',
    reason: 'invalid_token',
    detail,
    tokens,
  });

  if (response.token_type.toLowerCase() !== 'bearer') return reject('token_type');
  // To openid-client the ID token is optional in this grant; to us it is what says who approved.
  if (!response.id_token) return reject('id_token: missing');

  const verdict = await verifyIdToken(
    response.id_token,
    async (header, token) => (await provider.keys())(header, token),
    {
      issuer: (await provider.configuration()).serverMetadata().issuer,
      clientId: settings.clientId,
      subject: expected.subject,
      algorithm: settings.idTokenAlgorithm,
      requestedAt: expected.requestedAt,
    },
    clock.now(),
  );
  switch (verdict.kind) {
    case 'valid':
      return { kind: 'approved', tokens };
    case 'wrong_subject':
      return { kind: 'rejected', reason: 'wrong_subject', detail: 'sub', tokens };
    case 'invalid':
      return reject(verdict.detail);
    case 'unavailable':
      // The auth_req_id is spent, so there is nothing to ask again: unverifiable tokens are invalid tokens.
      return reject(`keys unavailable: ${verdict.detail}`);
  }
}

const tokenFlaws = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
]);

function isTokenFlaw(error: unknown): error is oidc.ClientError & { code: string } {
  return error instanceof oidc.ClientError && error.code !== undefined && tokenFlaws.has(error.code);
}
