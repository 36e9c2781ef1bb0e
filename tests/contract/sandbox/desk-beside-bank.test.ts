import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpCustomerApi } from '@/lib/adapters/customer-api';
import { type CibaClient, createCibaClient } from '@/lib/ciba/client';
import { newNotificationToken, parseNotification } from '@/lib/ciba/notification';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { createProvider } from '@/lib/ciba/provider';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import { systemClock } from '@/lib/clock';
import type { CustomerApi } from '@/lib/customers/customer-api';
import { readEnv } from '@/lib/env';
import { readProviderSettings } from '@/lib/provider-settings';
import { about } from '../../support/ciba-client';
import { type Receiver, startReceiver } from '../../support/sandbox-receiver';
import type { Bank } from './bank';
import { phoneOf } from './client';
import { directoryOf } from './directory';
import { deskEnv, openFullBank } from './full-bank';

let bank: Bank;
let receiver: Receiver;
let maria: { subject: string; username: string; email: string; phone: string };
beforeAll(async () => {
  receiver = await startReceiver();
  bank = await openFullBank({ deskUrl: receiver.url });
  const [first] = await directoryOf(bank);
  if (!first) throw new Error('an empty directory');
  maria = first;
});
afterAll(async () => {
  await bank.close();
  await receiver.close();
});

/** The desk as the launcher would start it with these settings in the shell. */
async function deskWith(tuning: Record<string, string>): Promise<{ ciba: CibaClient; api: CustomerApi }> {
  const keys = Buffer.alloc(32).toString('base64url');
  const given = {
    AUTH_SECRET: 'a'.repeat(32),
    TOKEN_ENCRYPTION_KEYS: keys,
    AUDIT_KEYS: keys,
    STAFF_CLIENT_SECRET: 's'.repeat(20),
  };
  const env = readEnv({ ...(await deskEnv(bank, tuning)), ...given });
  const settings = await readProviderSettings(env);
  const transport = createTransport(settings.transport);
  return {
    ciba: createCibaClient(createProvider(settings.provider, transport, systemClock)),
    api: createHttpCustomerApi(env.CUSTOMER_API_URL, createResourceClient(transport)),
  };
}

/** From the click to the outcome, with Maria approving. */
async function verify(ciba: CibaClient): Promise<PollOutcome> {
  const hint = await ciba.hintFor(maria);
  if (!hint) throw new Error('no hint');
  const { token } = newNotificationToken();
  const asked = await ciba.initiate({
    scope: 'openid profile read:sensitive-data',
    hint,
    bindingMessage: 'Code KX7-4PT',
    requestedExpiry: 60,
    ...(ciba.delivery === 'poll' ? {} : { notificationToken: token }),
  });
  if (asked.kind !== 'acknowledged') throw new Error(`refused: ${asked.reason}, ${asked.detail}`);
  await (await phoneOf(bank, 'maria')).press({ approved: true });
  const expected = about(maria.subject, { requiredScope: 'read:sensitive-data' });
  if (ciba.delivery === 'poll') return ciba.pollOnce(asked.authReqId, expected);
  const { headers, body } = await receiver.about(asked.authReqId);
  expect(headers.authorization).toBe(`Bearer ${token}`);
  const told = parseNotification(ciba.delivery, JSON.stringify(body));
  if (told?.kind === 'tokens') return ciba.judgePush(told.answer, asked.authReqId, expected);
  expect(told).toEqual({ kind: 'ping', authReqId: asked.authReqId });
  return ciba.pollOnce(asked.authReqId, expected);
}

async function expectData(tuning: Record<string, string>): Promise<void> {
  const { ciba, api } = await deskWith(tuning);
  const outcome = await verify(ciba);
  expect(outcome).toMatchObject({ kind: 'approved' });
  if (outcome.kind !== 'approved') return;
  expect(await api.sensitiveData(outcome.tokens)).toMatchObject({ kind: 'data', subject: maria.subject });
  expect(await ciba.revoke(outcome.tokens)).toEqual({ kind: 'confirmed' });
  expect(await api.sensitiveData(outcome.tokens)).toMatchObject({ kind: 'token_refused' });
}

const secrets = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];
const methods = [...secrets, 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];

describe.each(['poll', 'ping', 'push'])('with %s, one line of settings shows the data', (CIBA_DELIVERY) => {
  test.each(methods)('as %s', (CIBA_CLIENT_AUTH) => expectData({ CIBA_CLIENT_AUTH, CIBA_DELIVERY }));
});

test.each<[string, Record<string, string>]>([
  ['signed requests', { CIBA_SIGN_REQUESTS: 'true' }],
  ['signed requests with RSA', { CIBA_SIGN_REQUESTS: 'true', CIBA_SIGNING_ALG: 'PS256' }],
  ['signed requests with Ed25519', { CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_SIGNING_ALG: 'EdDSA' }],
  ['signed requests over mutual TLS', { CIBA_CLIENT_AUTH: 'tls_client_auth', CIBA_SIGN_REQUESTS: 'true' }],
  ['encrypted ID tokens', { SANDBOX_ENCRYPTS_ID_TOKENS: 'true' }],
  ['encrypted ID tokens, pushed', { SANDBOX_ENCRYPTS_ID_TOKENS: 'true', CIBA_DELIVERY: 'push' }],
  ['DPoP', { CIBA_DPOP: 'true' }],
  ['DPoP over mutual TLS', { CIBA_DPOP: 'true', CIBA_CLIENT_AUTH: 'tls_client_auth' }],
  ['an acr', { CIBA_ACR_VALUES: 'urn:alder:acr:device-pin' }],
  ['a greatest age', { CIBA_MAX_AGE: '60' }],
  ...['username', 'email', 'phone', 'iss_sub', 'login_hint_token', 'id_token_hint'].map(
    (form): [string, Record<string, string>] => [`the customer named by ${form}`, { CIBA_LOGIN_HINT: form }],
  ),
])('%s: one line of settings shows the data', (_what, tuning) => expectData(tuning));

test('an acr that the bank cannot reach shows nothing', async () => {
  const { ciba } = await deskWith({ CIBA_ACR_VALUES: 'urn:other' });
  expect(await verify(ciba)).toMatchObject({ kind: 'rejected', reason: 'invalid_token' });
});

test('the customer of an earlier verification is named by its ID token', async () => {
  const { ciba } = await deskWith({ CIBA_LOGIN_HINT: 'id_token_hint' });
  const before = await verify(ciba);
  if (before.kind !== 'approved') throw new Error(before.kind);
  const hint = await ciba.hintFor({ ...maria, idToken: before.tokens.idToken });
  expect(hint).toEqual({ id_token_hint: before.tokens.idToken });
  const asked = {
    scope: 'openid',
    hint: hint ?? { login_hint: '' },
    bindingMessage: 'Code',
    requestedExpiry: 60,
  };
  expect(await ciba.initiate(asked)).toMatchObject({ kind: 'acknowledged' });
});

test('nearly everything at once works together', () =>
  expectData({
    CIBA_DELIVERY: 'ping',
    CIBA_CLIENT_AUTH: 'self_signed_tls_client_auth',
    CIBA_SIGN_REQUESTS: 'true',
    SANDBOX_ENCRYPTS_ID_TOKENS: 'true',
    CIBA_ACR_VALUES: 'urn:alder:acr:device',
    CIBA_MAX_AGE: '60',
    CIBA_LOGIN_HINT: 'login_hint_token',
  }));
