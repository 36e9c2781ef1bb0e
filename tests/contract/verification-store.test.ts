import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { GuardLimits } from '@/lib/verification/guard';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import { noLimits } from '../support/guard-limits';
import { ann, bob, later, requested, sue, tokens } from '../support/samples';
import { entryOf, type StoreStage, stages } from '../support/store-stages';

const lease = { node: 'node-a', until: later(15) };
/** Three prompts in ten minutes, and nothing else. */
const limits: GuardLimits = { ...noLimits, perCustomer: { count: 3, seconds: 600 } };

describe.each(stages)('the verification store on $name', ({ open }) => {
  let stage: StoreStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const insert = (v: Verification, most = limits) =>
    stage.store.insert(v, lease, most, entryOf(v, 'verification.requested'));
  const stored = async (change: Partial<Verification> = {}) => {
    const v = requested(change);
    expect(await insert(v)).toEqual({ kind: 'inserted' });
    return v;
  };
  const update = (
    before: Verification,
    change: Partial<Verification>,
    secrets: Parameters<StoreStage['store']['update']>[2] = {},
  ) => {
    const after = { ...before, ...change, version: before.version + 1 };
    return stage.store.update(before, after, secrets, entryOf(after, 'verification.cancelled'));
  };
  const end = { status: 'cancelled', reason: 'cancelled', endedAt: later(1) } as const;
  const approval = { status: 'approved', endedAt: later(1), grantExpiresAt: later(600) } as const;

  describe('inserting', () => {
    test('keeps every field as it was, to the millisecond', async () => {
      const v = await stored({ requestedAt: new Date('2026-03-02T09:00:00.123Z'), intervalSeconds: 2.5 });
      expect(await stage.store.find(v.id)).toEqual(v);
      expect(await stage.trail(v.id)).toEqual(['verification.requested']);
    });

    test('of a second one for the customer gives the open one, and records nothing', async () => {
      const first = await stored();
      const second = requested({ staffSubject: bob.subject });
      expect(await insert(second)).toEqual({ kind: 'already_open', verification: first });
      expect(await stage.store.find(second.id)).toBeUndefined();
      expect(await stage.trail(second.id)).toEqual([]);
    });

    test('twenty at once for one customer lets exactly one in, and shows it to the others', async () => {
      const rivals = Array.from({ length: 20 }, () => requested());
      const results = await Promise.all(rivals.map((v) => insert(v)));
      const winners = rivals.filter((_, index) => results[index]?.kind === 'inserted');
      expect(winners).toHaveLength(1);
      for (const result of results) {
        if (result.kind !== 'inserted')
          expect(result).toEqual({ kind: 'already_open', verification: winners[0] });
      }
    });

    test('for different customers at once lets all in', async () => {
      const all = Array.from({ length: 10 }, (_, index) => requested({ customerId: `C-${index}` }));
      const results = await Promise.all(all.map((v) => insert(v)));
      expect(results).toEqual(Array(10).fill({ kind: 'inserted' }));
    });

    test('too many within the time is refused until the first of them is over, and records nothing', async () => {
      for (let i = 0; i < 3; i++) await update(await stored({ requestedAt: later(i) }), end);
      const fourth = requested({ requestedAt: later(10) });
      expect(await insert(fourth)).toEqual({
        kind: 'guarded',
        verdict: { kind: 'refused', why: 'customer_limit', until: later(600) },
      });
      expect(await stage.trail(fourth.id)).toEqual([]);
      expect(await insert(requested({ requestedAt: later(600) }))).toEqual({ kind: 'inserted' });
    });

    test('counts a customer’s own requests alone', async () => {
      for (let i = 0; i < 3; i++) await update(await stored(), end);
      expect(await insert(requested({ customerId: 'C-2' }))).toEqual({ kind: 'inserted' });
    });

    test.each([
      'unknown_user',
      'not_enrolled',
      'binding_message_refused',
      'client_refused',
      'request_refused',
    ] as const)('does not count what never rang: %s', async (reason) => {
      for (let i = 0; i < 4; i++)
        await update(await stored(), { status: 'failed', reason, endedAt: later(1) });
    });

    test.each([
      'denied',
      'fraud_reported',
      'expired',
      'cancelled',
      'op_unreachable',
      'interrupted',
      'wrong_subject',
    ] as const)('counts what may have rung: %s', async (reason) => {
      for (let i = 0; i < 3; i++)
        await update(await stored(), { status: 'failed', reason, endedAt: later(1) });
      expect(await insert(requested())).toMatchObject({
        kind: 'guarded',
        verdict: { why: 'customer_limit' },
      });
    });

    test('while the same person still uses an approval gives that one; for a colleague, or after it, is possible', async () => {
      const first = await stored();
      await update(first, approval);
      const again = await insert(requested({ requestedAt: later(10) }));
      expect(again).toMatchObject({
        kind: 'already_open',
        verification: { id: first.id, status: 'approved' },
      });
      const colleague = requested({ staffSubject: bob.subject, requestedAt: later(10) });
      expect(await insert(colleague)).toEqual({ kind: 'inserted' });
      await update(colleague, end);
      expect(await insert(requested({ requestedAt: later(601) }))).toEqual({ kind: 'inserted' });
    });
  });

  describe('updating', () => {
    test('writes the change and the entry', async () => {
      const v = await stored();
      expect(await update(v, end)).toBe(true);
      expect(await stage.store.find(v.id)).toEqual({ ...v, ...end, version: 2 });
      expect(await stage.trail(v.id)).toEqual(['verification.requested', 'verification.cancelled']);
    });

    test('what somebody else changed meanwhile is refused, and nothing is recorded', async () => {
      const v = await stored();
      await update(v, { status: 'pending' }, { authReqId: 'auth-req-1' });
      expect(await update(v, end)).toBe(false);
      expect(await stage.store.find(v.id)).toMatchObject({ status: 'pending', version: 2 });
      expect(await stage.store.secretsOf(v.id)).toEqual({ authReqId: 'auth-req-1' });
      expect(await stage.trail(v.id)).toHaveLength(2);
    });

    test('by ten at once lets exactly one win, and records one', async () => {
      const v = await stored();
      const results = await Promise.all(Array.from({ length: 10 }, () => update(v, end)));
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await stage.trail(v.id)).toHaveLength(2);
    });

    test('what does not exist is refused', async () => {
      expect(await update(requested(), end)).toBe(false);
    });
  });

  describe('secrets', () => {
    test('are none at first', async () => {
      expect(await stage.store.secretsOf((await stored()).id)).toEqual({});
      expect(await stage.store.secretsOf(newVerificationId())).toEqual({});
    });

    test('come back as they were given, stay when kept, and are erased when left out', async () => {
      const v = await stored();
      await update(v, { status: 'pending' }, { authReqId: 'auth-req-1' });
      expect(await stage.store.secretsOf(v.id)).toEqual({ authReqId: 'auth-req-1' });
      const pending = { ...v, status: 'pending', version: 2 } as const;
      await update(pending, { opReachable: false }, 'keep');
      expect(await stage.store.secretsOf(v.id)).toEqual({ authReqId: 'auth-req-1' });
      await update({ ...pending, version: 3 }, approval, { tokens: tokens() });
      expect(await stage.store.secretsOf(v.id)).toEqual({ tokens: tokens() });
      await update({ ...pending, ...approval, version: 4 }, { grantEnd: 'call_ended' }, {});
      expect(await stage.store.secretsOf(v.id)).toEqual({});
    });
  });

  describe('what concerns a customer now', () => {
    test('is nothing at first, and nothing after the end', async () => {
      expect(await stage.store.findCurrent('C-100001')).toBeUndefined();
      await update(await stored(), end);
      expect(await stage.store.findCurrent('C-100001')).toBeUndefined();
    });

    test('is the newest approval in use, and before that the open request', async () => {
      const first = await stored({ requestedAt: later(0) });
      await update(first, approval);
      const second = await stored({ requestedAt: later(5), staffSubject: bob.subject });
      await update(second, approval);
      expect(await stage.store.findCurrent('C-100001')).toMatchObject({ id: second.id });
      const open = await stored({ requestedAt: later(-5), staffSubject: sue.subject });
      expect(await stage.store.findCurrent('C-100001')).toMatchObject({ id: open.id });
    });

    test('is no approval whose grant has ended', async () => {
      await update(await stored(), { ...approval, grantEnd: 'call_ended' });
      expect(await stage.store.findCurrent('C-100001')).toBeUndefined();
    });
  });

  test('the last one a person made of a customer is theirs, and the newest, however it ended', async () => {
    const first = await stored({ requestedAt: later(0) });
    await update(first, end);
    const second = await stored({ requestedAt: later(5) });
    await update(second, end);
    await update(await stored({ requestedAt: later(9), staffSubject: bob.subject }), end);
    await update(await stored({ requestedAt: later(9), customerId: 'C-2' }), end);
    expect(await stage.store.findLast('C-100001', second.staffSubject)).toMatchObject({ id: second.id });
    expect(await stage.store.findLast('C-100001', 'staff-nobody')).toBeUndefined();
  });

  test('the current ones of a person are theirs alone, oldest first, without what is over', async () => {
    const young = await stored({ customerId: 'C-1', requestedAt: later(20) });
    const old = await stored({ customerId: 'C-2', requestedAt: later(10) });
    await update(await stored({ customerId: 'C-3' }), end);
    await update(await stored({ customerId: 'C-4' }), { ...approval, grantEnd: 'call_ended' });
    await stored({ customerId: 'C-5', staffSubject: bob.subject });
    const live = await stored({ customerId: 'C-6', requestedAt: later(15) });
    await update(live, approval);
    const mine = await stage.store.listCurrentOf(ann.subject);
    expect(mine.map(({ id }) => id)).toEqual([old.id, live.id, young.id]);
  });

  test('the ends a person has not dismissed are the newest of each customer and transfer, and theirs', async () => {
    const over = async (change: Partial<Verification>) => {
      const v = await stored(change);
      await update(v, end);
      return v.id;
    };
    await over({ customerId: 'C-1', requestedAt: later(-60) });
    await over({ customerId: 'C-1', requestedAt: later(10) });
    const newest = await over({ customerId: 'C-1', requestedAt: later(20) });
    await over({ customerId: 'C-2', requestedAt: later(10) });
    await stored({ customerId: 'C-2', requestedAt: later(20) });
    await over({ customerId: 'C-3', staffSubject: bob.subject, requestedAt: later(10) });
    const ran = await stored({ customerId: 'C-4', requestedAt: later(10) });
    await update(ran, { ...approval, grantEnd: 'released' });
    const listed = async () =>
      (await stage.store.listUndismissedOf(ann.subject, later(0))).map(({ id }) => id);
    expect(await listed()).toEqual([ran.id, newest]);

    expect(await stage.store.dismiss(newest, bob.subject, later(30))).toBe(false);
    expect(await stage.store.dismiss(newVerificationId(), ann.subject, later(30))).toBe(false);
    expect(await listed()).toEqual([ran.id, newest]);
    expect(await stage.store.dismiss(newest, ann.subject, later(30))).toBe(true);
    expect(await listed(), 'an older one does not take its place').toEqual([ran.id]);
  });
});
