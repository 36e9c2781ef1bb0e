import { describe, expect, test } from 'vitest';
import { reportOn } from '@/lib/alarms/reports-of';
import { dismissEnd } from '@/lib/verification/dismiss-end';
import { findOwn, findWatchable } from '@/lib/verification/find';
import { listOpenCalls } from '@/lib/verification/open-calls';
import { mayWatch, present } from '@/lib/verification/present';
import {
  hasLiveGrant,
  isVerificationId,
  newVerificationId,
  type Verification,
} from '@/lib/verification/verification';
import { isOver, statuses } from '@/lib/verification/view';
import {
  ann,
  approved,
  bob,
  ended,
  later,
  pending,
  requested,
  START,
  staff,
  sue,
} from '../../support/samples';
import { desk } from './desk';

describe('what a browser sees of a verification', () => {
  test('is exactly this, and nothing that is not named here', () => {
    const v = approved({ id: newVerificationId(), detail: 'HTTP 503', viewedAt: later(5) });
    expect(present(v, ann, later(30))).toEqual({
      id: v.id,
      customerId: 'C-100001',
      purpose: 'account_access',
      transferId: null,
      status: 'approved',
      reason: null,
      requestedBy: ann.name,
      mine: true,
      spokenCode: 'KX7-4PT',
      bindingMessage: 'CALL-KX7-4PT',
      opReachable: true,
      requestedAt: '2026-03-02T09:00:00.000Z',
      expiresAt: '2026-03-02T09:02:00.000Z',
      endedAt: '2026-03-02T09:00:00.000Z',
      grantExpiresAt: '2026-03-02T09:10:00.000Z',
      grantEnd: null,
      denialUnclear: false,
      denialAnswer: null,
      version: 3,
      now: '2026-03-02T09:00:30.000Z',
    });
  });

  test.each([
    ['a colleague', bob],
    ['a supervisor', sue],
  ])('has no code for %s', (_who, actor) => {
    const seen = present(pending(), actor, START);
    expect(seen).toMatchObject({ mine: false, spokenCode: null, bindingMessage: null });
    expect(JSON.stringify(seen)).not.toContain('KX7');
  });

  test.each(statuses)('never names the subject at the OP: %s', (status) => {
    expect(JSON.stringify(present(requested({ status }), ann, START))).not.toContain('sub-maria');
  });
});

test('staff watch their own; a supervisor watches all', () => {
  expect(mayWatch(pending(), ann)).toBe(true);
  expect(mayWatch(pending(), bob)).toBe(false);
  expect(mayWatch(pending(), staff('staff-tom', ['teller']))).toBe(false);
  expect(mayWatch(pending(), sue)).toBe(true);
});

