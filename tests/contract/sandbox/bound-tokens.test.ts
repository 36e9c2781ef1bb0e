import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../../support/sandbox-receiver';
import type { Bank } from './bank';
import { call, phoneOf, sensitiveData } from './client';
import { clientOf, openFullBank } from './full-bank';

let bank: Bank;
let desk: Receiver;
let keyPair: Awaited<ReturnType<typeof generateKeyPair>>;
beforeAll(async () => {
  desk = await startReceiver();
  bank = await openFullBank({ deskUrl: desk.url });
  keyPair = await generateKeyPair('ES256');
});
afterAll(async () => {
  await bank.close();
  await desk.close();
});

async function approve(): Promise<void> {
  await (await phoneOf(bank, 'maria')).press({ approved: true });
}

describe('a token bound to a certificate', () => {
  const path = '/api/customers/me/sensitive-data';

  async function bound(): Promise<string> {
    const client = await clientOf(bank, { CIBA_CLIENT_AUTH: 'tls_client_auth' });
    const { auth_req_id } = await client.ask();
    await approve();
    return (await client.tokens(auth_req_id)).access_token;
  }

  test('is refused without the certificate, and with another', async () => {
    const token = await bound();
    const headers = { authorization: `Bearer ${token}` };
    const owner = await clientOf(bank, { CIBA_CLIENT_AUTH: 'tls_client_auth' });
    const other = await clientOf(bank, { CIBA_CLIENT_AUTH: 'self_signed_tls_client_auth' });
    expect((await owner.fetch(`${bank.tlsUrl}${path}`, { headers })).status).toBe(200);
    const refused = await other.fetch(`${bank.tlsUrl}${path}`, { headers });
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer .*error="invalid_token".*certificate/);
    expect((await sensitiveData(bank, token)).status).toBe(401);
  });

  test('is bound to the request’s certificate when it is pushed', async () => {
    const client = await clientOf(bank, { CIBA_CLIENT_AUTH: 'tls_client_auth', CIBA_DELIVERY: 'push' });
    const { auth_req_id } = await client.ask();
    await approve();
    const { body } = await desk.about(auth_req_id);
    const headers = { authorization: `Bearer ${body.access_token}` };
    expect((await client.fetch(`${bank.tlsUrl}${path}`, { headers })).status).toBe(200);
    expect((await sensitiveData(bank, String(body.access_token))).status).toBe(401);
  });

  test('comes from the endpoints that the metadata names for mutual TLS', async () => {
    const { body } = await call(`${bank.url}/op/.well-known/openid-configuration`);
    expect(body).toMatchObject({
      tls_client_certificate_bound_access_tokens: true,
      mtls_endpoint_aliases: {
        token_endpoint: `${bank.tlsUrl}/op/token`,
        revocation_endpoint: `${bank.tlsUrl}/op/token/revocation`,
        backchannel_authentication_endpoint: `${bank.tlsUrl}/op/backchannel`,
      },
    });
  });
});

test('the TLS listener serves programs only: the phone lives at one origin', async () => {
  const client = await clientOf(bank, { CIBA_CLIENT_AUTH: 'tls_client_auth' });
  expect((await client.fetch(`${bank.tlsUrl}/phone`)).status).toBe(404);
});

describe('a token bound to a DPoP key', () => {
  let token: string;
  beforeAll(async () => {
    const client = await clientOf(bank);
    const DPoP = oidc.getDPoPHandle(client.config, keyPair);
    const { auth_req_id } = await client.ask();
    await approve();
    token = (await client.tokens(auth_req_id, { DPoP })).access_token;
  });

  const url = (): string => `${bank.url}/api/customers/me/sensitive-data`;

  async function proof(change: Record<string, unknown> = {}, keys = keyPair): Promise<string> {
    return new SignJWT({
      htm: 'GET',
      htu: url(),
      ath: createHash('sha256').update(token).digest('base64url'),
      jti: randomUUID(),
      iat: Math.floor(Date.now() / 1000),
      ...change,
    })
      .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: await exportJWK(keys.publicKey) })
      .sign(keys.privateKey);
  }

  function present(scheme: string, dpop?: string) {
    return call(url(), { headers: { authorization: `${scheme} ${token}`, ...(dpop ? { dpop } : {}) } });
  }

  test('opens the API with a proof, once', async () => {
    const once = await proof();
    expect((await present('DPoP', once)).status).toBe(200);
    const again = await present('DPoP', once);
    expect([again.status, again.body.error]).toEqual([401, 'invalid_dpop_proof']);
  });

  test.each([
    ['for another method', { htm: 'POST' }],
    ['for another address', { htu: 'http://localhost:1/api/customers/me/sensitive-data' }],
    ['for another token', { ath: createHash('sha256').update('other').digest('base64url') }],
    ['that is old', { iat: Math.floor(Date.now() / 1000) - 120 }],
    ['from the future', { iat: Math.floor(Date.now() / 1000) + 120 }],
    ['without a name', { jti: undefined }],
  ])('is refused with a proof %s', async (_what, change) => {
    const answer = await present('DPoP', await proof(change));
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_dpop_proof']);
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP .*algs="ES256/);
  });

  test('is refused with a proof of another key', async () => {
    const answer = await present('DPoP', await proof({}, await generateKeyPair('ES256')));
    expect([answer.status, answer.body.error]).toEqual([401, 'invalid_token']);
  });

  test('is refused without a proof, and as a bearer token', async () => {
    expect((await present('DPoP')).status).toBe(401);
    const asBearer = await present('Bearer');
    expect(asBearer.status).toBe(401);
    expect(asBearer.headers.get('www-authenticate')).toMatch(/^DPoP /);
    expect((await present('Bearer', await proof())).status).toBe(401);
  });
});

test('a token that is bound to nothing is a bearer token, not a DPoP token', async () => {
  const client = await clientOf(bank);
  const { auth_req_id } = await client.ask();
  await approve();
  const { access_token } = await client.tokens(auth_req_id);
  const url = `${bank.url}/api/customers/me/sensitive-data`;
  expect((await call(url, { headers: { authorization: `DPoP ${access_token}` } })).status).toBe(401);
  expect((await call(url, { headers: { authorization: `Bearer ${access_token}` } })).status).toBe(200);
});
