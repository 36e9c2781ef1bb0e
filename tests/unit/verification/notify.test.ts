import { beforeEach, describe, expect, test, vi } from 'vitest';
import { newNotificationToken } from '@/lib/ciba/notification';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { apply } from '@/lib/verification/apply';
import { receiveNotification } from '@/lib/verification/notify';
import type { Verification } from '@/lib/verification/verification';
import { ann, approved, ended, later, pending, requested, tokens } from '../../support/samples';
import { type Desk, desk } from './desk';

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

const ping = { auth_req_id: 'auth-req-1' };
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

describe.each(['ping', 'push'] as const)('a notification (%s)', (delivery) => {
  const body = delivery === 'ping' ? ping : push;
  let v: Verification;
  beforeEach(() => {
    v = put(pending({ delivery }));
    at.ciba.pushOutcome = approval;
  });
  /** Nothing was changed, recorded, judged or revoked. */
  const expectNothing = () => {
    expect(at.store.get(v.id)).toEqual(v);
    expect(at.store.secrets(v.id)).toEqual({ authReqId: 'auth-req-1' });
    expect(at.store.audit).toEqual([]);
    expect([at.ciba.pushes, at.ciba.revoked]).toEqual([[], []]);
  };

  test('with the right token and id is accepted', async () => {
    expect(await receive(body)).toBe('accepted');
    expect(at.store.get(v.id).version).toBe(v.version + 1);
  });

  test.each([
    ['no token', () => null],
    ['an empty header', () => ''],
    ['a token of the wrong shape', () => 'Bearer short'],
    ['a token nobody made', () => `Bearer ${newNotificationToken().token}`],
    ['another scheme', () => `Basic ${token}`],
    ['the hash in place of the token', () => `Bearer ${hash}`],
    ['a token with one letter changed', () => `Bearer ${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`],
    ['a token with its letters in the other case', () => `Bearer ${swapped(token)}`],
    ['two tokens', () => `Bearer ${token}, Bearer ${token}`],
  ])('with %s is refused, and changes nothing', async (_what, authorization) => {
    expect(await receive(body, authorization())).toBe('refused');
    expectNothing();
  });

  test.each(['auth-req-2', 'auth-req-11', 'auth-req-', 'AUTH-REQ-1', ''])(
    'about another request (%j) is refused, and changes nothing',
    async (auth_req_id) => {
      expect(await receive({ ...body, auth_req_id })).toBe('refused');
      expectNothing();
    },
  );

  test.each([
    '',
    'null',
    '[]',
    '5',
    '"auth-req-1"',
    '{}',
    '{"auth_req_id":1}',
    '{"auth_req_id":"auth-req-1"',
    '\0',
  ])('that is garbage (%j) is refused, and changes nothing', async (garbage) => {
    expect(await receive(garbage)).toBe('refused');
    expectNothing();
  });

  test("with another verification's token is refused", async () => {
    const other = newNotificationToken();
    at.store.put(pending({ delivery, customerId: 'C-2', notificationHash: other.hash }), {
      authReqId: 'auth-req-2',
    });
    expect(await receive(body, `Bearer ${other.token}`)).toBe('refused');
    expectNothing();
  });

  test('for a request that was to be polled is refused, and changes nothing', async () => {
    v = put({ ...v, delivery: 'poll' });
    expect(await receive(body)).toBe('refused');
    expect(await receive(failure)).toBe('refused');
    expectNothing();
  });

  test('leaves neither its token nor its id in the audit trail or the log', async () => {
    await receive(body);
    await receive(body, `Bearer ${newNotificationToken().token}`);
    const told = JSON.stringify(at.store.audit) + at.log.text();
    expect(told).not.toContain(token);
    expect(told).not.toContain('auth-req-1');
    expect(told).not.toContain('access-token');
  });
});

describe('a ping', () => {
  test('is recorded as what the OP did, with its time', async () => {
    const v = put(pending({ delivery: 'ping' }));
    at.clock.jump(7000);
    await receive(ping);
    expect(at.store.get(v.id)).toMatchObject({ status: 'pending', pingedAt: later(7) });
    expect(at.store.secrets(v.id)).toEqual({ authReqId: 'auth-req-1' });
    expect(at.store.audit).toMatchObject([
      { action: 'verification.pinged', actor: { kind: 'system', name: 'op' } },
    ]);
  });

  test('that comes again is accepted and changes nothing more', async () => {
    const v = put(pending({ delivery: 'ping' }));
    await receive(ping);
    const once = at.store.get(v.id);
    at.clock.jump(7000);
    for (let i = 0; i < 3; i++) expect(await receive(ping)).toBe('accepted');
    expect(at.store.get(v.id)).toEqual(once);
    expect(at.store.audit).toHaveLength(1);
  });

  test('says nothing of the outcome, whatever else is in it', async () => {
    const v = put(pending({ delivery: 'ping' }));
    at.ciba.pushOutcome = approval;
    await receive({ ...push, error: 'access_denied' });
    expect(at.store.get(v.id).status).toBe('pending');
    expect(at.ciba.pushes).toEqual([]);
  });

  test('before our own acknowledgement is recorded is accepted and not lost', async () => {
    at.node.poller.start();
    const v = put(requested({ delivery: 'ping' }));
    expect(await receive(ping)).toBe('accepted');
    expect(at.store.get(v.id)).toMatchObject({ status: 'requested', pingedAt: later(0) });
    expect(await acknowledge(v)).toMatchObject({ status: 'pending', pingedAt: later(0) });
  });

  test.each(['approved', 'denied', 'expired', 'cancelled', 'failed'] as const)(
    'for a verification that is %s is accepted and changes nothing',
    async (status) => {
      const v = put(
        status === 'approved' ? approved({ delivery: 'ping' }) : ended(status, { delivery: 'ping' }),
      );
      expect(await receive(ping)).toBe('accepted');
      expect(at.store.get(v.id)).toEqual(v);
      expect(at.store.audit).toEqual([]);
    },
  );

  test('that cannot be stored is a fault, so that the OP may try again', async () => {
    put(pending({ delivery: 'ping' }));
    vi.spyOn(at.store, 'update').mockRejectedValue(new Error('connection lost'));
    await expect(receive(ping)).rejects.toThrow('connection lost');
  });
});

function swapped(text: string): string {
  return text.replace(/[a-z]/gi, (letter) =>
    letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase(),
  );
}
