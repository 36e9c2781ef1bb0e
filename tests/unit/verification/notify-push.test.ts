import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newNotificationToken } from '@/lib/ciba/notification';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { apply } from '@/lib/verification/apply';
import { endGrant } from '@/lib/verification/end-grant';
import { receiveNotification } from '@/lib/verification/notify';
import type { Verification } from '@/lib/verification/verification';
import { ann, later, pending, requested, tokens } from '../../support/samples';
import { type Desk, desk } from './desk';
import { events } from './events';

let at: Desk;
let token: string;
let hash: string;

beforeEach(() => {
  at = desk();
  ({ token, hash } = newNotificationToken());
});

const put = (v: Verification, secrets = { authReqId: 'auth-req-1' }) =>
  at.store.put({ ...v, notificationHash: hash }, v.status === 'pending' ? secrets : {});
const receive = (body: unknown, authorization: string | null = `Bearer ${token}`) =>
  receiveNotification(at.deps, authorization, typeof body === 'string' ? body : JSON.stringify(body));

const push = {
  auth_req_id: 'auth-req-1',
  access_token: 'access-token-of-maria',
  token_type: 'Bearer',
  id_token: 'x',
};
const failure = { auth_req_id: 'auth-req-1', error: 'access_denied' };
const approval: PollOutcome = { kind: 'approved', tokens: tokens() };
const acknowledged = { type: 'acknowledged', expiresIn: 60, interval: 5 } as const;
const acknowledge = (v: Verification) => apply(at.deps, v.id, acknowledged, ann, { authReqId: 'auth-req-1' });

