import type { JWK } from 'jose';
import type { Profile, RefusalReason } from './profile';
import { LOST } from './transport';

/** What came of a backchannel authentication request. Times in seconds. */
export type InitiateOutcome =
  | {
      readonly kind: 'acknowledged';
      readonly authReqId: string;
      readonly expiresIn: number;
      readonly interval: number;
    }
  | {
      readonly kind: 'refused';
      readonly reason: RefusalReason;
      readonly detail: string;
      /** With `setup_wrong`: the OP's own sentence. It may tell of the customer. */
      readonly says?: string;
    };

/** The tokens of an approved request, after validation. `expiresIn` in seconds. */
export interface TokenSet {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresIn: number;
  /** Kept where the next request names the customer by it. */
  readonly idToken?: string;
  /** RFC 9396: what the customer approved in detail, as the OP says. */
  readonly authorizationDetails?: readonly unknown[];
  /** The private key the tokens are bound to (RFC 9449). */
  readonly dpopKey?: JWK;
}

/** What came of asking for tokens of our own. */
export type OwnTokens =
  | { readonly kind: 'tokens'; readonly tokens: TokenSet }
  /** The OP will not give any. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** It could not be asked. */
  | { readonly kind: 'unavailable'; readonly detail: string };

/** What came of taking tokens back (RFC 7009). `retryAfter` in seconds. */
export type Revocation =
  | { readonly kind: 'confirmed' }
  /** The OP cannot or will not: asking again brings the same. */
  | { readonly kind: 'refused'; readonly detail: string }
  /** They still count, and the OP may be asked again (RFC 7009, 2.2.1). */
  | { readonly kind: 'unavailable'; readonly detail: string; readonly retryAfter?: number };

/** What one token request told us. `retryAfter` and `interval` in seconds. `detail` is for logs and audit: no secrets. */
export type PollOutcome =
  | { readonly kind: 'pending'; readonly retryAfter?: number }
  | { readonly kind: 'slow_down'; readonly retryAfter?: number; readonly interval?: number }
  | { readonly kind: 'approved'; readonly tokens: TokenSet }
  /**
   * The customer said no. `fraudReported`: that they are not on a call; `unclear`: the OP cannot tell this from a plain no.
   */
  | { readonly kind: 'denied'; readonly fraudReported: boolean; readonly unclear?: boolean }
  | { readonly kind: 'expired' }
  /** The OP sent tokens that must not be trusted; they are to be revoked and forgotten. */
  | {
      readonly kind: 'rejected';
      readonly reason:
        | 'wrong_subject'
        | 'invalid_token'
        | 'scope_not_granted'
        | 'details_altered'
        | 'setup_wrong';
      readonly detail: string;
      readonly tokens?: TokenSet;
      /** With `wrong_subject`: the `sub` of who answered, from a token that is genuine otherwise. */
      readonly answeredBy?: string;
    }
  | {
      readonly kind: 'failed';
      readonly detail: string;
      /** The installation's fault. `says`: the OP's own sentence about it, which may tell of the customer. */
      readonly isSetup?: true;
      readonly says?: string;
    }
  /** No judgement could be had; the request may be fine. Ask again later. */
  | {
      readonly kind: 'unavailable';
      readonly detail: string;
      readonly retryAfter?: number;
      /** The connection ended before anything was answered, as a kept one does now and then: no sign of trouble. */
      readonly isLost?: true;
    };

/** An OAuth error as it came over the wire, stripped to what may be judged and logged. */
export interface WireError {
  /** The `error` parameter; absent when the OP answered with something else or not at all. */
  readonly error?: string;
  readonly description?: string;
  /** HTTP status; absent when no response arrived. */
  readonly status?: number;
  readonly retryAfter?: number;
  readonly interval?: number;
  /** Why there is no `error`: `OAUTH_TIMEOUT`, `ECONNREFUSED`, … */
  readonly fault?: string;
}

/** CIBA Core 13: the errors of the backchannel authentication endpoint. */
const refusals: Readonly<Record<string, RefusalReason>> = {
  unknown_user_id: 'unknown_user',
  invalid_binding_message: 'binding_message_refused',
  missing_user_code: 'user_code_wrong',
  invalid_user_code: 'user_code_wrong',
  invalid_client: 'client_refused',
  unauthorized_client: 'client_refused',
  access_denied: 'request_refused',
  // Not of this customer, whom no scope, key or way of delivery depends upon: RFC 6749, 8707, 9101, 9396, 9449.
  invalid_scope: 'setup_wrong',
  invalid_target: 'setup_wrong',
  invalid_request_object: 'setup_wrong',
  request_not_supported: 'setup_wrong',
  invalid_authorization_details: 'setup_wrong',
  invalid_dpop_proof: 'setup_wrong',
  unsupported_grant_type: 'setup_wrong',
};

/** What a description of `invalid_request` speaks of where it may be about whom the request names. */
const OF_THE_CUSTOMER = /user|hint|login|subject|customer|account|device|message|code/i;

/**
 * Whether an `invalid_request` is the installation's fault: of the parameters only the hint, the binding message and the user
 * code differ from one customer to the next.
 */
function isSetupFault({ error, description = '' }: WireError): boolean {
  return error === 'invalid_request' && !OF_THE_CUSTOMER.test(description);
}

