import { describe, expect, test } from 'vitest';
import { type EarlierRequest, type GuardFacts, guardLooksBack, guardRequest } from '@/lib/verification/guard';
import { guardMessage } from '@/lib/verification/guard-message';
import type { EndReason, Status } from '@/lib/verification/view';
import { usualLimits } from '../../support/guard-limits';
import { later, START } from '../../support/samples';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/** Requested so many seconds before START, answered two seconds later. */
function earlier(
  seconds: number,
  status: Status = 'expired',
  reason: EndReason | null = status === 'approved' ? null : 'expired',
): EarlierRequest {
  return { requestedAt: later(-seconds), endedAt: later(2 - seconds), status, reason };
}

const nothing: GuardFacts = { alarmStands: false, ofCustomer: [], ofStaff: [], oneMoreAllowed: false };
const guard = (facts: Partial<GuardFacts>, now = START) =>
  guardRequest(usualLimits, { ...nothing, ...facts }, now);
const allowed = { kind: 'allowed', usesAllowance: false };
const times = (count: number, of: (index: number) => EarlierRequest) =>
  Array.from({ length: count }, (_, i) => of(i));

describe('a customer', () => {
  test('who was never asked may be', () => {
    expect(guard({})).toEqual(allowed);
  });

  test('is asked five times in ten minutes, and again when the first of those is over', () => {
    const asked = times(5, (i) => earlier(60 * i + 10));
    expect(guard({ ofCustomer: asked.slice(1) })).toEqual(allowed);
    const until = later(10 * MINUTE - 250);
    expect(guard({ ofCustomer: asked })).toEqual({ kind: 'refused', why: 'customer_limit', until });
    expect(guard({ ofCustomer: asked }, until)).toEqual(allowed);
  });

  test('is asked ten times a day, and again when the first of those is a day ago', () => {
    const asked = times(10, (i) => earlier((i + 1) * HOUR));
    const until = later(14 * HOUR);
    expect(guard({ ofCustomer: asked })).toEqual({ kind: 'refused', why: 'customer_day_limit', until });
    expect(guard({ ofCustomer: asked }, until)).toEqual(allowed);
  });

  test.each([
    'unknown_user',
    'not_enrolled',
    'binding_message_refused',
    'client_refused',
    'request_refused',
    'op_busy',
  ] as const)('is not spared for a phone that never rang: %s', (reason) => {
    expect(guard({ ofCustomer: times(20, () => earlier(5, 'failed', reason)) })).toEqual(allowed);
  });

  test.each(['user_code_wrong', 'wrong_subject', 'op_unreachable', 'alarm_raised'] as const)(
    'may have been rung for: %s',
    (reason) => {
      const asked = times(5, () => earlier(5, 'failed', reason));
      expect(guard({ ofCustomer: asked })).toMatchObject({ why: 'customer_limit' });
    },
  );
});

describe('after a denial', () => {
  const denial = (seconds: number) => earlier(seconds, 'denied', 'denied');

  test.each([
    [1, 30],
    [2, 2 * MINUTE],
    [3, 10 * MINUTE],
    [4, 10 * MINUTE],
  ])('number %i in a row there is a pause of %i seconds', (count, pause) => {
    const asked = times(count, (i) => denial(10 + 700 * i));
    const until = later(pause - 8);
    expect(guard({ ofCustomer: asked })).toEqual({ kind: 'refused', why: 'denied', until });
    expect(guard({ ofCustomer: asked }, until)).toEqual(allowed);
  });

  test('an approval clears those before it', () => {
    expect(
      guard({ ofCustomer: [denial(500), denial(400), earlier(300, 'approved'), denial(29)] }),
    ).toMatchObject({
      until: later(3),
    });
    expect(guard({ ofCustomer: [denial(20), earlier(5, 'approved')] })).toEqual(allowed);
  });

  test('what nobody answered neither counts nor clears', () => {
    expect(guard({ ofCustomer: [denial(100), earlier(50), denial(10)] })).toMatchObject({
      until: later(112),
    });
  });
});

describe('a member of staff', () => {
  test('asks ten times a minute, whomever they ask', () => {
    const asked = times(10, (i) => earlier(i * 5 + 1));
    expect(guard({ ofStaff: asked })).toEqual({ kind: 'refused', why: 'staff_limit', until: later(14) });
    expect(guard({ ofStaff: asked.slice(1) })).toEqual(allowed);
  });

  test('asks a hundred and fifty times in eight hours', () => {
    const asked = times(150, (i) => earlier(61 + i * 150));
    expect(guard({ ofStaff: asked })).toMatchObject({ why: 'staff_shift_limit' });
    expect(guard({ ofStaff: asked.slice(1) })).toEqual(allowed);
  });
});

describe('one more that a supervisor allowed', () => {
  test('passes every limit', () => {
    const asked = times(200, () => earlier(5, 'denied', 'denied'));
    const facts = { ofCustomer: asked, ofStaff: asked, oneMoreAllowed: true };
    expect(guard(facts)).toEqual({ kind: 'allowed', usesAllowance: true });
  });

  test('is not used up where nothing stood in the way', () => {
    expect(guard({ oneMoreAllowed: true })).toEqual(allowed);
  });

  test('never passes an alarm', () => {
    const verdict = { kind: 'refused', why: 'alarm', until: null };
    expect(guard({ alarmStands: true, oneMoreAllowed: true })).toEqual(verdict);
  });
});

test('of several obstacles the one that lasts longest is told', () => {
  const asked = [earlier(10, 'denied', 'denied'), ...times(9, (i) => earlier((i + 1) * HOUR))];
  expect(guard({ ofCustomer: asked })).toMatchObject({ why: 'customer_day_limit', until: later(15 * HOUR) });
});

test('facts reach as far back as the limits do', () => {
  expect(guardLooksBack(usualLimits)).toEqual({ customer: 24 * HOUR, staff: 8 * HOUR });
});

describe('what the agent is told', () => {
  const told = (facts: Partial<GuardFacts>) => {
    const verdict = guard(facts);
    if (verdict.kind !== 'refused') throw new Error('the test expects a refusal');
    return guardMessage(verdict, usualLimits, START);
  };

  test('says when the next request is possible, rounded up, and whom to ask', () => {
    expect(told({ ofCustomer: [earlier(10, 'denied', 'denied')] })).toBe(
      'The customer has just denied a request. The next request is possible in 22 seconds. A supervisor can allow one more.',
    );
    expect(told({ ofCustomer: times(5, () => earlier(30)) })).toContain('possible in 10 minutes');
    expect(told({ ofCustomer: times(10, () => earlier(4 * HOUR)) })).toContain('possible in 20 hours');
  });

  test('names no time while an alarm stands', () => {
    expect(told({ alarmStands: true })).not.toMatch(/\d/);
  });
});
