import { createHash } from 'node:crypto';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../support/eventually';
import { type Receiver, startReceiver } from '../../support/sandbox-receiver';
import type { Bank } from './bank';
import { CIBA_GRANT, CIBA_SECRET } from './bank';
import { basic, call, phoneOf } from './client';
import { clientOf, openFullBank } from './full-bank';

let bank: Bank;
let desk: Receiver;
const errors: string[] = [];
beforeAll(async () => {
  desk = await startReceiver();
  bank = await openFullBank({
    deskUrl: desk.url,
    onError: (where, error) => errors.push(`${where}: ${error}`),
  });
});
afterAll(async () => {
  await bank.close();
  await desk.close();
});

const RT_HASH = 'urn:openid:params:jwt:claim:rt_hash';
const AUTH_REQ_ID = 'urn:openid:params:jwt:claim:auth_req_id';

async function press(answer: { approved: boolean; reason?: string }, customer = 'maria'): Promise<void> {
  expect((await (await phoneOf(bank, customer)).press(answer)).status).toBe(200);
}

function half(token: unknown): string {
  return createHash('sha256').update(String(token)).digest().subarray(0, 16).toString('base64url');
}

describe('ping', () => {
  test('tells the request’s id and nothing else, for a denial too', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'ping' });
    const { auth_req_id } = await client.ask();
    await press({ approved: false });
    const { method, url, headers, body } = await desk.about(auth_req_id);
    expect({ method, url, body }).toEqual({ method: 'POST', url: '/api/ciba/notify', body: { auth_req_id } });
    expect(headers['content-type']).toMatch(/^application\/json/);
    await expect(client.tokens(auth_req_id)).rejects.toMatchObject({ error: 'access_denied' });
  });

  test('that fails loses no approval, and the customer hears nothing of it', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'ping' });
    const { auth_req_id } = await client.ask();
    desk.answerWith(500);
    await press({ approved: true });
    await desk.about(auth_req_id);
    await until(() => errors.some((line) => line.startsWith('ping: ')));
    expect((await client.tokens(auth_req_id)).access_token).toEqual(expect.any(String));
  });

  test('comes with an interval, which polls keep to as well', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'ping' });
    const { auth_req_id, interval } = await client.ask();
    expect(interval).toBe(0.5);
    await expect(client.tokens(auth_req_id)).rejects.toMatchObject({ error: 'authorization_pending' });
    await expect(client.tokens(auth_req_id)).rejects.toMatchObject({ error: 'slow_down' });
    await press({ approved: false });
  });

  test.each([
    ['without a notification token', undefined],
    ['with one that is no bearer token', 'with spaces in it'],
    ['with one that is too long', 'x'.repeat(1025)],
  ])('is refused %s', async (_what, token) => {
    const body = new URLSearchParams({ scope: 'openid', login_hint: 'maria.alvarez' });
    if (token) body.set('client_notification_token', token);
    const headers = { authorization: basic('countersign-client_secret_basic-ping', CIBA_SECRET) };
    const answer = await call(`${bank.url}/op/backchannel`, { method: 'POST', headers, body });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });
});

describe('push', () => {
  test('delivers the tokens, and an ID token that is tied to them and to the request', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push' });
    const { auth_req_id, interval } = await client.ask();
    expect(interval).toBeUndefined();
    await press({ approved: true });
    const { body } = await desk.about(auth_req_id);
    expect(body).toMatchObject({
      auth_req_id,
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'read:sensitive-data',
    });
    expect(body).not.toHaveProperty('refresh_token');
    const { payload } = await jwtVerify(
      String(body.id_token),
      createRemoteJWKSet(new URL(`${bank.url}/op/jwks`)),
      { issuer: `${bank.url}/op`, audience: client.clientId },
    );
    expect(payload).toMatchObject({ name: 'Maria Alvarez', at_hash: half(body.access_token) });
    expect(payload[AUTH_REQ_ID]).toBe(auth_req_id);
    expect(payload).not.toHaveProperty(RT_HASH);
  });

  test('delivers a refresh token that the ID token is tied to, and that works', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push' });
    const { auth_req_id } = await client.ask({ scope: 'openid offline_access read:sensitive-data' });
    await press({ approved: true });
    const { body } = await desk.about(auth_req_id);
    expect(decodeJwt(String(body.id_token))[RT_HASH]).toBe(half(body.refresh_token));
    const { refreshTokenGrant } = await import('openid-client');
    const again = await refreshTokenGrant(client.config, String(body.refresh_token));
    expect(decodeJwt(again.access_token).sub).toBe(decodeJwt(String(body.id_token)).sub);
  });

  test.each([
    ['a denial', { approved: false }, 'the customer denied the request'],
    ['a report of fraud', { approved: false, reason: 'not_me' }, 'fraud_reported'],
  ])('delivers %s as an error', async (_what, answer, error_description) => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push' });
    const { auth_req_id } = await client.ask();
    await press(answer);
    const { headers, body } = await desk.about(auth_req_id);
    expect(headers.authorization).toBe(`Bearer ${client.notificationToken}`);
    expect(body).toEqual({ auth_req_id, error: 'access_denied', error_description });
  });

  test('delivers an expiry as an error', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push' });
    const { auth_req_id } = await client.ask({ requested_expiry: '1' });
    const { body } = await desk.about(auth_req_id);
    expect(body).toMatchObject({ auth_req_id, error: 'expired_token' });
  });

  test('delivers an expiry that fell into a restart', async () => {
    const restless = await openFullBank({ deskUrl: desk.url });
    try {
      const client = await clientOf(restless, { CIBA_DELIVERY: 'push' });
      const { auth_req_id } = await client.ask({ requested_expiry: '1' });
      await restless.restart();
      expect((await desk.about(auth_req_id)).body.error).toBe('expired_token');
    } finally {
      await restless.close();
    }
  });

  test('is tried three times, each time with the same tokens', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push' });
    const { auth_req_id } = await client.ask();
    desk.answerWith(503, 302);
    await press({ approved: true });
    const about = () => desk.received.filter(({ body }) => body.auth_req_id === auth_req_id);
    await until(() => about().length === 3);
    expect(new Set(about().map(({ body }) => body.access_token)).size).toBe(1);
  });

  test('is given up after that, and the bank says so without quoting a token', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push' });
    const { auth_req_id } = await client.ask();
    desk.answerWith(500, 500, 500);
    await press({ approved: true });
    await until(() => errors.some((line) => line.startsWith('push: ')));
    expect(errors.at(-1)).toBe('push: Error: given up after 3 attempts: the desk answered 500');
    expect(errors.join()).not.toContain(auth_req_id);
  });

  test('clients have no business at the token endpoint', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push' });
    const { auth_req_id } = await client.ask();
    const answer = await call(`${bank.url}/op/token`, {
      method: 'POST',
      headers: { authorization: basic(client.clientId, CIBA_SECRET) },
      body: new URLSearchParams({ grant_type: CIBA_GRANT, auth_req_id }),
    });
    expect([answer.status, answer.body.error]).toEqual([400, 'unauthorized_client']);
    await press({ approved: true });
    expect((await desk.about(auth_req_id)).body).toHaveProperty('access_token');
  });

  test('a notification token is needed', async () => {
    const answer = await call(`${bank.url}/op/backchannel`, {
      method: 'POST',
      headers: { authorization: basic('countersign-client_secret_basic-push', CIBA_SECRET) },
      body: new URLSearchParams({ scope: 'openid', login_hint: 'maria.alvarez' }),
    });
    expect([answer.status, answer.body.error]).toEqual([400, 'invalid_request']);
  });
});
