import * as oidc from 'openid-client';
import { beforeEach, describe, expect, test } from 'vitest';
import { type CibaClient, createCibaClient } from '@/lib/ciba/client';
import { duende } from '@/lib/ciba/profiles/duende';
import { keycloak } from '@/lib/ciba/profiles/keycloak';
import { createProvider, type Exchange, type Provider, type ProviderSettings } from '@/lib/ciba/provider';
import type { Transport, TransportInit } from '@/lib/ciba/transport';
import { about, providerSettings } from '../../support/ciba-client';
import { FakeClock, quiet } from '../../support/fake-clock';

const ISSUER = 'https://op.example/tenant';

let clock: FakeClock;
let asked: { readonly url: string; readonly init: TransportInit }[];
/** What the OP answers; a test replaces it. */
let op: (url: string, init: TransportInit) => Promise<Response> | Response;
let metadata: Record<string, unknown>;

const transport: Transport = async (url, init) => {
  asked.push({ url, init });
  return op(url, init);
};

beforeEach(() => {
  clock = new FakeClock();
  asked = [];
  metadata = {
    issuer: ISSUER,
    token_endpoint: `${ISSUER}/oauth/token`,
    jwks_uri: `${ISSUER}/jwks`,
    backchannel_authentication_endpoint: `${ISSUER}/backchannel`,
  };
  op = (url) => (url.includes('/.well-known/') ? json(metadata) : json({ keys: [] }));
});

const json = (body: object) =>
  new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
const away = () => Promise.reject(new TypeError('fetch failed'));
const provider = (change: Partial<ProviderSettings> = {}, random = () => 0) =>
  createProvider(providerSettings(ISSUER, change), transport, clock, random);
/** The metadata as the provider sees it, after everything under way has settled. */
const known = async (of: Provider) => (await of.configuration()).serverMetadata();
const discoveries = () => asked.filter(({ url }) => url.includes('/.well-known/')).length;
const minutes = (count: number) => clock.advance(count * 60_000);

describe('discovery', () => {
  test('is made when it is first needed, below the issuer', async () => {
    const of = provider();
    expect(asked).toEqual([]);
    expect(await known(of)).toMatchObject({ issuer: ISSUER, token_endpoint: `${ISSUER}/oauth/token` });
    expect(asked.map(({ url }) => url)).toEqual([`${ISSUER}/.well-known/openid-configuration`]);
  });

  test('is made once for many callers at once, and once for all that follow', async () => {
    const of = provider();
    const all = await Promise.all([1, 2, 3, 4, 5].map(() => of.configuration()));
    expect(new Set(all).size).toBe(1);
    await of.configuration();
    expect(discoveries()).toBe(1);
  });

  test('that fails fails for all who wait for it, with one request', async () => {
    op = away;
    const of = provider();
    const all = await Promise.allSettled([1, 2, 3].map(() => of.configuration()));
    expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(discoveries()).toBe(1);
  });

  test('that failed is repeated at once for somebody who waits', async () => {
    const answer = op;
    op = away;
    const of = provider();
    await of.configuration().catch(() => undefined);
    op = answer;
    const waiting = await Promise.all([1, 2, 3].map(() => of.configuration({ now: true })));
    expect(waiting.map((each) => each.serverMetadata().issuer)).toEqual([ISSUER, ISSUER, ISSUER]);
    expect(discoveries()).toBe(2);
  });

  test('that is under way is shared by somebody who waits, also when it was begun for a poller', async () => {
    const answer = op;
    let release = () => {};
    op = async (...request) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return answer(...request);
    };
    const of = provider();
    const polling = of.configuration();
    const waiting = of.configuration({ now: true });
    await quiet();
    release();
    expect(await waiting).toBe(await polling);
    expect(discoveries()).toBe(1);
  });

  test('that failed is not repeated for a poller for a second, and then it is', async () => {
    const answer = op;
    op = away;
    const of = provider();
    const first = await of.configuration().catch((error: unknown) => error);
    op = answer;
    await clock.advance(999);
    expect(await of.configuration().catch((error: unknown) => error)).toBe(first);
    expect(discoveries()).toBe(1);
    await clock.advance(1);
    expect(await known(of)).toMatchObject({ issuer: ISSUER });
    expect(discoveries()).toBe(2);
  });

  test('of another issuer than the configured one is refused', async () => {
    metadata.issuer = 'https://op.example/other';
    await expect(provider().configuration()).rejects.toThrow();
  });
});