/** Judges an error of the backchannel authentication endpoint by `error`, never by status (CIBA Core 13). */
export function refusal(wire: WireError, profile: Profile): InitiateOutcome {
  const { error } = wire;
  const known =
    error === undefined
      ? undefined
      : (own(profile.refusals, `${error}: ${wire.description}`) ??
        own(profile.refusals, error) ??
        own(refusals, error));
  if (known === 'setup_wrong') return setupWrong(wire);
  if (known) return { kind: 'refused', reason: known, detail: wireDetail(wire) };
  if (error === undefined || isTemporary(wire)) {
    // A 401 needs no error in it to say that the client's own credentials are wrong.
    if (wire.status === 401) return { kind: 'refused', reason: 'client_refused', detail: wireDetail(wire) };
    if (isBusy(wire)) return { kind: 'refused', reason: 'op_busy', detail: wireDetail(wire) };
    return { kind: 'refused', reason: 'op_unreachable', detail: wireDetail(wire) };
  }
  return isSetupFault(wire)
    ? setupWrong(wire)
    : { kind: 'refused', reason: 'request_refused', detail: wireDetail(wire) };
}

/** It did answer as if it had taken the request, with what is no acknowledgement (CIBA Core 7.3). */
export function unusable(wire: WireError): InitiateOutcome {
  return { kind: 'refused', reason: 'answer_unusable', detail: wireDetail({ status: 200, ...wire }) };
}

function setupWrong(wire: WireError): InitiateOutcome {
  return { kind: 'refused', reason: 'setup_wrong', detail: wireDetail(wire), ...said(wire) };
}

function said({ description }: WireError): { readonly says?: string } {
  return description === undefined ? {} : { says: description };
}

/**
 * Judges an error of the token endpoint (CIBA Core 11) or of a push (12).
 *
 * @param isOver whether our own deadline has all but come
 */
export function pollError(wire: WireError, profile: Profile, isOver = false): PollOutcome {
  const retry = wire.retryAfter === undefined ? {} : { retryAfter: wire.retryAfter };
  if (isAmong(profile.reportAnswers, wire)) return { kind: 'denied', fraudReported: true };
  switch (wire.error) {
    case 'authorization_pending':
      return { kind: 'pending', ...retry };
    case 'slow_down':
      return {
        kind: 'slow_down',
        ...retry,
        ...(wire.interval === undefined ? {} : { interval: wire.interval }),
      };
    case 'access_denied':
      if (profile.deniesWhenExpired && isOver) return { kind: 'expired' };
      return { kind: 'denied', fraudReported: false, ...(isUnclear(wire, profile) ? { unclear: true } : {}) };
    case 'expired_token':
      return { kind: 'expired' };
    case undefined:
      // A challenge instead of an error body means that our credentials are refused: asking again cannot help.
      if (wire.status === 401) return { kind: 'failed', isSetup: true, detail: wireDetail(wire) };
      return {
        kind: 'unavailable',
        detail: wireDetail(wire),
        ...retry,
        ...(wire.status === undefined && LOST.has(wire.fault ?? '') ? { isLost: true } : {}),
      };
    case 'invalid_grant':
    case 'transaction_failed':
      return { kind: 'failed', detail: wireDetail(wire) };
    case 'invalid_request':
    case 'invalid_client':
    case 'unauthorized_client':
    case 'invalid_scope':
    case 'invalid_target':
    case 'invalid_dpop_proof':
    case 'unsupported_grant_type':
      return { kind: 'failed', isSetup: true, detail: wireDetail(wire), ...said(wire) };
    default:
      if (isTemporary(wire)) return { kind: 'unavailable', detail: wireDetail(wire), ...retry };
      return { kind: 'failed', detail: wireDetail(wire) };
  }
}

/** Judges an error of the token endpoint for the client's own tokens (RFC 6749, 5.2). */
export function ownTokensRefusal(wire: WireError): OwnTokens {
  const isFinal = wire.status === 401 || (wire.error !== undefined && !isTemporary(wire));
  return { kind: isFinal ? 'refused' : 'unavailable', detail: wireDetail(wire) };
}

/** Judges an error of the revocation endpoint (RFC 7009, 2.2.1). */
export function revocationError(wire: WireError): Revocation {
  const { status, error, retryAfter } = wire;
  // An error is a refusal whatever its status; without one the status says it.
  const isRefusal = error !== undefined || (status !== undefined && status >= 400);
  const isFinal = isRefusal && !isTemporary(wire) && status !== 408 && retryAfter === undefined;
  if (isFinal) return { kind: 'refused', detail: wireDetail(wire) };
  return {
    kind: 'unavailable',
    detail: wireDetail(wire),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

/** Whether an answer is among those a profile names: by `error`, or by `error: error_description`. */
function isAmong(answers: readonly string[], { error, description }: WireError): boolean {
  return error !== undefined && (answers.includes(error) || answers.includes(`${error}: ${description}`));
}

/** An OP that never says more than no, or that did not say which no it was. */
function isUnclear(wire: WireError, { reportAnswers, denialAnswers }: Profile): boolean {
  if (reportAnswers.length === 0) return true;
  return denialAnswers !== undefined && !isAmong(denialAnswers, wire);
}

/** RFC 6585, 4, or a 503 that says when to come back: too much was asked of it, and nobody's phone rang. */
function isBusy(wire: WireError): boolean {
  return wire.status === 429 || (wire.status === 503 && wire.retryAfter !== undefined);
}

function isTemporary(wire: WireError): boolean {
  if (wire.error === 'server_error' || wire.error === 'temporarily_unavailable') return true;
  return wire.status !== undefined && (wire.status === 429 || wire.status >= 500);
}

/** What goes into logs and the audit trail for good must be a name, and no more than that (RFC 6749, 5.2). */
export function errorName(error: string): string {
  return /^[a-z][a-z_]{0,63}$/.test(error) ? error : 'an error without a name';
}

/** `error_description` is left out on purpose: OPs put user identifiers into it. */
function wireDetail(wire: WireError): string {
  const parts = [wire.error === undefined ? (wire.fault ?? 'no error given') : errorName(wire.error)];
  if (wire.status !== undefined) parts.push(`HTTP ${wire.status}`);
  return parts.join(', ');
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
