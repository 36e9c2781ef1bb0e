import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpCustomerApi } from '@/lib/adapters/customer-api';
import type { CibaClient } from '@/lib/ciba/client';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import type { ProviderSettings } from '@/lib/ciba/provider';
import type { AuthenticationRequest } from '@/lib/ciba/request-parameters';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import { about, cibaClient, providerSettings } from '../support/ciba-client';
import { eventually } from '../support/eventually';
import { type Bank, CIBA_SECRET, openLastingBank } from './sandbox/bank';
import { phoneOf } from './sandbox/client';
import { subjectOf } from './sandbox/directory';

let bank: Bank;
let client: CibaClient;
let subject: string;

function clientOf(url: string, secret = CIBA_SECRET, change: Partial<ProviderSettings> = {}): CibaClient {
  const clientAuth = { method: 'client_secret_basic', secret } as const;
  return cibaClient(providerSettings(`${url}/op`, { clientAuth, profile: sandbox, ...change }));
}

beforeAll(async () => {
  bank = await openLastingBank();
  client = clientOf(bank.url);
  subject = await subjectOf(bank, 'C-100001', 'subject');
});
afterAll(() => bank.close());

function request(change: Partial<AuthenticationRequest> = {}): AuthenticationRequest {
  return {
    scope: 'openid profile read:sensitive-data',
    hint: { login_hint: 'maria.alvarez' },
    bindingMessage: 'You are on a call with us. Code KX7-4PT',
    requestedExpiry: 60,
    ...change,
  };
}

/** Asks, and returns how to poll for the answer. */
async function ask(change: Partial<AuthenticationRequest> = {}, of = subject) {
  const requestedAt = new Date();
  const outcome = await client.initiate(request(change));
  if (outcome.kind !== 'acknowledged') throw new Error(`refused: ${outcome.reason}, ${outcome.detail}`);
  return {
    acknowledged: outcome,
    poll: (): Promise<PollOutcome> => client.pollOnce(outcome.authReqId, about(of, { requestedAt })),
  };
}

async function press(customer: string, answer: { approved: boolean; reason?: string }): Promise<void> {
  const { status } = await (await phoneOf(bank, customer)).press(answer);
  expect(status).toBe(200);
}

describe('a request to the bank', () => {
  test('is acknowledged with id, interval and expiry, and its words are on the phone', async () => {
    const { acknowledged, poll } = await ask();
    expect(acknowledged).toEqual({
      kind: 'acknowledged',
      authReqId: expect.stringMatching(/^[\w.-]{22,}$/),
      expiresIn: 60,
      interval: 0.5,
    });
    const [prompt] = await (await phoneOf(bank, 'maria')).pending();
    expect(prompt?.bindingMessage).toBe('You are on a call with us. Code KX7-4PT');
    expect(await poll()).toEqual({ kind: 'pending' });
  });

  test.each([
    ['about nobody', { hint: { login_hint: 'nobody' } }, 'unknown_user'],
    ['about a customer without a device', { hint: { login_hint: 'eli.okafor' } }, 'not_enrolled'],
    ['with words the bank does not take', { bindingMessage: 'x'.repeat(101) }, 'binding_message_refused'],
  ] as const)('%s is refused: %s', async (_what, change, reason) => {
    expect(await client.initiate(request(change))).toMatchObject({ kind: 'refused', reason });
  });

  test('for a foreign resource is refused', async () => {
    const standing = { expiryParameter: 'requested_expiry', resource: 'https://other.example' };
    const astray = clientOf(bank.url, CIBA_SECRET, { standing });
    expect(await astray.initiate(request())).toMatchObject({ kind: 'refused', reason: 'setup_wrong' });
  });

  test('with a wrong secret is refused as ours', async () => {
    const stranger = clientOf(bank.url, 'not-the-secret-of-the-tests');
    expect(await stranger.initiate(request())).toMatchObject({ kind: 'refused', reason: 'client_refused' });
    const { acknowledged } = await ask();
    const stolen = stranger.pollOnce(acknowledged.authReqId, about(subject));
    expect(await stolen).toMatchObject({ kind: 'failed' });
  });

  test('that is asked about too soon hears slow_down', async () => {
    const { poll } = await ask();
    await poll();
    expect(await poll()).toEqual({ kind: 'slow_down' });
  });

  test('that nobody answers expires', async () => {
    const { poll } = await ask({ requestedExpiry: 1 });
    await eventually(async () => expect(await poll()).toEqual({ kind: 'expired' }), {
      timeout: 10_000,
      interval: 700,
    });
  });

  test('that nobody made is the end', async () => {
    const outcome = await client.pollOnce('never-issued', about(subject));
    expect(outcome).toEqual({ kind: 'failed', detail: 'invalid_grant, HTTP 400' });
  });
});

describe('the customer', () => {
  test('approves: the tokens open the customer’s data until they are revoked', async () => {
    const { poll } = await ask();
    await press('maria', { approved: true });
    const outcome = await poll();
    if (outcome.kind !== 'approved') throw new Error(`not approved but ${outcome.kind}`);
    expect(outcome.tokens).toEqual({ accessToken: expect.any(String), expiresIn: 600 });

    const api = createHttpCustomerApi(`${bank.url}/api`, createResourceClient(createTransport()));
    expect(await api.sensitiveData(outcome.tokens)).toMatchObject({ kind: 'data', subject });
    expect(await client.revoke(outcome.tokens)).toEqual({ kind: 'confirmed' });
    expect(await api.sensitiveData(outcome.tokens)).toEqual({ kind: 'token_refused' });
  });

  test('denies', async () => {
    const { poll } = await ask();
    await press('maria', { approved: false });
    expect(await poll()).toEqual({ kind: 'denied', fraudReported: false });
  });

  test('is not on a call: fraud is reported', async () => {
    const { poll } = await ask();
    await press('maria', { approved: false, reason: 'not_me' });
    expect(await poll()).toEqual({ kind: 'denied', fraudReported: true });
  });

  test('has a device that answers for somebody else: rejected, with the tokens to revoke', async () => {
    const walter = await subjectOf(bank, 'C-100006', 'subject');
    const { poll } = await ask({ hint: { login_hint: 'walter.brandt' } }, walter);
    const outcome = await eventually(
      async () => {
        const outcome = await poll();
        expect(outcome.kind).toBe('rejected');
        return outcome;
      },
      { timeout: 10_000, interval: 700 },
    );
    expect(outcome).toMatchObject({ kind: 'rejected', reason: 'wrong_subject', tokens: { expiresIn: 600 } });
  });
});

test('a bank that is away is unreachable, and reachable again when it is back', async () => {
  const restless = await openLastingBank();
  const ours = clientOf(restless.url);
  const first = await ours.initiate(request());
  if (first.kind !== 'acknowledged') throw new Error('refused');
  await restless.close();
  const expected = about(subject);
  expect(await ours.initiate(request())).toMatchObject({ kind: 'refused', reason: 'op_unreachable' });
  expect(await ours.pollOnce(first.authReqId, expected)).toMatchObject({ kind: 'unavailable' });
  expect(await ours.revoke({ accessToken: 'x', expiresIn: 1 })).toMatchObject({ kind: 'unavailable' });

  const neverMet = clientOf(restless.url);
  expect(await neverMet.initiate(request())).toMatchObject({ kind: 'refused', reason: 'op_unreachable' });
  expect(await neverMet.pollOnce('x', expected)).toMatchObject({
    kind: 'unavailable',
    detail: 'ECONNREFUSED',
  });
});