describe('an OP that is back a moment after it was missed', () => {
  const authReqId = 'an-auth-req-id';
  let client: CibaClient;

  beforeEach(async () => {
    const answer = op;
    op = away;
    client = createCibaClient(provider({ hint: 'iss_sub' }));
    expect(await client.pollOnce(authReqId, about('somebody'))).toMatchObject({ kind: 'unavailable' });
    op = answer;
  });

  test('is asked when somebody clicks, who is told nothing of before', async () => {
    const answer = op;
    op = (url, init) =>
      url.endsWith('/backchannel') ? json({ auth_req_id: authReqId, expires_in: 60 }) : answer(url, init);
    const request = {
      scope: 'openid',
      hint: { login_hint: 'somebody' },
      bindingMessage: 'KX7-4PT',
      requestedExpiry: 60,
    };
    expect(await client.initiate(request)).toMatchObject({ kind: 'acknowledged', authReqId });
  });

  test('says how it writes its name before a customer is named by it', async () => {
    const hint = await client.hintFor({
      subject: 'somebody',
      username: 'some.body',
      email: null,
      phone: null,
    });
    expect(hint).toBeDefined();
    expect(discoveries()).toBe(2);
  });

  test('vouches for the tokens that it pushes', async () => {
    const pushed = {
      auth_req_id: authReqId,
      access_token: 'x',
      token_type: 'Bearer',
      expires_in: 60,
      id_token: 'no.token.at-all',
    };
    const outcome = await client.judgePush(pushed, authReqId, about('somebody'));
    expect(outcome).toMatchObject({ kind: 'rejected', detail: expect.not.stringContaining('metadata') });
  });
});

describe('known metadata', () => {
  test.each([
    [0, 60],
    [0.5, 52.5],
    [1, 45],
  ])('is read again after an hour, less a random part (%d): %d minutes', async (random, lifetime) => {
    const of = provider({}, () => random);
    await known(of);
    await clock.advance(lifetime * 60_000 - 1);
    await known(of);
    expect(discoveries()).toBe(1);
    await clock.advance(1);
    await known(of);
    expect(discoveries()).toBe(2);
  });

  test('serves on while it is read again: nobody waits for that', async () => {
    const of = provider();
    await known(of);
    metadata.token_endpoint = `${ISSUER}/moved`;
    let release = () => {};
    const answer = op;
    op = async (...request) => {
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return answer(...request);
    };
    await minutes(61);
    expect(await known(of)).toMatchObject({ token_endpoint: `${ISSUER}/oauth/token` });
    await known(of);
    expect(discoveries()).toBe(2);
    await quiet();
    release();
    await expect.poll(async () => (await known(of)).token_endpoint).toBe(`${ISSUER}/moved`);
    expect(discoveries()).toBe(2);
  });

  test('serves on while the OP cannot be asked, who is asked again once a minute', async () => {
    const of = provider();
    const before = await of.configuration();
    const answer = op;
    op = away;
    await minutes(61);
    for (let i = 0; i < 5; i++) expect(await of.configuration()).toBe(before);
    await clock.advance(0);
    expect(discoveries()).toBe(2);
    await clock.advance(59_999);
    expect(await of.configuration()).toBe(before);
    expect(discoveries()).toBe(2);
    await clock.advance(1);
    op = answer;
    await of.configuration();
    expect(discoveries()).toBe(3);
  });

  test('of a client with another issuer never replaces it', async () => {
    const of = provider();
    await known(of);
    metadata.issuer = 'https://evil.example';
    await minutes(61);
    await known(of);
    await clock.advance(0);
    expect(await known(of)).toMatchObject({ issuer: ISSUER });
  });
});

describe('a backchannel endpoint the OP does not name', () => {
  beforeEach(() => {
    delete metadata.backchannel_authentication_endpoint;
  });

  test('is where the profile knows it, seen from the token endpoint', async () => {
    expect(await known(provider({ profile: keycloak }))).toMatchObject({
      backchannel_authentication_endpoint: `${ISSUER}/oauth/ext/ciba/auth`,
    });
  });

  test('is nowhere where the profile does not know it', async () => {
    expect(await known(provider())).not.toHaveProperty('backchannel_authentication_endpoint');
  });

  test('is looked for only where the OP does not name it', async () => {
    metadata.backchannel_authentication_endpoint = `${ISSUER}/elsewhere`;
    expect(await known(provider({ profile: keycloak }))).toMatchObject({
      backchannel_authentication_endpoint: `${ISSUER}/elsewhere`,
    });
  });

  test('is among the addresses for mutual TLS too, where the profile says so', async () => {
    metadata.mtls_endpoint_aliases = { token_endpoint: 'https://mtls.op.example/connect/token' };
    const { mtls_endpoint_aliases } = await known(provider({ profile: duende, mutualTls: true }));
    expect(mtls_endpoint_aliases).toEqual({
      token_endpoint: 'https://mtls.op.example/connect/token',
      backchannel_authentication_endpoint: 'https://mtls.op.example/connect/ciba',
    });
  });

  test('is not made up among them, where they are not named at all', async () => {
    expect(await known(provider({ profile: duende }))).not.toHaveProperty('mtls_endpoint_aliases');
  });
});

