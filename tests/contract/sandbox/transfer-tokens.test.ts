import { decodeJwt } from 'jose';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Receiver, startReceiver } from '../../support/sandbox-receiver';
import type { RelyingParty } from '../../support/sandbox-relying-party';
import type { Bank } from './bank';
import { phoneOf, revoke } from './client';
import { clientOf, deskEnv, openFullBank } from './full-bank';
import { type Detail, newTransfer, post, send, TRANSFER_SCOPE } from './transfer';

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

function request(detail: Detail, body: Detail = detail) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': `${detail.transferId}.1` },
    body: JSON.stringify(body),
  };
}

describe('what was approved is in the token exactly, and executed with it', () => {
  async function asked(client: RelyingParty, detail: Detail): Promise<string> {
    const { auth_req_id } = await client.ask({
      scope: `openid profile ${TRANSFER_SCOPE}`,
      authorization_details: JSON.stringify([detail]),
    });
    await (await phoneOf(bank, 'maria')).press({ approved: true });
    return auth_req_id;
  }

  const full = () =>
    newTransfer({
      creditorAccount: { number: '000123456789', bank: 'Chase' },
      remittanceInformationUnstructured: 'Flat “3”, łóżko',
    });

  test.each([
    { CIBA_DELIVERY: 'poll' },
    { CIBA_DELIVERY: 'ping', CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_SIGN_REQUESTS: 'true' },
    { CIBA_DELIVERY: 'poll', CIBA_CLIENT_AUTH: 'tls_client_auth' },
    { CIBA_DELIVERY: 'push' },
    { CIBA_DELIVERY: 'push', CIBA_CLIENT_AUTH: 'tls_client_auth' },
  ])('with %o', async (tuning) => {
    const client = await clientOf(bank, tuning);
    const detail = full();
    const id = await asked(client, detail);
    const { access_token, authorization_details } =
      tuning.CIBA_DELIVERY === 'push' ? (await desk.about(id)).body : await client.tokens(id);
    const token = String(access_token);
    expect(authorization_details).toEqual([detail]);
    expect(decodeJwt(token).authorization_details).toEqual([detail]);

    const { method, headers, body: json } = request(detail);
    const { CUSTOMER_API_URL } = await deskEnv(bank, tuning);
    const sent = await client.fetch(`${CUSTOMER_API_URL}/transfers`, {
      method,
      headers: { ...headers, authorization: `Bearer ${token}` },
      body: json,
    });
    expect(sent.status).toBe(201);
    // Without the certificate the same token opens nothing.
    const bare = await post(bank, detail, { authorization: `Bearer ${token}` });
    expect(bare.status).toBe(tuning.CIBA_CLIENT_AUTH === 'tls_client_auth' ? 401 : 201);
  });

  test('with DPoP, once for each proof', async () => {
    const client = await clientOf(bank, { CIBA_DPOP: 'true' });
    const DPoP = oidc.getDPoPHandle(client.config, await oidc.randomDPoPKeyPair());
    const detail = full();
    const { access_token } = await client.tokens(await asked(client, detail), { DPoP });
    expect(decodeJwt(access_token).authorization_details).toEqual([detail]);
    expect((await post(bank, detail, { authorization: `Bearer ${access_token}` })).status).toBe(401);
    const { method, headers, body } = request(detail);
    const url = new URL(`${bank.url}/api/transfers`);
    const sent = await oidc.fetchProtectedResource(
      client.config,
      access_token,
      url,
      method,
      body,
      new Headers(headers),
      { DPoP },
    );
    expect(sent.status).toBe(201);
  });
});

