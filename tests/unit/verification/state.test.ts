import { describe, expect, test } from 'vitest';
import { transition } from '@/lib/verification/state';
import type { Verification } from '@/lib/verification/verification';
import { type Status, statuses } from '@/lib/verification/view';
import { approved, ended, later, pending, requested } from '../../support/samples';
import { type EventType, events, eventTypes } from './events';

const now = later(10);
const end = (status: Status, reason: Verification['reason'], detail: string | null = null) => ({
  status,
  reason,
  detail,
  endedAt: now,
});

/** What each event does ten seconds after the request. What is not listed does nothing. */
const table: Record<Status, Partial<Record<EventType, Partial<Verification>>>> = {
  requested: {
    acknowledged: { status: 'pending', intervalSeconds: 7, expiresAt: later(60, now) },
    refused: end('failed', 'unknown_user', 'unknown_user_id, HTTP 400'),
    interrupted: end('failed', 'interrupted'),
    cancelled: end('cancelled', 'cancelled'),
    alarm_raised: end('cancelled', 'alarm_raised'),
  },
  pending: {
    slowed_down: { intervalSeconds: 10 },
    op_lost: { opReachable: false },
    approved: { status: 'approved', endedAt: now, grantExpiresAt: later(600, now) },
    denied: end('denied', 'denied'),
    expired: end('expired', 'expired', 'expired_token'),
    cancelled: end('cancelled', 'cancelled'),
    alarm_raised: end('cancelled', 'alarm_raised'),
    failed: end('failed', 'wrong_subject', 'sub'),
  },
  approved: {
    data_viewed: { viewedAt: now },
    grant_ended: { grantEnd: 'call_ended' },
    alarm_raised: { grantEnd: 'alarm' },
  },
  denied: {},
  expired: {},
  cancelled: {},
  failed: {},
};

const samples: Record<Status, Verification> = {
  requested: requested(),
  pending: pending(),
  approved: approved(),
  denied: ended('denied'),
  expired: ended('expired'),
  cancelled: ended('cancelled'),
  failed: ended('failed'),
};

describe.each(statuses)('a verification that is %s', (status) => {
  const before = samples[status];
  const effects = table[status];
  const [effective, idle] = [
    eventTypes.filter((type) => effects[type]),
    eventTypes.filter((type) => !effects[type]),
  ];

  for (const type of effective) {
    test(`changes as promised on ${type}`, () => {
      expect(transition(before, events[type], now)).toEqual({
        ...before,
        ...effects[type],
        version: before.version + 1,
      });
    });
  }

  test.each(idle)('does not change on %s', (type) => {
    expect(transition(before, events[type], now)).toBeUndefined();
  });
});

describe('a pending verification', () => {
  test('records a fraud report as the reason of the denial', () => {
    const after = transition(pending(), { type: 'denied', fraudReported: true }, now);
    expect(after).toMatchObject({ status: 'denied', reason: 'fraud_reported' });
  });

  test('does not end before its deadline, and ends at it', () => {
    const v = pending();
    expect(transition(v, events.deadline_passed, later(119.999))).toBeUndefined();
    expect(transition(v, events.deadline_passed, v.expiresAt)).toMatchObject({
      status: 'expired',
      reason: 'expired',
    });
  });

  test('fails as unreachable when the OP was silent at the deadline: nobody knows what the customer did', () => {
    const after = transition(pending({ opReachable: false }), events.deadline_passed, later(120));
    expect(after).toMatchObject({ status: 'failed', reason: 'op_unreachable' });
  });

  test('never polls faster because of a smaller interval', () => {
    const v = pending({ intervalSeconds: 10 });
    expect(transition(v, { type: 'slowed_down', interval: 10 }, now)).toBeUndefined();
    expect(transition(v, { type: 'slowed_down', interval: 5 }, now)).toBeUndefined();
  });

  test('hears once that the OP is lost, and once that it is back', () => {
    const lost = pending({ opReachable: false });
    expect(transition(lost, events.op_lost, now)).toBeUndefined();
    expect(transition(lost, events.op_found, now)).toMatchObject({ status: 'pending', opReachable: true });
  });

  test('counts the OP as reachable again when it approves', () => {
    expect(transition(pending({ opReachable: false }), events.approved, now)).toMatchObject({
      status: 'approved',
      opReachable: true,
    });
  });

  test('is not approved at its deadline', () => {
    expect(transition(pending(), events.approved, later(120))).toMatchObject({
      status: 'expired',
      grantExpiresAt: null,
    });
  });
});

describe.each([requested, pending])('a ping', (make) => {
  const waiting = make({ delivery: 'ping' });

  test('is noted with its time, and changes nothing else', () => {
    expect(transition(waiting, events.pinged, now)).toEqual({
      ...waiting,
      pingedAt: now,
      version: waiting.version + 1,
    });
  });

  test('that comes again moves nothing', () => {
    const called = { ...waiting, pingedAt: later(5) };
    expect(transition(called, events.pinged, now)).toBeUndefined();
  });

  test.each(['poll', 'push'] as const)('means nothing where results come by %s', (delivery) => {
    expect(transition({ ...waiting, delivery }, events.pinged, now)).toBeUndefined();
  });

  test('does not outlast the end', () => {
    for (const status of ['denied', 'expired', 'cancelled', 'failed'] as const) {
      expect(transition(ended(status, { delivery: 'ping' }), events.pinged, now)).toBeUndefined();
    }
    expect(transition(approved({ delivery: 'ping' }), events.pinged, now)).toBeUndefined();
  });
});

test('an acknowledgement keeps a ping that was quicker', () => {
  const called = requested({ delivery: 'ping', pingedAt: later(5) });
  expect(transition(called, events.acknowledged, now)).toMatchObject({
    status: 'pending',
    pingedAt: later(5),
  });
});

test('tokens with too little scope are a failure of their own kind', () => {
  const event = { type: 'failed', reason: 'scope_not_granted', detail: 'scope' } as const;
  expect(transition(pending(), event, now)).toMatchObject({
    status: 'failed',
    reason: 'scope_not_granted',
    detail: 'scope',
  });
});

describe('the grant of an approved verification', () => {
  test('is marked as viewed only the first time', () => {
    expect(transition(approved({ viewedAt: now }), events.data_viewed, later(20))).toBeUndefined();
  });

  test.each(['data_viewed', 'grant_ended'] as const)('is over after its end: %s', (type) => {
    const over = approved({ grantEnd: 'signed_out' });
    expect(transition(over, events[type], later(700))).toBeUndefined();
  });
});

describe('a denial of which the provider cannot tell who pressed it', () => {
  const unclear = ended('denied', { denialUnclear: true });
  const explained = { type: 'denial_explained', answer: 'pressed_nothing' } as const;

  test('is remembered as such', () => {
    const event = { type: 'denied', fraudReported: false, unclear: true } as const;
    expect(transition(pending(), event, now)).toMatchObject({ status: 'denied', denialUnclear: true });
    expect(transition(pending(), events.denied, now)).toMatchObject({ denialUnclear: false });
  });

  test('is explained once, and stays a denial', () => {
    const after = transition(unclear, explained, now);
    expect(after).toEqual({ ...unclear, denialAnswer: 'pressed_nothing', version: unclear.version + 1 });
    expect(after && transition(after, { ...explained, answer: 'by_mistake' }, now)).toBeUndefined();
  });
});
