import { beforeEach, describe, expect, test, vi } from 'vitest';
import { cancelVerification } from '@/lib/verification/cancel';
import { closeAll, endCall, leaveOthers } from '@/lib/verification/end-call';
import { endGrant } from '@/lib/verification/end-grant';
import { releaseCall } from '@/lib/verification/release-call';
import { newVerificationId } from '@/lib/verification/verification';
import {
  ann,
  approved,
  bob,
  ended,
  later,
  pending,
  requested,
  staff,
  sue,
  tokens,
} from '../../support/samples';
import { type Desk, desk } from './desk';

let at: Desk;
beforeEach(() => {
  at = desk();
});

const inUse = (customerId = 'C-100001', change = {}) =>
  at.store.put(approved({ customerId, viewedAt: later(1), ...change }), { tokens: tokens(customerId) });

describe('ending a call with several approvals', () => {
  test('ends every approval this person has of the customer, and nobody else’s', async () => {
    const [first, second, other] = [inUse(), inUse(), inUse('C-2')];
    const theirs = inUse('C-100001', { staffSubject: bob.subject });
    await endCall(at.deps, ann, second.id);
    for (const { id } of [first, second]) expect(at.store.get(id).grantEnd).toBe('call_ended');
    for (const { id } of [other, theirs]) expect(at.store.get(id).grantEnd).toBeNull();
  });

  test('does not wait for an OP that takes its time to revoke', async () => {
    const v = inUse();
    vi.spyOn(at.ciba, 'revoke').mockReturnValue(new Promise(() => {}));
    expect(await endCall(at.deps, ann, v.id)).toMatchObject({ grantEnd: 'call_ended' });
  });
});

describe('Cancel', () => {
  test.each([
    ['requested', requested()],
    ['pending', pending()],
  ])('gives up what is %s, and forgets the auth_req_id', async (_status, v) => {
    at.store.put(v, { authReqId: 'auth-req-1' });
    expect(await cancelVerification(at.deps, ann, v.id)).toMatchObject({ status: 'cancelled' });
    expect(at.store.secrets(v.id)).toEqual({});
    expect(at.store.audit).toMatchObject([{ actor: ann, action: 'verification.cancelled' }]);
  });

  test.each(['denied', 'expired', 'cancelled', 'failed'] as const)(
    'leaves what is %s as it is',
    async (status) => {
      const v = at.store.put(ended(status));
      expect(await cancelVerification(at.deps, ann, v.id)).toEqual(v);
      expect(at.store.audit).toEqual([]);
    },
  );

  test('does not take back an approval', async () => {
    const v = inUse();
    expect(await cancelVerification(at.deps, ann, v.id)).toMatchObject({
      status: 'approved',
      grantEnd: null,
    });
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens('C-100001') });
  });

  test("is not for a colleague's verification, which seems not to exist", async () => {
    const v = at.store.put(pending());
    await expect(cancelVerification(at.deps, bob, v.id)).rejects.toMatchObject({ code: 'not_found' });
    expect(at.store.get(v.id).status).toBe('pending');
  });

  test.each([
    ['a supervisor', sue],
    ['a supervisor who is an agent too', staff('staff-both', ['supervisor', 'agent'])],
  ])('is not for %s who may only watch', async (_who, actor) => {
    const v = at.store.put(pending());
    await expect(cancelVerification(at.deps, actor, v.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(at.store.get(v.id).status).toBe('pending');
  });

  test.each(['', 'ver_x', `${newVerificationId()}'`, newVerificationId()])(
    'of an unknown id is not_found: %s',
    async (id) => {
      await expect(cancelVerification(at.deps, ann, id)).rejects.toMatchObject({ code: 'not_found' });
    },
  );
});

