import { decodeJwt, type JWK } from 'jose';
import * as oidc from 'openid-client';
import { acknowledged, acknowledgement } from './acknowledgement';
import { type Answer, oauthErrorIn } from './answer';
import { type DpopKey, newDpopKey } from './dpop';
import { type Hint, type Identifiers, type LoginHintForm, loginHint, loginHintToken } from './hint';
import type { PushedError, PushedTokens } from './notification';
import {
  errorName,
  type InitiateOutcome,
  type OwnTokens,
  ownTokensRefusal,
  type PollOutcome,
  pollError,
  type Revocation,
  refusal,
  revocationError,
  type TokenSet,
  unusable,
} from './outcome';
import type { BindingMessageRule, Delivery } from './profile';
import type { Exchange, Provider } from './provider';
import { signRequest } from './request-object';
import { type AuthenticationRequest, asForm, requestParameters } from './request-parameters';
import {
  DEFAULT_TOKEN_LIFETIME,
  judgeTokens,
  type TokenAnswer,
  type TokenExpectation,
  tokenAnswer,
  tokenSet,
} from './token-response';
import { wireError } from './wire-error';

const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';
/** An agent is watching while a request is sent. */
const INITIATE_TIMEOUT_MS = 30_000;
/** Somebody holds a lease meanwhile. */
const OWN_TOKENS_TIMEOUT_MS = 8_000;

/** A confidential CIBA client, as the verbs see it. None of its methods throws for what an OP or a network does. */
export interface CibaClient {
  readonly bindingMessage: BindingMessageRule;
  readonly delivery: Delivery;
  /** Whether the OP is told in detail what is to be approved (RFC 9396). */
  readonly sendsDetails: boolean;
  /** Whether ID tokens are kept with the tokens, to name the customer by next time. */
  readonly keepsIdTokens: boolean;
  /**
   * The one hint that names this person to the OP (CIBA Core 7.1), in the form that was agreed with it.
   *
   * @returns undefined when they have no identifier of that form
   */
  hintFor(who: Identifiers & { readonly idToken?: string | undefined }): Promise<Hint | undefined>;
  initiate(request: AuthenticationRequest): Promise<InitiateOutcome>;
  /**
   * One token request; when to send the next is the caller's business.
   *
   * @param onSent told when it leaves: the OP may have to be discovered first
   */
  pollOnce(
    authReqId: string,
    expected: TokenExpectation,
    signal?: AbortSignal,
    onSent?: () => void,
  ): Promise<PollOutcome>;
  /** Judges what the OP pushed for this request, whose token and `auth_req_id` were found to match. */
  judgePush(
    answer: PushedTokens | PushedError,
    authReqId: string,
    expected: TokenExpectation,
  ): Promise<PollOutcome>;
  /**
   * Tokens of the client itself (RFC 6749, 4.4), for what no customer has to approve.
   */
  ownTokens(scope: string): Promise<OwnTokens>;
  /** Takes them back at the OP (RFC 7009), once; whether to ask again is the caller's business. */
  revoke(tokens: TokenSet): Promise<Revocation>;
}

