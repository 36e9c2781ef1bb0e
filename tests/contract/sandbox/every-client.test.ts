import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../../support/sandbox-receiver';
import { type RelyingParty, relyingParty } from '../../support/sandbox-relying-party';
import type { Bank } from './bank';
import { phoneOf } from './client';
import { subjectOf } from './directory';
import { clientOf, deskEnv, openFullBank } from './full-bank';

let bank: Bank;
let desk: Receiver;
beforeAll(async () => {
  desk = await startReceiver();
  bank = await openFullBank({ deskUrl: desk.url });
});
afterAll(async () => {
  await bank.close();
  await desk.close();
});

const secrets = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt'];
const methods = [...secrets, 'private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];
const deliveries = ['poll', 'ping', 'push'];

interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
}

/** Asks, lets Maria approve, and gets the tokens in the way the client is delivered to. */
async function exchange(client: RelyingParty, delivery: string, parameters = {}): Promise<Tokens> {
  const { auth_req_id } = await client.ask(parameters);
  await (await phoneOf(bank, 'maria')).press({ approved: true });
  if (delivery === 'poll') return strings(await client.tokens(auth_req_id));
  const { headers, body } = await desk.about(auth_req_id);
  expect(headers.authorization).toBe(`Bearer ${client.notificationToken}`);
  return strings(delivery === 'ping' ? await client.tokens(auth_req_id) : body);
}

function strings(answer: Readonly<Record<string, unknown>>): Tokens {
  const { access_token, id_token } = answer;
  return { access_token: String(access_token), id_token: String(id_token) };
}

function sensitiveData(client: RelyingParty, api: string | undefined, token: string) {
  const headers = { authorization: `Bearer ${token}` };
  return client.fetch(`${api}/customers/me/sensitive-data`, { headers });
}

describe.each(deliveries)('%s', (CIBA_DELIVERY) => {
  test.each(methods)('with %s ends in tokens that open the customer API', async (CIBA_CLIENT_AUTH) => {
    const tuning = { CIBA_CLIENT_AUTH, CIBA_DELIVERY };
    const client = await clientOf(bank, tuning);
    const { access_token, id_token } = await exchange(client, CIBA_DELIVERY);

    const { payload } = await jwtVerify(id_token, createRemoteJWKSet(new URL(`${bank.url}/op/jwks`)), {
      issuer: `${bank.url}/op`,
      audience: client.clientId,
    });
    const half = createHash('sha256').update(access_token).digest().subarray(0, 16).toString('base64url');
    expect(payload).toMatchObject({
      sub: await subjectOf(bank, 'C-100001'),
      auth_time: expect.any(Number),
      at_hash: half,
    });
    const { CUSTOMER_API_URL } = await deskEnv(bank, tuning);
    expect((await sensitiveData(client, CUSTOMER_API_URL, access_token)).status).toBe(200);
  });
});

describe('signed requests', () => {
  test.each([
    ...methods.map((CIBA_CLIENT_AUTH) => ({ CIBA_CLIENT_AUTH, CIBA_DELIVERY: 'poll' })),
    { CIBA_CLIENT_AUTH: 'client_secret_basic', CIBA_DELIVERY: 'ping' },
    { CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_DELIVERY: 'push' },
  ])('work with $CIBA_CLIENT_AUTH and $CIBA_DELIVERY', async (tuning) => {
    const client = await clientOf(bank, { ...tuning, CIBA_SIGN_REQUESTS: 'true' });
    const { id_token } = await exchange(client, tuning.CIBA_DELIVERY);
    expect(id_token).toMatch(/^ey/);
  });

  test.each(['ES256', 'PS256', 'RS256', 'EdDSA'])('may be signed with %s', async (CIBA_SIGNING_ALG) => {
    const tuning = { CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_SIGN_REQUESTS: 'true', CIBA_SIGNING_ALG };
    const client = await clientOf(bank, tuning);
    expect((await client.ask()).auth_req_id).toEqual(expect.any(String));
    await (await phoneOf(bank, 'maria')).press({ approved: false });
  });

  test('are all that a client for signed requests may send', async () => {
    const signing = await deskEnv(bank, {
      CIBA_CLIENT_AUTH: 'client_secret_post',
      CIBA_SIGN_REQUESTS: 'true',
    });
    const answer = await fetch(`${bank.url}/op/backchannel`, {
      method: 'POST',
      body: new URLSearchParams({
        client_id: signing.CIBA_CLIENT_ID ?? '',
        client_secret: signing.CIBA_CLIENT_SECRET ?? '',
        scope: 'openid',
        login_hint: 'maria.alvarez',
      }),
    });
    expect([answer.status, (await answer.json()).error]).toEqual([400, 'invalid_request']);
  });

  test('are optional for every other client that has a key', async () => {
    const client = await clientOf(bank, { CIBA_CLIENT_AUTH: 'private_key_jwt' });
    expect((await client.ask()).auth_req_id).toEqual(expect.any(String));
    await (await phoneOf(bank, 'maria')).press({ approved: false });
  });
});