describe('End call', () => {
  test('forgets the tokens, revokes them at the OP and records who did it', async () => {
    const v = inUse();
    expect(await endCall(at.deps, ann, v.id)).toMatchObject({ status: 'approved', grantEnd: 'call_ended' });
    expect(at.store.secrets(v.id)).toEqual({});
    expect(at.ciba.revoked).toEqual([tokens('C-100001')]);
    expect(at.store.audit).toMatchObject([
      { actor: ann, action: 'verification.grant_ended', details: { why: 'call_ended' } },
    ]);
  });

  test('twice is like once', async () => {
    const v = inUse();
    await endCall(at.deps, ann, v.id);
    expect(await endCall(at.deps, ann, v.id)).toMatchObject({ grantEnd: 'call_ended' });
    expect(at.ciba.revoked).toHaveLength(1);
    expect(at.store.audit).toHaveLength(1);
  });

  test('from two tabs at once revokes once', async () => {
    const v = inUse();
    await Promise.all([endCall(at.deps, ann, v.id), endCall(at.deps, ann, v.id)]);
    expect(at.store.actions()).toEqual(['verification.grant_ended']);
    expect(at.ciba.revoked).toHaveLength(1);
  });

  test('locks although the OP does not confirm the revocation, which is logged', async () => {
    at.ciba.revocation = { kind: 'unavailable', detail: 'HTTP 503' };
    const v = inUse();
    expect(await endCall(at.deps, ann, v.id)).toMatchObject({ grantEnd: 'call_ended' });
    expect(at.log.at('warn')).toBe(1);
    expect(at.log.text()).not.toContain('access-token');
  });

  test('locks although no key opens the tokens any more', async () => {
    const v = inUse();
    vi.spyOn(at.store, 'secretsOf').mockRejectedValue(new Error('no key'));
    expect(await endCall(at.deps, ann, v.id)).toMatchObject({ grantEnd: 'call_ended' });
    expect(at.store.secrets(v.id)).toEqual({});
  });

  test('revokes nothing when the end could not be stored', async () => {
    const v = inUse();
    vi.spyOn(at.store, 'update').mockRejectedValue(new Error('connection lost'));
    await expect(endCall(at.deps, ann, v.id)).rejects.toThrow('connection lost');
    expect(at.ciba.revoked).toEqual([]);
  });

  test('whose commit was not confirmed revokes the tokens once it is known', async () => {
    const v = inUse();
    const update = at.store.update.bind(at.store);
    vi.spyOn(at.store, 'update').mockImplementationOnce(async (...args) => {
      await update(...args);
      throw new Error('connection lost after commit');
    });
    const find = vi.spyOn(at.store, 'find');
    const ended = endCall(at.deps, ann, v.id);
    find.mockRejectedValueOnce(new Error('connection lost'));
    await expect(ended).rejects.toThrow('connection lost');
    await at.clock.advance(1_000);
    expect(at.store.get(v.id).grantEnd).toBe('call_ended');
    expect(at.ciba.revoked).toEqual([tokens('C-100001')]);
  });

  test('that could not be stored happens when it can', async () => {
    const v = inUse();
    const update = vi.spyOn(at.store, 'update').mockRejectedValue(new Error('connection lost'));
    await expect(endCall(at.deps, ann, v.id)).rejects.toThrow('connection lost');
    await at.clock.advance(10_000);
    expect(at.ciba.revoked).toEqual([]);
    update.mockRestore();
    await at.clock.advance(1_000);
    expect(at.store.get(v.id).grantEnd).toBe('call_ended');
    expect(at.ciba.revoked).toEqual([tokens('C-100001')]);
  });

  test('leaves what is pending as it is', async () => {
    const v = at.store.put(pending());
    expect(await endCall(at.deps, ann, v.id)).toEqual(v);
  });

  test.each([
    ['a colleague', bob, 'not_found'],
    ['a supervisor', sue, 'forbidden'],
  ])('is not for %s', async (_who, actor, code) => {
    const v = inUse();
    await expect(endCall(at.deps, actor, v.id)).rejects.toMatchObject({ code });
    expect(at.store.get(v.id).grantEnd).toBeNull();
  });
});

