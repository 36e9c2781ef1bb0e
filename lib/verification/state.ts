import type { RefusalReason } from '../ciba/profile';
import type { Verification } from './verification';
import type { DenialAnswer, EndReason, GrantEnd } from './view';

/** What can happen to a verification. Durations in seconds. */
export type VerificationEvent =
  | { readonly type: 'acknowledged'; readonly expiresIn: number; readonly interval: number }
  | { readonly type: 'refused'; readonly reason: RefusalReason; readonly detail: string }
  | { readonly type: 'interrupted' }
  | { readonly type: 'pinged' }
  | { readonly type: 'slowed_down'; readonly interval: number }
  | { readonly type: 'op_lost' }
  | { readonly type: 'op_found' }
  | { readonly type: 'approved'; readonly grantExpiresIn: number }
  | { readonly type: 'denied'; readonly fraudReported: boolean; readonly unclear?: true }
  | { readonly type: 'expired'; readonly detail: string }
  | { readonly type: 'deadline_passed' }
  | { readonly type: 'cancelled' }
  | {
      readonly type: 'failed';
      readonly reason:
        | 'wrong_subject'
        | 'invalid_token'
        | 'scope_not_granted'
        | 'details_altered'
        | 'setup_wrong'
        | 'op_error';
      readonly detail: string;
      /** With `wrong_subject`: whose device it was. */
      readonly answeredBy?: string | undefined;
    }
  /** Of a denial that could mean either, the caller said what they pressed. */
  | { readonly type: 'denial_explained'; readonly answer: DenialAnswer }
  /** Somebody reported that this is not the customer: nothing of theirs stays open or in use. */
  | { readonly type: 'alarm_raised' }
  | { readonly type: 'data_viewed' }
  | { readonly type: 'grant_ended'; readonly why: GrantEnd };

/**
 * The only place where a verification changes. Returns the changed verification, or undefined when the
 * event no longer applies: a final status is final, and what comes late changes nothing.
 */
export function transition(v: Verification, event: VerificationEvent, now: Date): Verification | undefined {
  switch (v.status) {
    case 'requested':
      return fromRequested(v, event, now);
    case 'pending':
      return fromPending(v, event, now);
    case 'approved':
      return withinGrant(v, event, now);
    case 'denied':
      return explained(v, event);
    case 'expired':
    case 'cancelled':
    case 'failed':
      return undefined;
  }
}

/** How it ended stays; what it meant may be told once. */
function explained(v: Verification, event: VerificationEvent): Verification | undefined {
  if (event.type !== 'denial_explained' || !v.denialUnclear || v.denialAnswer !== null) return undefined;
  return changed(v, { denialAnswer: event.answer });
}

function fromRequested(v: Verification, event: VerificationEvent, now: Date): Verification | undefined {
  switch (event.type) {
    case 'acknowledged':
      return changed(v, {
        status: 'pending',
        intervalSeconds: event.interval,
        expiresAt: after(now, event.expiresIn),
      });
    case 'refused':
      return ended(v, 'failed', event.reason, event.detail, now);
    case 'pinged':
      // An OP may be quicker than our own bookkeeping.
      return pinged(v, now);
    case 'interrupted':
      return ended(v, 'failed', 'interrupted', null, now);
    case 'cancelled':
      return ended(v, 'cancelled', 'cancelled', null, now);
    case 'alarm_raised':
      return ended(v, 'cancelled', 'alarm_raised', null, now);
    default:
      return undefined;
  }
}

function fromPending(v: Verification, event: VerificationEvent, now: Date): Verification | undefined {
  switch (event.type) {
    case 'pinged':
      return pinged(v, now);
    case 'slowed_down':
      return event.interval > v.intervalSeconds || !v.opReachable
        ? changed(v, { intervalSeconds: Math.max(v.intervalSeconds, event.interval), opReachable: true })
        : undefined;
    case 'op_lost':
      return v.opReachable ? changed(v, { opReachable: false }) : undefined;
    case 'op_found':
      return v.opReachable ? undefined : changed(v, { opReachable: true });
    case 'approved':
      // An approval that arrives after our own deadline is not taken: the agent has been told it is over.
      if (now >= v.expiresAt) return ended(v, 'expired', 'expired', 'approved too late', now);
      return changed(v, {
        status: 'approved',
        opReachable: true,
        endedAt: now,
        grantExpiresAt: after(now, event.grantExpiresIn),
      });
    case 'denied':
      return {
        ...ended(v, 'denied', event.fraudReported ? 'fraud_reported' : 'denied', null, now),
        denialUnclear: event.unclear === true,
      };
    case 'expired':
      return ended(v, 'expired', 'expired', event.detail, now);
    case 'deadline_passed':
      if (now < v.expiresAt) return undefined;
      // While the OP is silent we cannot know that the customer did not answer.
      return v.opReachable
        ? ended(v, 'expired', 'expired', null, now)
        : ended(v, 'failed', 'op_unreachable', null, now);
    case 'cancelled':
      return ended(v, 'cancelled', 'cancelled', null, now);
    case 'alarm_raised':
      return ended(v, 'cancelled', 'alarm_raised', null, now);
    case 'failed':
      return ended(v, 'failed', event.reason, event.detail, now);
    default:
      return undefined;
  }
}

/** `approved` is final; what goes on is the use of the grant, until it ends once. */
function withinGrant(v: Verification, event: VerificationEvent, now: Date): Verification | undefined {
  if (v.grantEnd !== null) return undefined;
  switch (event.type) {
    case 'data_viewed':
      return v.viewedAt === null ? changed(v, { viewedAt: now }) : undefined;
    case 'grant_ended':
      return changed(v, { grantEnd: event.why });
    case 'alarm_raised':
      return changed(v, { grantEnd: 'alarm' });
    default:
      return undefined;
  }
}

/** Only the first ping counts: a replay moves nothing. */
function pinged(v: Verification, now: Date): Verification | undefined {
  return v.delivery === 'ping' && v.pingedAt === null ? changed(v, { pingedAt: now }) : undefined;
}

function ended(
  v: Verification,
  status: 'denied' | 'expired' | 'cancelled' | 'failed',
  reason: EndReason,
  detail: string | null,
  now: Date,
): Verification {
  return changed(v, { status, reason, detail, endedAt: now });
}

function changed(v: Verification, change: Partial<Verification>): Verification {
  return { ...v, ...change, version: v.version + 1 };
}

function after(now: Date, seconds: number): Date {
  return new Date(now.getTime() + seconds * 1000);
}
