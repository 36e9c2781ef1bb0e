import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as openid from 'openid-client';
import { afterEach, describe, expect, it } from 'vitest';
import { createCertificateAuthority, selfSignedClient } from '../../support/certificates';
import { ada, grace } from '../../support/providers/customers';
import { lab } from '../../support/providers/lab';
import { okta } from '../../support/providers/okta';
import type {
  ClientOptions,
  ClientRegistration,
  ProviderDouble,
} from '../../support/providers/provider-double';
import { relyingParty } from '../../support/providers/relying-party';

const parameters = { scope: 'openid read:sensitive-data', login_hint: ada.username };
let op: ProviderDouble;
afterEach(() => op.close());

describe('ID tokens', () => {
  it.each(['RS256', 'PS256', 'ES256', 'EdDSA'] as const)(
    'are signed by %s, as registered',
    async (idTokenAlg) => {
      const { id_token = '' } = await tokensFor({ idTokenAlg });
      expect(decodeProtectedHeader(id_token).alg).toBe(idTokenAlg);
    },
  );

  it('are encrypted for who has a key for it', async () => {
    const tokens = await tokensFor({ encryptIdToken: true });
    expect(tokens.id_token?.split('.')).toHaveLength(5);
    expect(tokens.claims()?.sub).toBe(ada.sub);
  });

  it('tell another customer, another acr or whatever a test needs', async () => {
    op = await lab.start({
      interval: 0.1,
      answer: () => ({
        outcome: 'approved',
        sub: grace.sub,
        mutateIdToken: (claims) => ({ ...claims, acr: 'low' }),
      }),
    });
    const tokens = await exchange(await op.client('client_secret_basic'));
    expect(tokens.claims()).toMatchObject({ sub: grace.sub, acr: 'low' });
  });

  it('fail against the keys of yesterday', async () => {
    op = await lab.start({ interval: 0.1 });
    const client = await op.client('client_secret_basic');
    const before = await op.idTokenHint(client, ada);
    await op.rotateKeys();
    const rp = await relyingParty(op, client);
    const hinted = openid.initiateBackchannelAuthentication(rp, { scope: 'openid', id_token_hint: before });
    await expect(hinted).rejects.toMatchObject({ error: 'invalid_request' });
  });
});

describe('access tokens', () => {
  it('are bound to a DPoP key, whose proofs need the nonce at Okta', async () => {
    op = await okta.start({ interval: 0.1, answer: () => ({ outcome: 'approved' }) });
    const client = await op.client('client_secret_post');
    const rp = await relyingParty(op, client);
    const DPoP = openid.getDPoPHandle(rp, await openid.randomDPoPKeyPair());
    const ack = await openid.initiateBackchannelAuthentication(rp, parameters);
    const { access_token } = await openid.pollBackchannelAuthenticationGrant(rp, ack, undefined, { DPoP });
    expect(decodeJwt(access_token)).toHaveProperty('cnf.jkt');
    // The first proof had no nonce yet.
    expect(op.requests.filter(({ path }) => path.endsWith('/token')).map(({ status }) => status)).toEqual([
      400, 200,
    ]);

    const url = new URL(op.resourceUrl.plain);
    const answer = await openid.fetchProtectedResource(rp, access_token, url, 'GET', null, undefined, {
      DPoP,
    });
    expect(answer.status).toBe(200);
    const asBearer = await fetch(url, { headers: { authorization: `Bearer ${access_token}` } });
    expect(asBearer.status).toBe(401);
  });

  it('are worth nothing once revoked', async () => {
    const { access_token } = await tokensFor({});
    const get = () => fetch(op.resourceUrl.plain, { headers: { authorization: `Bearer ${access_token}` } });
    expect((await get()).status).toBe(200);
    const [client] = op.clients;
    if (!client) throw new Error('no client');
    await openid.tokenRevocation(await relyingParty(op, client), access_token);
    expect((await get()).status).toBe(401);
    expect(op.revoked).toEqual([access_token]);
  });
});

describe('client certificates', () => {
  it.each([
    ['expired', (name: string) => op.authority.issueClient(name, { notAfter: new Date(Date.now() - 1000) })],
    ['about somebody else', () => op.authority.issueClient('CN=somebody else')],
    ['of another authority', async (name: string) => (await createCertificateAuthority()).issueClient(name)],
    ['self-signed', (name: string) => selfSignedClient(name)],
  ])('are refused when %s', async (_how, issue) => {
    op = await lab.start({ interval: 0.1 });
    const good = await op.client('tls_client_auth');
    const certificate = await issue(`CN=${good.clientId},O=Countersign`);
    const rp = await relyingParty(op, { ...good, certificate });
    await expect(openid.initiateBackchannelAuthentication(rp, parameters)).rejects.toMatchObject({
      error: 'invalid_client',
    });
  });
});

describe('a failing provider', () => {
  it('drops a connection and answers 503, as often as it is told', async () => {
    op = await lab.start({ interval: 0.1 });
    const rp = await relyingParty(op, await op.client('client_secret_basic'));
    op.fail('backchannel', 'hang up');
    op.fail('backchannel', { status: 503, headers: { 'retry-after': '1' } });
    const ask = () => openid.initiateBackchannelAuthentication(rp, parameters);
    await expect(ask()).rejects.toBeInstanceOf(TypeError);
    await expect(ask()).rejects.toMatchObject({ code: 'OAUTH_RESPONSE_IS_NOT_CONFORM' });
    await expect(ask()).resolves.toHaveProperty('auth_req_id');
    expect(op.requests.map(({ path }) => path).filter((path) => path === '/backchannel')).toHaveLength(3);
  });

  it('hands its requests over in their order', async () => {
    op = await lab.start({ interval: 0.1 });
    const rp = await relyingParty(op, await op.client('client_secret_basic'));
    const { auth_req_id } = await openid.initiateBackchannelAuthentication(rp, parameters);
    expect(await op.nextRequest()).toMatchObject({ authReqId: auth_req_id, customer: ada });
  });
});

/** What a client of these options gets from an approval. */
async function tokensFor(options: ClientOptions) {
  op = await lab.start({ interval: 0.1, answer: () => ({ outcome: 'approved' }) });
  return exchange(await op.client('client_secret_basic', 'poll', options));
}

async function exchange(client: ClientRegistration) {
  const rp = await relyingParty(op, client);
  const ack = await openid.initiateBackchannelAuthentication(rp, parameters);
  return openid.pollBackchannelAuthenticationGrant(rp, ack);
}