describe('Release call', () => {
  test('takes a colleague’s verified call from them: the tokens are forgotten and revoked, and who did it is recorded', async () => {
    const v = inUse();
    expect(await releaseCall(at.deps, sue, v.id)).toMatchObject({ grantEnd: 'released' });
    expect(at.store.secrets(v.id)).toEqual({});
    expect(at.ciba.revoked).toEqual([tokens('C-100001')]);
    expect(at.store.audit).toMatchObject([
      { actor: sue, action: 'verification.grant_ended', details: { why: 'released' } },
    ]);
    expect(await releaseCall(at.deps, sue, v.id), 'twice is like once').toMatchObject({
      grantEnd: 'released',
    });
    expect(at.store.audit).toHaveLength(1);
  });

  test.each([
    ['a colleague', bob],
    ['who has the call', ann],
    ['an auditor', staff('staff-nora', ['auditor'])],
  ])('is not for %s', async (_who, actor) => {
    const v = inUse();
    await expect(releaseCall(at.deps, actor, v.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(at.store.get(v.id).grantEnd).toBeNull();
  });

  test.each([
    ['a request that waits for the customer', pending()],
    ['the approval of a transfer', approved({ purpose: 'wire_transfer', transferId: 'trf_x' })],
  ])('is not for %s', async (_what, v) => {
    at.store.put(v);
    await expect(releaseCall(at.deps, sue, v.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(at.store.get(v.id)).toEqual(v);
  });

  test('leaves a call that is over as it ended', async () => {
    const v = at.store.put(ended('denied'));
    expect(await releaseCall(at.deps, sue, v.id)).toEqual(v);
    await expect(releaseCall(at.deps, sue, newVerificationId())).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a grant that ran out by itself is revoked too: its tokens may live longer at the OP', async () => {
  const v = inUse();
  const clockActor = { kind: 'system', name: 'clock' } as const;
  expect(await endGrant(at.deps, v.id, 'grant_expired', clockActor)).toMatchObject({
    grantEnd: 'grant_expired',
  });
  expect(at.ciba.revoked).toHaveLength(1);
  expect(at.store.secrets(v.id)).toEqual({});
});
test('a refresh token is revoked also when the grant ran out by itself', async () => {
  const held = { ...tokens(), refreshToken: 'refresh-token' };
  const v = at.store.put(approved(), { tokens: held });
  await endGrant(at.deps, v.id, 'grant_expired', { kind: 'system', name: 'clock' });
  expect(at.ciba.revoked).toEqual([held]);
});

describe('turning to another customer', () => {
  test('ends the approvals whose data was on screen, and only those of others', async () => {
    const [seen, here] = [inUse('C-2'), inUse('C-3')];
    await leaveOthers(at.deps, ann, 'C-3');
    expect(at.store.get(seen.id).grantEnd).toBe('left_customer');
    expect(at.store.get(here.id).grantEnd).toBeNull();
    expect(at.ciba.revoked).toEqual([tokens('C-2')]);
  });

  test('leaves alone what nobody has looked at yet, and what still waits for its customer', async () => {
    const unseen = inUse('C-2', { viewedAt: null });
    const waiting = at.store.put(pending({ customerId: 'C-4' }));
    await leaveOthers(at.deps, ann, 'C-3');
    expect(at.store.get(unseen.id).grantEnd).toBeNull();
    expect(at.store.get(waiting.id).status).toBe('pending');
  });

  test("leaves a colleague's calls alone", async () => {
    const theirs = inUse('C-2', { staffSubject: bob.subject });
    await leaveOthers(at.deps, ann, 'C-3');
    expect(at.store.get(theirs.id).grantEnd).toBeNull();
  });
});

describe('signing out', () => {
  test('cancels what is open and locks what was approved', async () => {
    const [open, asked, live] = [
      at.store.put(pending({ customerId: 'C-2' })),
      at.store.put(requested({ customerId: 'C-3' })),
      inUse('C-4', { viewedAt: null }),
    ];
    await closeAll(at.deps, ann);
    expect(at.store.get(open.id).status).toBe('cancelled');
    expect(at.store.get(asked.id).status).toBe('cancelled');
    expect(at.store.get(live.id).grantEnd).toBe('signed_out');
    expect(at.ciba.revoked).toEqual([tokens('C-4')]);
  });

  test("leaves a colleague's calls alone", async () => {
    const theirs = at.store.put(pending({ staffSubject: bob.subject }));
    await closeAll(at.deps, ann);
    expect(at.store.get(theirs.id).status).toBe('pending');
  });
  test('closes everything also for somebody who is no agent any more', async () => {
    const open = at.store.put(pending());
    await closeAll(at.deps, { ...ann, roles: ['supervisor'] });
    expect(at.store.get(open.id).status).toBe('cancelled');
  });
  test('locks everything it can although one of them fails', async () => {
    const [stuck, live] = [inUse('C-2'), inUse('C-3')];
    const update = at.store.update.bind(at.store);
    vi.spyOn(at.store, 'update').mockImplementation(async (before, ...rest) => {
      if (before.id === stuck.id) throw new Error('connection lost');
      return update(before, ...rest);
    });
    await closeAll(at.deps, ann).catch(() => {});
    expect(at.store.get(live.id).grantEnd).toBe('signed_out');
  });
});