describe('encrypted ID tokens', () => {
  test.each(['poll', 'ping'])('reach a client with %s', async (CIBA_DELIVERY) => {
    const client = await clientOf(bank, { CIBA_DELIVERY, SANDBOX_ENCRYPTS_ID_TOKENS: 'true' });
    const { auth_req_id } = await client.ask();
    await (await phoneOf(bank, 'maria')).press({ approved: true });
    const tokens = await client.tokens(auth_req_id);
    expect(tokens.claims()?.sub).toBe(await subjectOf(bank, 'C-100001'));
  });

  test('are pushed encrypted too', async () => {
    const client = await clientOf(bank, { CIBA_DELIVERY: 'push', SANDBOX_ENCRYPTS_ID_TOKENS: 'true' });
    expect((await exchange(client, 'push')).id_token.split('.')).toHaveLength(5);
  });
});

describe('DPoP', () => {
  test.each(methods)('binds the token with %s', async (CIBA_CLIENT_AUTH) => {
    const tuning = { CIBA_CLIENT_AUTH, CIBA_DPOP: 'true' };
    const client = await clientOf(bank, tuning);
    const DPoP = oidc.getDPoPHandle(client.config, await oidc.randomDPoPKeyPair());
    const { auth_req_id } = await client.ask();
    await (await phoneOf(bank, 'maria')).press({ approved: true });
    const { access_token, token_type } = await client.tokens(auth_req_id, { DPoP });
    expect(token_type).toBe('dpop');
    const { CUSTOMER_API_URL } = await deskEnv(bank, tuning);
    const url = new URL(`${CUSTOMER_API_URL}/customers/me/sensitive-data`);
    const answer = await oidc.fetchProtectedResource(
      client.config,
      access_token,
      url,
      'GET',
      null,
      undefined,
      {
        DPoP,
      },
    );
    expect(answer.status).toBe(200);
  });
});

describe('a client', () => {
  test.each([
    [
      'its secret where an assertion is registered',
      { CIBA_CLIENT_AUTH: 'client_secret_jwt' },
      { CIBA_CLIENT_AUTH: 'client_secret_basic' },
    ],
    [
      'a certificate nobody vouches for',
      { CIBA_CLIENT_AUTH: 'tls_client_auth' },
      { CIBA_CLIENT_AUTH: 'self_signed_tls_client_auth' },
    ],
    [
      'an unregistered certificate',
      { CIBA_CLIENT_AUTH: 'self_signed_tls_client_auth' },
      { CIBA_CLIENT_AUTH: 'tls_client_auth' },
    ],
    [
      'its secret where a key is registered',
      { CIBA_CLIENT_AUTH: 'private_key_jwt' },
      { CIBA_CLIENT_AUTH: 'client_secret_jwt' },
    ],
  ])('with %s is refused', async (_what, is, pretends) => {
    const { CIBA_CLIENT_ID } = await deskEnv(bank, is);
    const impostor = await relyingParty({ ...(await deskEnv(bank, pretends)), CIBA_CLIENT_ID });
    await expect(impostor.ask()).rejects.toMatchObject({ status: 401 });
  });

  test('without a certificate is refused where one is registered, whatever header it sends', async () => {
    const answer = await fetch(`${bank.url}/op/backchannel`, {
      method: 'POST',
      headers: { 'x-ssl-client-cert': 'CN=countersign', 'x-forwarded-client-cert': 'CN=countersign' },
      body: new URLSearchParams({
        client_id: 'countersign-tls_client_auth-poll',
        scope: 'openid',
        login_hint: 'maria.alvarez',
      }),
    });
    expect(answer.status).toBe(401);
  });
});
