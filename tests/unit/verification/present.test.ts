import { describe, expect, test } from 'vitest';
import { findOwn, findWatchable } from '@/lib/verification/find';
import { listOpenCalls } from '@/lib/verification/open-calls';
import { mayWatch, present } from '@/lib/verification/present';
import { hasLiveGrant, isVerificationId, newVerificationId } from '@/lib/verification/verification';
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

test('the rail lists what still needs this person, oldest first, also of customers who were removed', async () => {
  const { deps, store, clock } = desk();
  const young = store.put(pending({ requestedAt: later(5) }));
  const old = store.put(approved({ customerId: 'C-gone', requestedAt: later(1) }));
  store.put(approved({ customerId: 'C-2', grantEnd: 'call_ended' }));
  store.put(pending({ customerId: 'C-3', staffSubject: bob.subject }));
  const { calls, now } = await listOpenCalls(deps, ann);
  expect(calls.map(({ verification }) => verification.id)).toEqual([old.id, young.id]);
  expect(calls.map(({ customer }) => customer)).toEqual([
    { id: 'C-gone', name: 'Removed customer', number: '' },
    { id: 'C-100001', name: 'Maria Alvarez', number: 'C-100001' },
  ]);
  expect([now, calls[0]?.verification.now]).toEqual(Array(2).fill(clock.now().toISOString()));
});