describe('the desk’s own token', () => {
  const methods = [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ];
  const worth = (amount: string, currency = 'EUR') => ({ instructedAmount: { amount, currency } });

  async function own(scope = TRANSFER_SCOPE): Promise<string> {
    const { config } = await clientOf(bank);
    return (await oidc.clientCredentialsGrant(config, { scope })).access_token;
  }

  async function sent(members: object, token?: string): Promise<unknown[]> {
    const detail = newTransfer({ ...members });
    const answer = await post(bank, detail, { authorization: `Bearer ${token ?? (await own())}` });
    return [answer.status, answer.body.error ?? answer.body.status];
  }

  test.each(methods)(
    'is had with %s, for the customer API and nobody in particular',
    async (CIBA_CLIENT_AUTH) => {
      const client = await clientOf(bank, { CIBA_CLIENT_AUTH });
      const tokens = await oidc.clientCredentialsGrant(client.config, { scope: TRANSFER_SCOPE });
      expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 600, scope: TRANSFER_SCOPE });
      const claims = decodeJwt(tokens.access_token);
      expect(claims).toMatchObject({
        sub: client.clientId,
        client_id: client.clientId,
        aud: `${bank.url}/api`,
        scope: TRANSFER_SCOPE,
      });
      expect('cnf' in claims).toBe(CIBA_CLIENT_AUTH.includes('tls'));
      expect(claims).not.toHaveProperty('authorization_details');
    },
  );

  test('can be asked for by naming the API', async () => {
    const { config } = await clientOf(bank);
    const asked = { scope: TRANSFER_SCOPE, resource: `${bank.url}/api` };
    expect((await oidc.clientCredentialsGrant(config, asked)).scope).toBe(TRANSFER_SCOPE);
  });

  test('opens transfers only, whatever is asked for', async () => {
    const claims = decodeJwt(await own(`openid read:sensitive-data ${TRANSFER_SCOPE}`));
    expect(claims.scope).toBe(TRANSFER_SCOPE);
    expect(decodeJwt(await own('read:sensitive-data'))).not.toHaveProperty('scope');
  });

  test('sends a little of any customer', async () => {
    expect(await sent(worth('100.00'))).toEqual([201, 'executed']);
    const kens = { customerId: 'C-100002', debtorAccount: { iban: 'NL30ALDR6265421508' } };
    expect(await sent({ ...worth('1.00'), ...kens })).toEqual([201, 'executed']);
  });

  test.each([
    ['100.01', 'EUR'],
    ['108.62', 'USD'],
    ['16314', 'JPY'],
  ])('does not send %s %s: that needs an approval', async (amount, currency) => {
    expect(await sent(worth(amount, currency))).toEqual([403, 'approval_needed']);
  });

  test.each([
    ['108.61', 'USD'],
    ['16313', 'JPY'],
  ])('sends %s %s', async (amount, currency) => {
    expect(await sent(worth(amount, currency))).toEqual([201, 'executed']);
  });

  test.each([
    ['of nobody', { customerId: 'C-999999' }],
    ['of a persona by nickname', { customerId: 'maria' }],
    ['of who closed the account', { customerId: 'C-100007' }],
    ['from the account of another customer', { customerId: 'C-100002' }],
  ])('does not send the money %s', async (_whose, change) => {
    expect(await sent({ ...worth('1.00'), ...change })).toEqual([403, 'not_your_account']);
  });

  test('hears of a currency without a price, which no approval would help', async () => {
    expect(await sent(worth('100', 'ISK'))).toEqual([422, 'currency_not_supported']);
  });

  test('replays no approved transfer that is too large for it', async () => {
    const detail = newTransfer({});
    expect((await send(bank, detail)).status).toBe(201);
    const { status, body } = await post(bank, detail, { authorization: `Bearer ${await own()}` });
    expect([status, body.error]).toEqual([403, 'approval_needed']);
  });

  test('lacks a scope that was not asked for, and can be revoked', async () => {
    expect(await sent(worth('1.00'), await own('openid'))).toEqual([403, 'insufficient_scope']);
    const token = await own();
    await revoke(bank, token);
    expect(await sent(worth('1.00'), token)).toEqual([401, 'invalid_token']);
  });
});
