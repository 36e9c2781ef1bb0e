import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CibaClient, createCibaClient } from '@/lib/ciba/client';
import { type Notification, parseNotification } from '@/lib/ciba/notification';
import { auth0 } from '@/lib/ciba/profiles/auth0';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import type { ProviderSettings } from '@/lib/ciba/provider';
import { FakeClock } from '../../support/fake-clock';
import { later, START } from '../../support/samples';
import { type FakeProvider, fakeProvider } from './fake-provider';
import { AUTH_REQ_ID, epoch, halfHash, newSigner, type Signer } from './id-tokens';

let op: Signer;
let clock: FakeClock;
let provider: FakeProvider;
let client: CibaClient;
beforeAll(async () => {
  op = await newSigner();
});
beforeEach(() => {
  clock = new FakeClock();
  using({});
});

function using(change: Partial<ProviderSettings>) {
  provider = fakeProvider(op, change, clock);
  client = createCibaClient(provider);
}

const about = {
  subject: 'sub-maria',
  requestedAt: START,
  expiresAt: later(120),
  requiredScope: 'read:sensitive-data',
};
const bound = { iat: epoch(START), at_hash: halfHash('the-access-token'), [AUTH_REQ_ID]: 'auth-req-1' };

/** What the OP's body comes to, through the same parser as in the product. */
function pushed(body: Record<string, unknown>): Exclude<Notification, { kind: 'ping' }>['answer'] {
  const read = parseNotification('push', JSON.stringify({ auth_req_id: 'auth-req-1', ...body }));
  if (!read || read.kind === 'ping') throw new Error('the test wrote no push');
  return read.answer;
}

async function tokens(change: Record<string, unknown> = {}, claims: Record<string, unknown> = {}) {
  const id_token = await op.sign({ ...bound, ...claims });
  return pushed({ access_token: 'the-access-token', token_type: 'Bearer', id_token, ...change });
}

const judge = (answer: ReturnType<typeof pushed>) => client.judgePush(answer, 'auth-req-1', about);

describe('pushed tokens', () => {
  test('about the customer, bound to the request, are approved', async () => {
    expect(await judge(await tokens())).toEqual({
      kind: 'approved',
      tokens: { accessToken: 'the-access-token', expiresIn: 300 },
    });
  });

  test.each([[AUTH_REQ_ID], ['at_hash']])('without %s in the ID token are rejected', async (claim) => {
    const unbound = await tokens({}, { [claim]: undefined });
    expect(await judge(unbound)).toMatchObject({ kind: 'rejected', reason: 'invalid_token' });
  });

  test('for another request are rejected', async () => {
    const others = await tokens({}, { [AUTH_REQ_ID]: 'auth-req-2' });
    expect(await judge(others)).toMatchObject({ kind: 'rejected', reason: 'invalid_token' });
  });

  test('with a refresh token that nothing binds are rejected, and both are to be revoked', async () => {
    expect(await judge(await tokens({ refresh_token: 'the-refresh-token' }))).toMatchObject({
      kind: 'rejected',
      detail: expect.stringContaining('rt_hash'),
      tokens: { accessToken: 'the-access-token', refreshToken: 'the-refresh-token' },
    });
  });

  test.each([{ token_type: 'DPoP' }, { token_type: undefined }, { id_token: undefined }, { id_token: 5 }])(
    'with %j are rejected',
    async (change) => {
      expect(await judge(await tokens(change))).toMatchObject({ kind: 'rejected', reason: 'invalid_token' });
    },
  );

  test('about somebody else, or with too little scope, say so', async () => {
    expect(await judge(await tokens({}, { sub: 'sub-walter' }))).toMatchObject({ reason: 'wrong_subject' });
    expect(await judge(await tokens({ scope: 'openid' }))).toMatchObject({ reason: 'scope_not_granted' });
  });

  test('are rejected and revocable where the OP cannot be asked how to verify them', async () => {
    provider.configuration = () => Promise.reject(new TypeError('fetch failed'));
    expect(await judge(await tokens())).toMatchObject({
      kind: 'rejected',
      reason: 'invalid_token',
      tokens: { accessToken: 'the-access-token' },
    });
  });
});

describe('a pushed error', () => {
  test.each([
    ['access_denied', { kind: 'denied', fraudReported: false, unclear: true }],
    ['expired_token', { kind: 'expired' }],
    ['transaction_failed', { kind: 'failed', detail: 'transaction_failed' }],
    ['something_new', { kind: 'failed', detail: 'something_new' }],
  ])('%s is the end', async (error, outcome) => {
    expect(await judge(pushed({ error, error_description: 'about maria' }))).toEqual(outcome);
  });

  test.each(['authorization_pending', 'slow_down', 'server_error', 'temporarily_unavailable'])(
    '%s is the end too: a push is the last word',
    async (error) => {
      expect(await judge(pushed({ error }))).toEqual({ kind: 'failed', detail: error });
    },
  );

  test('reports fraud in the words of the profile', async () => {
    using({ profile: sandbox });
    const fraud = pushed({ error: 'access_denied', error_description: 'fraud_reported' });
    expect(await judge(fraud)).toEqual({ kind: 'denied', fraudReported: true });
  });

  test('of an OP that calls an expiry a denial is told apart by our clock, three seconds early', async () => {
    using({ profile: auth0 });
    const denied = pushed({ error: 'access_denied' });
    await clock.advance(116_999);
    expect(await judge(denied)).toMatchObject({ kind: 'denied' });
    await clock.advance(1);
    expect(await judge(denied)).toEqual({ kind: 'expired' });
  });
});