export function createCibaClient(provider: Provider): CibaClient {
  const { settings, clock } = provider;
  const { profile } = settings;
  let dpop: Promise<DpopKey> | undefined;

  /** The parameters as they travel: a form, or one signed request and nothing beside it. */
  async function sentParameters(
    request: AuthenticationRequest,
    issuer: string,
  ): Promise<Record<string, string>> {
    const parameters = requestParameters(request, settings.standing);
    if (!settings.requestKey) return asForm(parameters);
    const client = { clientId: settings.clientId, issuer, key: settings.requestKey };
    return { request: await signRequest(parameters, client, clock.now()) };
  }

  const judge = (answer: TokenAnswer, authReqId: string, expected: TokenExpectation, dpopKey?: JWK) =>
    judgeTokens(answer, provider, { ...expected, authReqId, pushed: false }, dpopKey);

  return {
    bindingMessage: profile.bindingMessage,
    delivery: settings.delivery,
    sendsDetails: settings.authorizationDetails,
    keepsIdTokens: settings.hint === 'id_token_hint',

    async hintFor(who) {
      const { hint: form, hintKey: key, clientId } = settings;
      // Most hints do not name the OP: nobody waits for it to be discovered then.
      const issuer = namesIssuer.has(form) ? await issuerAsWritten() : settings.issuer;
      if (form === 'login_hint_token') {
        return key && loginHintToken(who, { clientId, issuer, key }, clock.now());
      }
      if (form !== 'id_token_hint') return loginHint(form, who, issuer);
      if (who.idToken && names(who.idToken, issuer, who.subject)) return { id_token_hint: who.idToken };
      // There is none yet, or it is about whom the directory no longer means.
      const first = profile.hints.find((hint) => hint !== 'login_hint_token' && hint !== 'id_token_hint');
      return loginHint(first ?? 'sub', who, issuer);
    },

    async initiate(request) {
      // One that got lost would have to be given up: sent again, it could ring a second time.
      const exchange: Exchange = { signal: AbortSignal.timeout(INITIATE_TIMEOUT_MS), isSingle: true };
      try {
        const configuration = await provider.configuration({ now: true });
        const parameters = await sentParameters(request, configuration.serverMetadata().issuer);
        const response = await provider.during(exchange, () =>
          oidc.initiateBackchannelAuthentication(configuration, parameters),
        );
        return acknowledged(response, request.requestedExpiry);
      } catch (error) {
        // The library is stricter about numbers than people can afford to be whose phone is ringing already.
        const { answer } = exchange;
        const { data } = acknowledgement.safeParse(answer && !flawOf(answer) ? answer.json : undefined);
        if (data) return acknowledged(data, request.requestedExpiry);
        const wire = wireError(error, clock.now(), answer);
        if (answer?.status === 200 && wire.error === undefined) return unusable(wire);
        return refusal(wire, profile);
      }
    },

    async pollOnce(authReqId, expected, signal, onSent) {
      const exchange: Exchange = { ...(signal ? { signal } : {}), onSent };
      const { resource } = settings.standing;
      let dpopKey: JWK | undefined;
      let thrown: unknown;
      try {
        const configuration = await provider.configuration();
        if (settings.dpop) dpop ??= newDpopKey();
        const key = await dpop;
        dpopKey = key?.jwk;
        await provider.during(exchange, () =>
          oidc.genericGrantRequest(
            configuration,
            GRANT_TYPE,
            // RFC 8707, 2.2: some give a token for the resource only where it is named here too.
            { auth_req_id: authReqId, ...(resource ? { resource } : {}) },
            key ? { DPoP: key.handle } : undefined,
          ),
        );
      } catch (error) {
        thrown = error;
      }
      const { answer } = exchange;
      const { data: issued } = tokenAnswer.safeParse(answer?.json);
      if (!answer || !issued)
        return pollError(wireError(thrown, clock.now(), answer), profile, isOver(expected));
      // Tokens were issued whatever came with them: why they are refused is ours to say, and they are to be revoked.
      const detail = flawOf(answer);
      if (detail) {
        return { kind: 'rejected', reason: 'invalid_token', detail, tokens: tokenSet(issued, dpopKey) };
      }
      const verdict = await judge(issued, authReqId, expected, dpopKey);
      return thrown ? confirmed(verdict, thrown) : verdict;
    },

    async judgePush(answer, authReqId, expected) {
      if (isPushedError(answer)) {
        const { data: issued } = tokenAnswer.safeParse(answer);
        if (issued) {
          return { kind: 'rejected', reason: 'invalid_token', detail: TWOFOLD, tokens: tokenSet(issued) };
        }
        const { error, error_description: description } = answer;
        const wire = description === undefined ? { error } : { error, description };
        const outcome = pollError(wire, profile, isOver(expected));
        // A push is the OP's last word: there is no "try again" in it.
        return outcome.kind === 'denied' || outcome.kind === 'expired'
          ? outcome
          : { kind: 'failed', detail: errorName(error) };
      }
      return judgeTokens(answer, provider, { ...expected, authReqId, pushed: true });
    },

    async ownTokens(scope) {
      const exchange: Exchange = { signal: AbortSignal.timeout(OWN_TOKENS_TIMEOUT_MS) };
      try {
        const configuration = await provider.configuration();
        if (settings.dpop) dpop ??= newDpopKey();
        const key = await dpop;
        const { audience, resource } = settings.standing;
        const answer = await provider.during(exchange, () =>
          oidc.clientCredentialsGrant(
            configuration,
            { scope, ...(audience ? { audience } : {}), ...(resource ? { resource } : {}) },
            key ? { DPoP: key.handle } : undefined,
          ),
        );
        if (isError(exchange)) return ownTokensRefusal(wireErrorOf(exchange));
        const bound = key ? { dpopKey: key.jwk } : {};
        const tokens = {
          accessToken: answer.access_token,
          expiresIn: answer.expires_in ?? DEFAULT_TOKEN_LIFETIME,
          ...bound,
        };
        return { kind: 'tokens', tokens };
      } catch (error) {
        return ownTokensRefusal(wireError(error, clock.now(), exchange.answer));
      }
    },

    async revoke(tokens) {
      try {
        const configuration = await provider.configuration();
        if (!configuration.serverMetadata().revocation_endpoint)
          return { kind: 'refused', detail: 'no revocation_endpoint' };
        const revoke = async (token: string, hint: string): Promise<Revocation> => {
          const exchange: Exchange = {};
          try {
            await provider.during(exchange, () =>
              oidc.tokenRevocation(configuration, token, { token_type_hint: hint }),
            );
            return isError(exchange) ? revocationError(wireErrorOf(exchange)) : { kind: 'confirmed' };
          } catch (error) {
            return revocationError(wireError(error, clock.now(), exchange.answer));
          }
        };
        const revoked = await Promise.all([
          ...(tokens.refreshToken ? [revoke(tokens.refreshToken, 'refresh_token')] : []),
          revoke(tokens.accessToken, 'access_token'),
        ]);
        // What may be had by asking again is asked for again, whatever became of the other.
        return (
          revoked.find(({ kind }) => kind === 'unavailable') ??
          revoked.find(({ kind }) => kind === 'refused') ?? { kind: 'confirmed' }
        );
      } catch (error) {
        return revocationError(wireError(error, clock.now()));
      }
    },
  };

  /** As the OP writes it, which may differ from the configuration by a slash. */
  function issuerAsWritten(): Promise<string> {
    return provider.configuration({ now: true }).then(
      (configuration) => configuration.serverMetadata().issuer,
      () => settings.issuer,
    );
  }

  /**
   * What the library refuses stays refused, unless it was an encrypted ID token, which it leaves to us, or one that was
   * signed with Ed25519, of which it knows one name only.
   */
  function confirmed(verdict: PollOutcome, error: unknown): PollOutcome {
    const isOurs = settings.idTokenKey || settings.idTokenAlgorithm === 'EdDSA';
    if (verdict.kind !== 'approved' || isOurs) return verdict;
    const detail = error instanceof oidc.ClientError ? (error.code ?? error.name) : 'token response';
    return { kind: 'rejected', reason: 'invalid_token', detail, tokens: verdict.tokens };
  }

  /** Of an answer the library takes for a success: an error is one whatever its status. */
  function wireErrorOf({ answer }: Exchange) {
    return wireError(undefined, clock.now(), answer);
  }

  function isOver({ expiresAt }: TokenExpectation): boolean {
    return clock.now().getTime() >= expiresAt.getTime() - NEARLY_OVER_MS;
  }
}

const namesIssuer: ReadonlySet<LoginHintForm> = new Set(['iss_sub', 'login_hint_token', 'id_token_hint']);

/** The OP's clock for a request started earlier than ours: by the time its answer took. */
const NEARLY_OVER_MS = 3_000;

function isPushedError(answer: PushedTokens | PushedError): answer is PushedError {
  return 'error' in answer && typeof answer.error === 'string';
}

/** Whether an ID token of ours is about this person still; it was verified when it came. */
function names(idToken: string, issuer: string, subject: string): boolean {
  try {
    const { iss, sub } = decodeJwt(idToken);
    return iss === issuer && sub === subject;
  } catch {
    return false;
  }
}

function isError({ answer }: Exchange): boolean {
  return oauthErrorIn(answer?.json) !== undefined;
}

const TWOFOLD = 'an error beside the tokens';

/** What keeps an answer from being a success, whatever is in it. */
function flawOf({ status, json, isGarbled }: Answer): string | undefined {
  if (oauthErrorIn(json)) return TWOFOLD;
  if (isGarbled) return 'not UTF-8';
  return status === 200 ? undefined : `HTTP ${status}`;
}
