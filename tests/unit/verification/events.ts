import fc from 'fast-check';
import type { VerificationEvent } from '@/lib/verification/state';

export type EventType = VerificationEvent['type'];

/** One of each kind. */
export const events: { readonly [T in EventType]: Extract<VerificationEvent, { type: T }> } = {
  acknowledged: { type: 'acknowledged', expiresIn: 60, interval: 7 },
  refused: { type: 'refused', reason: 'unknown_user', detail: 'unknown_user_id, HTTP 400' },
  interrupted: { type: 'interrupted' },
  pinged: { type: 'pinged' },
  slowed_down: { type: 'slowed_down', interval: 10 },
  op_lost: { type: 'op_lost' },
  op_found: { type: 'op_found' },
  approved: { type: 'approved', grantExpiresIn: 600 },
  denied: { type: 'denied', fraudReported: false },
  expired: { type: 'expired', detail: 'expired_token' },
  deadline_passed: { type: 'deadline_passed' },
  cancelled: { type: 'cancelled' },
  failed: { type: 'failed', reason: 'wrong_subject', detail: 'sub' },
  denial_explained: { type: 'denial_explained', answer: 'by_mistake' },
  alarm_raised: { type: 'alarm_raised' },
  data_viewed: { type: 'data_viewed' },
  grant_ended: { type: 'grant_ended', why: 'call_ended' },
};

export const eventTypes = Object.keys(events) as EventType[]; // the keys of the record above

const seconds = fc.integer({ min: 0, max: 400 });

export const anyEvent: fc.Arbitrary<VerificationEvent> = fc.oneof(
  fc.constantFrom(...Object.values(events)),
  fc.record({
    type: fc.constant('acknowledged'),
    expiresIn: seconds,
    interval: fc.integer({ min: 1, max: 60 }),
  }),
  fc.record({ type: fc.constant('slowed_down'), interval: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ type: fc.constant('approved'), grantExpiresIn: seconds }),
  fc.record({ type: fc.constant('denied'), fraudReported: fc.boolean() }),
  fc.record({
    type: fc.constant('denied'),
    fraudReported: fc.constant(false),
    unclear: fc.constant(true as const),
  }),
  fc.record({
    type: fc.constant('grant_ended'),
    why: fc.constantFrom('call_ended', 'left_customer', 'signed_out', 'grant_expired', 'token_refused'),
  }),
);