describe('finding a verification', () => {
  const { deps, store } = desk();
  const v = store.put(pending());

  test('to act on it is for the one who asked alone', async () => {
    await expect(findOwn(deps, ann, v.id)).resolves.toEqual(v);
    await expect(findOwn(deps, bob, v.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(findOwn(deps, sue, v.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('needs a role, even to find one’s own', async () => {
    const former = { ...ann, roles: [] };
    await expect(findWatchable(deps, former, v.id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('a verification is over when nothing more will happen to it', () => {
  expect([requested(), pending(), approved()].map(isOver)).toEqual([false, false, false]);
  expect(isOver(approved({ grantEnd: 'call_ended' }))).toBe(true);
  for (const status of ['denied', 'expired', 'cancelled', 'failed'] as const) {
    expect(isOver(ended(status))).toBe(true);
  }
});

test('a grant is live from the approval until it runs out or is ended', () => {
  expect(hasLiveGrant(approved(), later(599.999))).toBe(true);
  expect(hasLiveGrant(approved(), later(600))).toBe(false);
  expect(hasLiveGrant(approved({ grantEnd: 'call_ended' }), START)).toBe(false);
  expect(hasLiveGrant({ ...pending(), grantExpiresAt: later(600) }, START)).toBe(false);
});

test('an id is ours by its form alone', () => {
  const ids = Array.from({ length: 100 }, newVerificationId);
  expect(ids.every(isVerificationId)).toBe(true);
  expect(new Set(ids).size).toBe(100);
  for (const wrong of [`${ids[0]}x`, `x${ids[0]}`, `${ids[0]}\n`, 'ver_', '', null, 7, {}]) {
    expect(isVerificationId(wrong)).toBe(false);
  }
});

describe('the rail', () => {
  const listed = async (deps: ReturnType<typeof desk>['deps'], actor = ann) => {
    const { calls } = await listOpenCalls(deps, actor);
    return calls.map(({ verification }) => verification.id);
  };

  test('lists what still needs this person, oldest first, also of customers who were removed', async () => {
    const { deps, store, clock } = desk();
    const young = store.put(pending({ requestedAt: later(5) }));
    const old = store.put(approved({ customerId: 'C-gone', requestedAt: later(1) }));
    store.put(approved({ customerId: 'C-2', grantEnd: 'call_ended', requestedAt: later(1) }));
    store.put(pending({ customerId: 'C-3', staffSubject: bob.subject }));
    const { calls, now } = await listOpenCalls(deps, ann);
    expect(calls.map(({ verification }) => verification.id)).toEqual([old.id, young.id]);
    expect(calls.map(({ customer }) => customer)).toEqual([
      { id: 'C-gone', name: 'Removed customer', number: '' },
      { id: 'C-100001', name: 'Maria Alvarez', number: 'C-100001' },
    ]);
    expect([now, calls[0]?.verification.now]).toEqual(Array(2).fill(clock.now().toISOString()));
  });

  test('keeps every end that came from elsewhere, what puts a caller in doubt first, until it is dismissed', async () => {
    const { deps, store } = desk();
    const put = (v: Verification, customerId: string) =>
      store.put({ ...v, customerId, requestedAt: later(1) }).id;
    const expired = put(ended('expired'), 'C-1');
    const released = put(approved({ grantEnd: 'released' }), 'C-2');
    const open = put(pending(), 'C-3');
    const denied = put(ended('denied'), 'C-4');
    const fraud = put(ended('denied', { reason: 'fraud_reported' }), 'C-5');
    const wrong = put(ended('failed', { reason: 'wrong_subject' }), 'C-6');
    put(ended('cancelled'), 'C-7');
    put(approved({ grantEnd: 'left_customer' }), 'C-8');
    expect(await listed(deps)).toEqual([wrong, fraud, denied, open, released, expired]);
    expect(await listed(deps, bob)).toEqual([]);

    await dismissEnd(deps, ann, wrong);
    expect(await listed(deps)).toEqual([fraud, denied, open, released, expired]);
    await expect(dismissEnd(deps, bob, fraud)).rejects.toMatchObject({ code: 'not_found' });
    await expect(dismissEnd(deps, ann, 'ver_unknown')).rejects.toMatchObject({ code: 'not_found' });
    expect(await listed(deps)).toEqual([fraud, denied, open, released, expired]);
  });

  test('keeps a denial that asks what the caller says until that is answered', async () => {
    const { deps, store } = desk();
    const unclear = store.put(ended('denied', { denialUnclear: true, requestedAt: later(1) }));
    await expect(dismissEnd(deps, ann, unclear.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await listed(deps)).toEqual([unclear.id]);
    store.put({ ...unclear, denialAnswer: 'will_not_say' });
    await dismissEnd(deps, ann, unclear.id);
    expect(await listed(deps)).toEqual([]);
  });

  test('leaves out all but the newest of many ends that say nothing about a caller', async () => {
    const { deps, store } = desk();
    const put = (n: number) =>
      store.put({ ...ended('expired'), customerId: `C-${n}`, requestedAt: later(n) }).id;
    const expired = Array.from({ length: 15 }, (_, n) => put(n + 1));
    const denied = store.put({ ...ended('denied'), customerId: 'C-0', requestedAt: later(0.5) }).id;
    expect(await listed(deps)).toEqual([denied, ...expired.toReversed().slice(0, 10)]);
  });

  test('has one row for a customer: the newest', async () => {
    const { deps, store, clock } = desk();
    store.put(ended('expired', { requestedAt: later(1) }));
    const again = store.put(pending({ requestedAt: later(2) }));
    expect(await listed(deps)).toEqual([again.id]);
    await clock.advance(1000);
  });

  test('lists a call that ended well once more when an alarm is raised', async () => {
    const { deps, store, clock } = desk();
    const over = store.put(approved({ grantEnd: 'call_ended', requestedAt: later(1) }));
    expect(await listed(deps)).toEqual([]);
    await store.report([reportOn(over, 'staff', ann, clock.now(), 'another voice')]);
    expect(await listed(deps)).toEqual([over.id]);
    await dismissEnd(deps, ann, over.id);
    expect(await listed(deps)).toEqual([]);
  });
});