describe('the client at the OP', () => {
  test('is ours, with the algorithm that was registered', async () => {
    const client = (await provider({ idTokenAlgorithm: 'ES256' }).configuration()).clientMetadata();
    expect(client).toMatchObject({ client_id: 'countersign', id_token_signed_response_alg: 'ES256' });
    expect(client.use_mtls_endpoint_aliases).toBeFalsy();
  });

  test('goes to the addresses for mutual TLS when it has a certificate', async () => {
    metadata.mtls_endpoint_aliases = { token_endpoint: 'https://mtls.op.example/token' };
    op = (url) => (url.includes('/.well-known/') ? json(metadata) : new Response('{}', { status: 400 }));
    const configuration = await provider({ mutualTls: true }).configuration();
    await oidc.genericGrantRequest(configuration, 'x', {}).catch(() => undefined);
    expect(asked.at(-1)?.url).toBe('https://mtls.op.example/token');
  });

  test('gives a token request more time than an OP may hold it open for', async () => {
    expect((await provider().configuration()).timeout).toBeGreaterThan(30);
  });
});

describe('one exchange', () => {
  const grant = async (of: Provider, exchange: Exchange) => {
    const configuration = await of.configuration();
    return of.during(exchange, () => oidc.genericGrantRequest(configuration, 'x', {}));
  };

  test('keeps what came back, though the library finds fault with it', async () => {
    const of = provider();
    await known(of);
    op = () => new Response('{"error":"slow_down"}', { status: 400 });
    const exchange: Exchange = {};
    await expect(grant(of, exchange)).rejects.toThrow();
    expect(exchange.answer?.status).toBe(400);
    expect(exchange.answer?.json).toEqual({ error: 'slow_down' });
  });

  test('can be read again after the library has read it to its end', async () => {
    const of = provider();
    await known(of);
    op = () => json({ access_token: 'x', token_type: 'Bearer', expires_in: 'soon' });
    const exchange: Exchange = {};
    await expect(grant(of, exchange)).rejects.toThrow();
    expect(exchange.answer?.json).toMatchObject({ access_token: 'x' });
  });

  test('ends with its signal, and no other with it', async () => {
    const of = provider();
    await known(of);
    let answered = () => {};
    op = (_url, { signal }) =>
      new Promise((resolve, reject) => {
        answered = () => resolve(new Response('{"error":"slow_down"}', { status: 400 }));
        signal?.addEventListener('abort', () => reject(signal.reason));
      });
    const abort = new AbortController();
    const first = grant(of, { signal: abort.signal }).catch(() => 'ended');
    await quiet();
    const second: Exchange = {};
    const other = grant(of, second).catch(() => 'answered');
    await quiet();
    abort.abort();
    expect(await first).toBe('ended');
    expect(second.answer).toBeUndefined();
    answered();
    expect(await other).toBe('answered');
    expect(second.answer?.status).toBe(400);
  });
});

describe('the signing keys', () => {
  test('are asked for where the OP publishes them', async () => {
    const of = provider();
    const get = await of.keys();
    expect(await of.keys()).toBe(get);
    await Promise.resolve(get({ alg: 'ES256', kid: 'x' }, { payload: '', signature: '' })).catch(
      () => undefined,
    );
    expect(asked.at(-1)?.url).toBe(`${ISSUER}/jwks`);
  });

  test('are asked for elsewhere when they have moved', async () => {
    const of = provider();
    const before = await of.keys();
    metadata.jwks_uri = `${ISSUER}/jwks-moved`;
    await minutes(61);
    await known(of);
    await expect.poll(async () => (await known(of)).jwks_uri).toBe(`${ISSUER}/jwks-moved`);
    expect(await of.keys()).not.toBe(before);
  });

  test('that are not published cannot be had', async () => {
    delete metadata.jwks_uri;
    await expect(provider().keys()).rejects.toThrow('jwks_uri');
  });

  test.each(['http://op.example/jwks', 'http://127.0.0.1/jwks', 'ftp://op.example/jwks'])(
    'at %s are not fetched',
    async (uri) => {
      metadata.jwks_uri = uri;
      const keyOf = await provider().keys();
      await expect(keyOf({ alg: 'ES256' }, { payload: '', signature: '' })).rejects.toThrow('TLS');
    },
  );
});
