import { beforeEach, describe, expect, test, vi } from 'vitest';
import { notificationHash } from '@/lib/ciba/notification';
import { receiveNotification } from '@/lib/verification/notify';
import { type Asked, requestVerification } from '@/lib/verification/request';
import { ann, maria, tokens } from '../../support/samples';
import { type Desk, desk } from './desk';

let at: Desk;
beforeEach(() => {
  at = desk();
  at.node.poller.start();
});

async function request(asked: Asked = {}) {
  const { verification, sent } = await requestVerification(at.deps, ann, maria.id, asked);
  await sent;
  return at.store.get(verification.id);
}
/** Everything that is kept or told outside of the request itself. */
const kept = (id: Awaited<ReturnType<typeof request>>['id']) =>
  [at.store.get(id), at.store.secrets(id), at.store.audit].map((part) => JSON.stringify(part)).join() +
  at.log.text();
const settings = (change: object) => Object.assign(at.deps, { requests: { ...at.deps.requests, ...change } });

describe.each(['ping', 'push'] as const)('a request whose result the OP is to tell by %s', (delivery) => {
  beforeEach(() => {
    at.ciba.delivery = delivery;
  });

  test('carries a notification token, of which only the hash is kept', async () => {
    const v = await request();
    const token = at.ciba.requests[0]?.notificationToken ?? '';
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(v).toMatchObject({ delivery, notificationHash: notificationHash(token), pingedAt: null });
    expect(kept(v.id)).not.toContain(token);
    await at.clock.advance(60_000);
    expect(kept(v.id)).not.toContain(token);
  });

  test('carries another one each time', async () => {
    const first = await request();
    at.store.put({ ...first, status: 'cancelled' });
    await request();
    const [one, two] = at.ciba.requests.map(({ notificationToken }) => notificationToken);
    expect(one).not.toBe(two);
  });

  test('keeps what was agreed at the click, though the settings change', async () => {
    const v = await request();
    at.ciba.delivery = 'poll';
    await at.clock.advance(29_000);
    expect(at.store.get(v.id).delivery).toBe(delivery);
    expect(at.ciba.polls).toEqual([]);
  });
});

test('a request that is polled carries no notification token', async () => {
  const v = await request();
  expect(at.ciba.requests[0]).not.toHaveProperty('notificationToken');
  expect(v).toMatchObject({ delivery: 'poll', notificationHash: null });
});

test('a ping that comes while the OP still answers the request is followed at once', async () => {
  at.ciba.delivery = 'ping';
  at.ciba.answers = [{ kind: 'approved', tokens: tokens() }];
  at.ciba.onRequest = async () => {
    const { notificationToken } = at.ciba.requests[0] ?? {};
    const body = '{"auth_req_id":"auth-req-1"}';
    expect(await receiveNotification(at.deps, `Bearer ${notificationToken}`, body)).toBe('accepted');
  };
  const v = await request();
  await at.clock.advance(0);
  expect(at.ciba.polls).toHaveLength(1);
  expect(at.store.get(v.id).status).toBe('approved');
});

test('a ping that comes between the acknowledgement and its confirmation is followed at once', async () => {
  at.ciba.delivery = 'ping';
  at.ciba.answers = [{ kind: 'approved', tokens: tokens() }];
  const update = at.store.update.bind(at.store);
  vi.spyOn(at.store, 'update').mockImplementationOnce(async (...args) => {
    const taken = await update(...args);
    const { notificationToken } = at.ciba.requests[0] ?? {};
    await receiveNotification(at.deps, `Bearer ${notificationToken}`, '{"auth_req_id":"auth-req-1"}');
    return taken;
  });
  const v = await request();
  await at.clock.advance(1000);
  expect(at.store.get(v.id).status).toBe('approved');
});

describe('a user code', () => {
  const CODE = 'user-code-4711';
  const asking = () => settings({ asksUserCode: true });

  test.each([undefined, ''])('that the OP wants and nobody gave (%j) stops the request', async (userCode) => {
    asking();
    await expect(request({ userCode })).rejects.toMatchObject({ code: 'invalid_input' });
    expect(at.ciba.requests).toEqual([]);
    expect(at.store.audit).toEqual([]);
    expect(await at.store.findCurrent(maria.id)).toBeUndefined();
  });

  test('is sent to the OP and kept nowhere', async () => {
    asking();
    const v = await request({ userCode: CODE });
    expect(at.ciba.requests).toMatchObject([{ userCode: CODE }]);
    await at.clock.advance(20_000);
    expect(kept(v.id)).not.toContain(CODE);
  });

  test('is kept nowhere either when the OP refuses it', async () => {
    asking();
    at.ciba.acknowledgement = { kind: 'refused', reason: 'user_code_wrong', detail: 'invalid_user_code' };
    const v = await request({ userCode: CODE });
    expect(v).toMatchObject({ status: 'failed', reason: 'user_code_wrong' });
    expect(kept(v.id)).not.toContain(CODE);
  });

  test('is not sent to an OP that does not want one', async () => {
    await request({ userCode: CODE });
    expect(at.ciba.requests[0]).not.toHaveProperty('userCode');
  });
});

describe('the last ID token of the customer', () => {
  const idTokens = () => vi.spyOn(at.store, 'idTokenOf').mockResolvedValue('an-id-token');

  test('is read and handed over where customers are named by it', async () => {
    const read = idTokens();
    at.ciba.keepsIdTokens = true;
    at.ciba.hint = ({ idToken }) => (idToken ? { id_token_hint: idToken } : undefined);
    await request();
    expect(read).toHaveBeenCalledWith(maria.id);
    expect(at.ciba.requests).toMatchObject([{ hint: { id_token_hint: 'an-id-token' } }]);
  });

  test('is not even read elsewhere', async () => {
    const read = idTokens();
    at.ciba.hint = ({ idToken }) => ({ login_hint: idToken ?? 'none' });
    await request();
    expect(read).not.toHaveBeenCalled();
    expect(at.ciba.requests).toMatchObject([{ hint: { login_hint: 'none' } }]);
  });

  test('is in no audit entry and no log', async () => {
    idTokens();
    at.ciba.keepsIdTokens = true;
    at.ciba.hint = ({ idToken }) => ({ id_token_hint: idToken ?? '' });
    expect(kept((await request()).id)).not.toContain('an-id-token');
  });
});

describe('the scope of the settings', () => {
  test('is asked for, recorded, and then required, but for what OpenID Connect itself means', async () => {
    settings({ scope: 'openid profile accounts transactions' });
    const v = await request();
    expect(at.ciba.requests).toMatchObject([{ scope: 'openid profile accounts transactions' }]);
    expect(v.scope).toBe('openid profile accounts transactions');
    await at.clock.advance(5000);
    expect(at.ciba.polls[0]?.expected.requiredScope).toBe('accounts transactions');
  });

  test('that changes while the customer is asked does not change what is required', async () => {
    settings({ scope: 'openid accounts' });
    await request();
    settings({ scope: 'openid' });
    await at.clock.advance(5000);
    expect(at.ciba.polls[0]?.expected.requiredScope).toBe('accounts');
  });
});