describe('pushed tokens', () => {
  let v: Verification;
  beforeEach(() => {
    v = put(pending({ delivery: 'push' }));
    at.ciba.pushOutcome = approval;
  });

  test('that are approved are stored, and the auth_req_id is forgotten', async () => {
    expect(await receive(push)).toBe('accepted');
    expect(at.store.get(v.id)).toMatchObject({ status: 'approved', grantExpiresAt: later(600) });
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
    expect(at.ciba.pushes).toEqual([push]);
    expect(at.ciba.revoked).toEqual([]);
  });

  test('are judged against the customer who was looked up and the request they answer', async () => {
    const judge = vi.spyOn(at.ciba, 'judgePush');
    await receive(push);
    expect(judge.mock.calls).toEqual([
      [
        push,
        'auth-req-1',
        {
          subject: 'sub-maria',
          requestedAt: v.requestedAt,
          expiresAt: v.expiresAt,
          requiredScope: 'read:sensitive-data',
        },
      ],
    ]);
  });

  test('that come again approve once and are not revoked', async () => {
    await receive(push);
    const once = at.store.get(v.id);
    for (let i = 0; i < 3; i++) expect(await receive(push)).toBe('accepted');
    expect(at.store.get(v.id)).toEqual(once);
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
    expect(at.ciba.revoked).toEqual([]);
    expect(at.store.actions(v.id)).toEqual(['verification.approved']);
  });

  test('that come twice at once approve once and are not revoked', async () => {
    const receipts = await Promise.all([receive(push), receive(push), receive(push)]);
    expect(receipts).toEqual(['accepted', 'accepted', 'accepted']);
    expect(at.store.actions(v.id)).toEqual(['verification.approved']);
    expect(at.ciba.revoked).toEqual([]);
  });

  test('that are good no more when they come again do not take the approval back', async () => {
    await receive(push);
    at.ciba.pushOutcome = { kind: 'rejected', reason: 'invalid_token', detail: 'exp', tokens: tokens() };
    await receive(push);
    expect(at.store.get(v.id).status).toBe('approved');
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
    expect(at.ciba.revoked).toEqual([]);
  });

  test('that are other ones than those approved are revoked', async () => {
    await receive(push);
    at.ciba.pushOutcome = { kind: 'approved', tokens: tokens('the second') };
    await receive({ ...push, access_token: 'another' });
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
    expect(at.ciba.revoked).toEqual([tokens('the second')]);
  });

  test('that are rejected end it as failed, and are revoked', async () => {
    at.ciba.pushOutcome = { kind: 'rejected', reason: 'wrong_subject', detail: 'sub', tokens: tokens() };
    expect(await receive(push)).toBe('accepted');
    expect(at.store.get(v.id)).toMatchObject({ status: 'failed', reason: 'wrong_subject' });
    expect(at.store.secrets(v.id)).toEqual({});
    expect(at.ciba.revoked).toEqual([tokens()]);
  });

  test('after the agent gave up are revoked and never stored', async () => {
    await apply(at.deps, v.id, events.cancelled, ann);
    expect(await receive(push)).toBe('accepted');
    expect(at.store.get(v.id).status).toBe('cancelled');
    expect(at.store.secrets(v.id)).toEqual({});
    expect(at.ciba.revoked).toEqual([tokens()]);
  });

  test('after our own deadline are revoked, and the verification has expired', async () => {
    at.clock.jump(120_000);
    expect(await receive(push)).toBe('accepted');
    expect(at.store.get(v.id).status).toBe('expired');
    expect(at.store.secrets(v.id)).toEqual({});
    expect(at.ciba.revoked).toEqual([tokens()]);
  });

  test('after the call has ended bring no grant back', async () => {
    await receive(push);
    await endGrant({ ...at.deps, log: at.log.log }, v.id, 'call_ended', ann);
    await receive(push);
    expect(at.store.get(v.id)).toMatchObject({ status: 'approved', grantEnd: 'call_ended' });
    expect(at.store.secrets(v.id)).toEqual({});
  });

  test('that cannot be stored have the OP come again, and are stored although it does not', async () => {
    const update = vi.spyOn(at.store, 'update').mockRejectedValue(new Error('connection lost'));
    const received = receive(push);
    await at.clock.advance(2_000);
    expect(await received).toBe('not_stored');
    await at.clock.advance(20_000);
    expect(at.ciba.revoked).toEqual([]);
    update.mockRestore();
    await at.clock.advance(500);
    expect(at.store.get(v.id).status).toBe('approved');
    expect(await receive(push)).toBe('accepted');
    expect(at.ciba.revoked).toEqual([]);
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
  });

  test('that find no database have the OP come again', async () => {
    vi.spyOn(at.store, 'findByNotification').mockRejectedValue(new Error('connection lost'));
    await expect(receive(push)).rejects.toThrow('connection lost');
  });

  test('do not end a verification in place of another of the same customer', async () => {
    const other = at.store.put(pending({ delivery: 'push', customerId: 'C-2' }), { authReqId: 'auth-req-1' });
    await receive(push);
    expect(at.store.get(other.id)).toEqual(other);
  });
});

describe('a pushed error', () => {
  test.each<[PollOutcome, Partial<Verification>]>([
    [
      { kind: 'denied', fraudReported: false },
      { status: 'denied', reason: 'denied' },
    ],
    [
      { kind: 'denied', fraudReported: true },
      { status: 'denied', reason: 'fraud_reported' },
    ],
    [{ kind: 'expired' }, { status: 'expired', reason: 'expired' }],
    [
      { kind: 'failed', detail: 'transaction_failed' },
      { status: 'failed', reason: 'op_error', detail: 'transaction_failed' },
    ],
  ])('that means %j ends it so, once', async (outcome, end) => {
    const v = put(pending({ delivery: 'push' }));
    at.ciba.pushOutcome = outcome;
    expect(await receive(failure)).toBe('accepted');
    expect(await receive(failure)).toBe('accepted');
    expect(at.store.get(v.id)).toMatchObject(end);
    expect(at.store.secrets(v.id)).toEqual({});
    const changes = at.store.actions(v.id).filter((action) => action.startsWith('verification.'));
    expect(changes).toHaveLength(1);
    const reports = at.store.actions().filter((action) => action === 'report.made');
    expect(reports).toHaveLength(end.reason === 'fraud_reported' ? 1 : 0);
  });

  test('that means "that is not me" is heard also of a request that was cancelled before', async () => {
    const v = put(pending({ delivery: 'push' }));
    await apply(at.deps, v.id, { type: 'cancelled' }, ann);
    at.ciba.pushOutcome = { kind: 'denied', fraudReported: true };
    expect(await receive(failure)).toBe('accepted');
    expect(at.store.get(v.id)).toMatchObject({ status: 'cancelled', reason: 'cancelled' });
    expect(await at.store.alarms.standing(v.customerSubject)).toMatchObject({
      reports: [{ source: 'provider', verificationId: v.id, askedBy: v.staffSubject }],
    });
  });

  test('after an approval changes nothing', async () => {
    const v = put(pending({ delivery: 'push' }));
    at.ciba.pushOutcome = approval;
    await receive(push);
    at.ciba.pushOutcome = { kind: 'denied', fraudReported: false };
    expect(await receive(failure)).toBe('accepted');
    expect(at.store.get(v.id).status).toBe('approved');
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
  });
});

describe('a push before our own acknowledgement is recorded', () => {
  let v: Verification;
  beforeEach(() => {
    v = put(requested({ delivery: 'push' }));
    at.ciba.pushOutcome = approval;
  });

  const arriving = (body: unknown = push) => {
    const state: { receipt?: string } = {};
    const done = receive(body).then((receipt) => {
      state.receipt = receipt;
    });
    return { state, done };
  };

  test('waits for it and is taken then', async () => {
    const { state, done } = arriving();
    await at.clock.advance(3000);
    expect(state.receipt).toBeUndefined();
    await acknowledge(v);
    await done;
    expect(state.receipt).toBe('accepted');
    expect(at.store.get(v.id).status).toBe('approved');
    expect(at.store.secrets(v.id)).toEqual({ tokens: tokens() });
  });

  test('is taken also when it was recorded just before anybody listened', async () => {
    const find = at.store.findByNotification.bind(at.store);
    vi.spyOn(at.store, 'findByNotification').mockImplementationOnce(async (of) => {
      const found = await find(of);
      await acknowledge(v);
      return found;
    });
    const { state, done } = arriving();
    await at.clock.advance(0);
    await done;
    expect(state.receipt).toBe('accepted');
    expect(at.store.get(v.id).status).toBe('approved');
  });

  test('is refused when it turns out to be about another request', async () => {
    const { state, done } = arriving({ ...push, auth_req_id: 'auth-req-2' });
    await at.clock.advance(100);
    await acknowledge(v);
    await done;
    expect(state.receipt).toBe('refused');
    expect(at.store.get(v.id).status).toBe('pending');
    expect(at.ciba.pushes).toEqual([]);
  });

  test.each([push, failure])('comes too early when nothing is recorded within five seconds', async (body) => {
    const { state, done } = arriving(body);
    await at.clock.advance(4999);
    expect(state.receipt).toBeUndefined();
    await at.clock.advance(1);
    await done;
    expect(state.receipt).toBe('too_early');
    expect(at.store.get(v.id)).toEqual(v);
    expect(at.ciba.pushes).toEqual([]);
    expect(at.ciba.revoked).toEqual([]);
  });

  test('for which the agent gave up meanwhile is revoked', async () => {
    const { state, done } = arriving();
    await at.clock.advance(100);
    await apply(at.deps, v.id, events.cancelled, ann);
    await done;
    expect(state.receipt).toBe('accepted');
    expect(at.ciba.revoked).toEqual([tokens()]);
  });

  test('leaves neither a listener nor a timer behind', async () => {
    const { done } = arriving();
    await at.clock.advance(100);
    await acknowledge(v);
    await done;
    expect(at.clock.waiting).toBe(0);
    const find = vi.spyOn(at.store, 'find');
    at.net.hub.publish(v.id);
    expect(find).not.toHaveBeenCalled();
  });
});
