import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CibaClient } from '@/lib/ciba/client';
import type { Revocation } from '@/lib/ciba/outcome';
import type { ProviderSettings } from '@/lib/ciba/provider';
import { about, cibaClient, providerSettings } from '../support/ciba-client';
import { eventually } from '../support/eventually';
import { type Handler, type HttpDouble, hangUp, json, page, startHttpDouble } from '../support/http-double';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let jwk: object;
let op: HttpDouble;
let client: CibaClient;

const SECRET = 'client-secret-of-the-tests';
const AUTH_REQ_ID = 'auth-req-id-of-the-tests';
const request = {
  scope: 'openid',
  hint: { login_hint: 'maria' },
  bindingMessage: 'CALL-KX7-4PT',
  requestedExpiry: 60,
};

beforeAll(async () => {
  keys = await generateKeyPair('RS256', { extractable: true });
  jwk = { ...(await exportJWK(keys.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
});

beforeEach(async () => {
  op = await startHttpDouble();
  op.on['/.well-known/openid-configuration'] = json(200, metadata());
  op.on['/jwks'] = json(200, { keys: [jwk] });
  client = clientOf();
});
afterEach(() => op.close());

function metadata(change: Record<string, unknown> = {}) {
  return {
    issuer: op.url,
    token_endpoint: `${op.url}/token`,
    jwks_uri: `${op.url}/jwks`,
    revocation_endpoint: `${op.url}/revoke`,
    backchannel_authentication_endpoint: `${op.url}/backchannel`,
    backchannel_token_delivery_modes_supported: ['poll'],
    ...change,
  };
}

function clientOf(change: Partial<ProviderSettings> = {}): CibaClient {
  const clientAuth = { method: 'client_secret_basic', secret: SECRET } as const;
  return cibaClient(providerSettings(op.url, { clientAuth, ...change }));
}

const poll = (of = client) => of.pollOnce(AUTH_REQ_ID, about('sub-maria'));

async function idToken(claims: Record<string, unknown> = {}, key: Keys['privateKey'] = keys.privateKey) {
  const now = Math.floor(Date.now() / 1000);
  const good = { iss: op.url, aud: 'countersign', sub: 'sub-maria', iat: now, exp: now + 600 };
  return new SignJWT({ ...good, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(key);
}

const granted = (idToken: unknown, change: Record<string, unknown> = {}) =>
  json(200, {
    access_token: 'the-access-token',
    token_type: 'Bearer',
    expires_in: 300,
    id_token: idToken,
    ...change,
  });
const held = { accessToken: 'the-access-token', expiresIn: 300 };

describe('a token request', () => {
  test('that is granted is approved, with the lifetime the OP says, or five minutes', async () => {
    op.on['/token'] = granted(await idToken());
    expect(await poll()).toEqual({ kind: 'approved', tokens: held });
    op.on['/token'] = granted(await idToken(), { expires_in: undefined, refresh_token: 'the-refresh-token' });
    expect(await poll()).toEqual({
      kind: 'approved',
      tokens: { ...held, refreshToken: 'the-refresh-token' },
    });
  });

  test('that is granted for long is of use for half an hour at most, and for no time at all is of none', async () => {
    op.on['/token'] = granted(await idToken(), { expires_in: 86_400 });
    expect(await poll()).toMatchObject({ kind: 'approved', tokens: { expiresIn: 1800 } });
    op.on['/token'] = granted(await idToken(), { expires_in: 0 });
    expect(await poll()).toMatchObject({ kind: 'rejected', detail: 'expires_in' });
  });

  test('sends id and secret in body and header, never in the address', async () => {
    op.on['/token'] = json(400, { error: 'authorization_pending' });
    await poll();
    const sent = op.received.find(({ url }) => url.startsWith('/token'));
    expect(sent?.body.get('auth_req_id')).toBe(AUTH_REQ_ID);
    expect(sent?.body.get('grant_type')).toBe('urn:openid:params:grant-type:ciba');
    expect(sent?.headers.authorization).toMatch(/^Basic /);
    for (const { url } of op.received) expect(url).not.toMatch(/auth-req|secret/);
  });

  test('may authenticate in the body instead', async () => {
    op.on['/token'] = json(400, { error: 'authorization_pending' });
    await poll(clientOf({ clientAuth: { method: 'client_secret_post', secret: SECRET } }));
    const sent = op.received.find(({ url }) => url.startsWith('/token'));
    expect(sent?.body.get('client_secret')).toBe(SECRET);
    expect(sent?.headers.authorization).toBeUndefined();
  });

  test.each<[string, Parameters<typeof json>, object]>([
    [
      'pending with Retry-After',
      [400, { error: 'authorization_pending' }, { 'retry-after': '9' }],
      { kind: 'pending', retryAfter: 9 },
    ],
    [
      'slow_down with an interval',
      [400, { error: 'slow_down', interval: 20 }],
      { kind: 'slow_down', interval: 20 },
    ],
    [
      'slow_down with 429',
      [429, { error: 'slow_down' }, { 'retry-after': '7' }],
      { kind: 'slow_down', retryAfter: 7 },
    ],
    ['invalid_grant', [400, { error: 'invalid_grant' }], { kind: 'failed' }],
    ['invalid_request', [400, { error: 'invalid_request' }], { kind: 'failed' }],
    ['server_error', [500, { error: 'server_error' }], { kind: 'unavailable' }],
    [
      'a denial',
      [400, { error: 'access_denied', error_description: 'fraud_reported' }],
      { kind: 'denied', fraudReported: false },
    ],
    [
      'a 401 challenge',
      [401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="op"' }],
      { kind: 'failed' },
    ],
    [
      'a denial behind a challenge',
      [400, { error: 'access_denied' }, { 'www-authenticate': 'Bearer error="access_denied"' }],
      { kind: 'denied' },
    ],
    [
      'slow_down behind a challenge',
      [400, { error: 'slow_down', interval: 30 }, { 'www-authenticate': 'Bearer', 'retry-after': '9' }],
      { kind: 'slow_down', interval: 30, retryAfter: 9 },
    ],
    [
      'an error that is no name',
      [400, { error: 'maria@example.com '.repeat(1000) }],
      { kind: 'failed', detail: 'an error without a name, HTTP 400' },
    ],
  ])('answered with %s is judged so', async (_what, answer, outcome) => {
    op.on['/token'] = json(...answer);
    expect(await poll()).toMatchObject(outcome);
  });

  test('answered with a page of HTML is no judgement', async () => {
    op.on['/token'] = page(500);
    expect(await poll()).toMatchObject({ kind: 'unavailable', detail: expect.stringContaining('HTTP 500') });
  });

  test('answered by a busy OP waits as long as it says', async () => {
    op.on['/token'] = page(503, { 'retry-after': '42' });
    expect(await poll()).toMatchObject({ kind: 'unavailable', retryAfter: 42 });
  });

  test('that is cut off is no judgement, and names the fault', async () => {
    op.on['/token'] = hangUp;
    const outcome = await poll();
    expect(outcome).toMatchObject({ kind: 'unavailable', detail: expect.stringMatching(/^[A-Z_]+$/) });
    expect(JSON.stringify(outcome)).not.toContain(AUTH_REQ_ID);
  });

  test('that is sent elsewhere is not followed', async () => {
    op.on['/token'] = page(302, { location: `${op.url}/elsewhere` });
    expect((await poll()).kind).not.toBe('approved');
    expect(op.received.map(({ url }) => url)).not.toContain('/elsewhere');
  });

  test.each<[string, Record<string, unknown>]>([
    ['without an access token', { access_token: undefined }],
    ['with an access token that is no text', { access_token: 7 }],
    ['without a type', { token_type: undefined }],
    ['with an unknown type', { token_type: 'mac' }],
    ['with a type that binds to a key we do not have', { token_type: 'DPoP' }],
  ])('granted %s is not approved', async (_what, change) => {
    op.on['/token'] = granted(await idToken(), change);
    expect((await poll()).kind).not.toBe('approved');
  });
});

describe('tokens are rejected, and given back to be revoked,', () => {
  test('without an ID token', async () => {
    op.on['/token'] = granted(undefined);
    expect(await poll()).toEqual({
      kind: 'rejected',
      reason: 'invalid_token',
      detail: 'id_token: missing',
      tokens: held,
    });
  });

  test('with an ID token signed by a stranger', async () => {
    const stranger = await generateKeyPair('RS256');
    op.on['/token'] = granted(await idToken({}, stranger.privateKey));
    expect(await poll()).toMatchObject({ kind: 'rejected', reason: 'invalid_token', tokens: held });
  });

  test('with an ID token about somebody else', async () => {
    op.on['/token'] = granted(await idToken({ sub: 'sub-walter' }));
    expect(await poll()).toMatchObject({ kind: 'rejected', reason: 'wrong_subject', tokens: held });
  });

  test('with an ID token from before the request', async () => {
    op.on['/token'] = granted(await idToken({ iat: Math.floor(Date.now() / 1000) - 120 }));
    expect(await poll()).toMatchObject({ kind: 'rejected', reason: 'invalid_token', tokens: held });
  });

  test('when the keys cannot be had', async () => {
    op.on['/jwks'] = page(500);
    op.on['/token'] = granted(await idToken());
    const soon = about('sub-maria', { expiresAt: new Date(Date.now() + 2_500) });
    expect(await client.pollOnce(AUTH_REQ_ID, soon)).toMatchObject({
      kind: 'rejected',
      reason: 'invalid_token',
      tokens: held,
    });
  });

  const flawed = [
    ['for another client', { aud: 'somebody-else' }],
    ['of another issuer', { iss: 'https://other.example' }],
    ['that has expired', { exp: 1000 }],
    ['without a subject', { sub: undefined }],
  ] as const;

  test.each(flawed)('with an ID token %s: they are never approved', async (_what, claims) => {
    op.on['/token'] = granted(await idToken(claims));
    expect(await poll()).toMatchObject({ kind: 'rejected', reason: 'invalid_token' });
  });
  test.each(flawed)('also with an ID token %s', async (_what, claims) => {
    op.on['/token'] = granted(await idToken(claims));
    expect(await poll()).toMatchObject({ kind: 'rejected', tokens: held });
  });
});

describe('an authentication request', () => {
  const acknowledge = (change: Record<string, unknown> = {}) =>
    json(200, { auth_req_id: AUTH_REQ_ID, expires_in: 120, ...change });

  test('sends what was asked, and no notification token, for we poll', async () => {
    op.on['/backchannel'] = acknowledge();
    const standing = {
      expiryParameter: 'requested_expiry',
      audience: 'https://api',
      resource: 'https://api',
    };
    await clientOf({ standing }).initiate(request);
    const sent = op.received.find(({ url }) => url.startsWith('/backchannel'));
    expect(Object.fromEntries(sent?.body ?? [])).toMatchObject({
      scope: 'openid',
      login_hint: 'maria',
      binding_message: 'CALL-KX7-4PT',
      requested_expiry: '60',
      audience: 'https://api',
      resource: 'https://api',
    });
    expect(sent?.body.has('client_notification_token')).toBe(false);
    expect(sent?.url).toBe('/backchannel');
  });

  test('without an interval in the answer is polled every five seconds, and never beyond the expiry asked for', async () => {
    op.on['/backchannel'] = acknowledge();
    expect(await client.initiate(request)).toEqual({
      kind: 'acknowledged',
      authReqId: AUTH_REQ_ID,
      expiresIn: 60,
      interval: 5,
    });
    op.on['/backchannel'] = acknowledge({ expires_in: 20, interval: 7 });
    expect(await client.initiate(request)).toMatchObject({ expiresIn: 20, interval: 7 });
  });

  test.each<[string, Parameters<typeof json>, string]>([
    ['unknown_user_id', [400, { error: 'unknown_user_id' }], 'unknown_user'],
    ['unauthorized_client', [400, { error: 'unauthorized_client' }], 'client_refused'],
    ['access_denied', [403, { error: 'access_denied' }], 'request_refused'],
    ['invalid_client', [401, { error: 'invalid_client' }], 'client_refused'],
    ['a 401 challenge', [401, {}, { 'www-authenticate': 'Basic realm="op"' }], 'client_refused'],
    ['server_error', [503, { error: 'server_error' }], 'op_unreachable'],
    ['an acknowledgement without an id', [200, { expires_in: 120 }], 'answer_unusable'],
    ['a page of HTML and 200', [200, '<html>'], 'answer_unusable'],
  ])('answered with %s is refused', async (_what, answer, reason) => {
    op.on['/backchannel'] = json(...answer);
    expect(await client.initiate(request)).toMatchObject({ kind: 'refused', reason });
  });

  test.each([
    ['a page of HTML', page(502)],
    ['a torn line', hangUp],
  ])('answered with %s finds the OP unreachable', async (_what, handler) => {
    op.on['/backchannel'] = handler;
    expect(await client.initiate(request)).toMatchObject({ kind: 'refused', reason: 'op_unreachable' });
  });

  test.each<[unknown, number]>([
    [undefined, 5],
    [0, 0.5],
    ['5', 5],
    ['7', 7],
    [-1, 5],
    ['soon', 5],
    [1e9, 5],
    [{}, 5],
  ])(
    'acknowledged with an interval of %j is polled every %d seconds: the phone is ringing',
    async (interval, expected) => {
      op.on['/backchannel'] = acknowledge({ interval });
      expect(await client.initiate(request)).toMatchObject({ kind: 'acknowledged', interval: expected });
    },
  );

  test('that wants to be asked rarely is given the time for it', async () => {
    op.on['/backchannel'] = acknowledge({ expires_in: 600, interval: 130 });
    expect(await client.initiate(request)).toMatchObject({ interval: 130, expiresIn: 135 });
  });

  test('whose id is longer than any we could keep is refused', async () => {
    op.on['/backchannel'] = acknowledge({ auth_req_id: 'x'.repeat(20_000) });
    expect(await client.initiate(request)).toMatchObject({
      kind: 'refused',
      detail: 'auth_req_id: too long',
    });
  });

  test.each([undefined, null, -1, 0, 'never', {}])(
    'acknowledged with an expiry of %j is refused: nobody knows how long the phone will ask (CIBA Core 7.3)',
    async (expires_in) => {
      op.on['/backchannel'] = acknowledge({ expires_in });
      expect(await client.initiate(request)).toMatchObject({
        kind: 'refused',
        reason: 'answer_unusable',
        detail: 'expires_in: missing or no number',
      });
    },
  );

  test.each<[unknown, number]>([
    ['30', 30],
    [1e9, 60],
  ])('acknowledged with an expiry of %j lasts %d seconds', async (expires_in, expected) => {
    op.on['/backchannel'] = acknowledge({ expires_in });
    expect(await client.initiate(request)).toMatchObject({ kind: 'acknowledged', expiresIn: expected });
  });
});

describe('the metadata', () => {
  test('that could not be read is read again the next time', async () => {
    op.on['/.well-known/openid-configuration'] = page(503);
    op.on['/token'] = json(400, { error: 'authorization_pending' });
    expect(await poll()).toMatchObject({ kind: 'unavailable' });
    op.on['/.well-known/openid-configuration'] = json(200, metadata());
    await eventually(async () => expect(await poll()).toEqual({ kind: 'pending' }));
  });

  test('that could not be read is not asked for again at once, however many want it', async () => {
    op.on['/.well-known/openid-configuration'] = page(503);
    for (let i = 0; i < 20; i++) expect(await poll()).toMatchObject({ kind: 'unavailable' });
    expect(op.received.filter(({ url }) => url.includes('well-known'))).toHaveLength(1);
  });

  test('is read once for many requests at once', async () => {
    op.on['/token'] = json(400, { error: 'authorization_pending' });
    await Promise.all([poll(), poll(), poll()]);
    await poll();
    expect(op.received.filter(({ url }) => url.includes('well-known'))).toHaveLength(1);
  });

  test('of another issuer is not believed', async () => {
    op.on['/.well-known/openid-configuration'] = json(200, metadata({ issuer: 'https://other.example' }));
    op.on['/token'] = granted(await idToken());
    expect(await poll()).toMatchObject({ kind: 'unavailable' });
    expect(op.received.map(({ url }) => url)).not.toContain('/token');
  });

  test('is not asked for over plain http from another machine', async () => {
    const far = clientOf({ issuer: 'http://op.example.invalid' });
    expect(await far.initiate(request)).toMatchObject({
      kind: 'refused',
      detail: expect.stringMatching(/HTTP_REQUEST_FORBIDDEN/),
    });
  });
});

test('tokens of the desk’s own beside an error are none', async () => {
  op.on['/token'] = json(200, {
    error: 'invalid_scope',
    access_token: 'a',
    token_type: 'Bearer',
    expires_in: 60,
  });
  expect(await client.ownTokens('transfers')).toMatchObject({ kind: expect.not.stringMatching('tokens') });
});

describe('revoking', () => {
  const both = { accessToken: 'the-access-token', refreshToken: 'the-refresh-token', expiresIn: 300 };
  const revoked = () =>
    op.received.filter(({ url }) => url === '/revoke').map(({ body }) => body.get('token'));

  test('takes back the refresh token first, then the access token', async () => {
    op.on['/revoke'] = json(200, {});
    expect(await client.revoke(both)).toEqual({ kind: 'confirmed' });
    expect(revoked()).toEqual(['the-refresh-token', 'the-access-token']);
  });

  test.each<[what: string, handler: Handler, came: Partial<Revocation>]>([
    ['fails', page(500), { kind: 'unavailable' }],
    ['hangs up', hangUp, { kind: 'unavailable' }],
    ['is busy', page(503, { 'retry-after': '7' }), { kind: 'unavailable', retryAfter: 7 }],
    ['is asked too much', page(429), { kind: 'unavailable' }],
    ['leads elsewhere', page(302, { location: '/other' }), { kind: 'unavailable' }],
    ['refuses', json(400, { error: 'unsupported_token_type' }), { kind: 'refused' }],
    [
      'refuses under a wrong label',
      json(400, { error: 'x' }, { 'content-type': 'text/html' }),
      { kind: 'refused' },
    ],
    ['does not know us', page(401), { kind: 'refused' }],
    ['says so with a 200', json(200, { error: 'unsupported_token_type' }), { kind: 'refused' }],
    ['is not up to it, with a 200', json(200, { error: 'temporarily_unavailable' }), { kind: 'unavailable' }],
  ])('at an OP that %s is not confirmed, and throws nothing', async (_what, handler, came) => {
    op.on['/revoke'] = handler;
    expect(await client.revoke({ accessToken: 'x', expiresIn: 1 })).toMatchObject(came);
  });

  test('at an OP that knows no revocation is not confirmed', async () => {
    op.on['/.well-known/openid-configuration'] = json(200, metadata({ revocation_endpoint: undefined }));
    expect(await client.revoke(both)).toEqual({ kind: 'refused', detail: 'no revocation_endpoint' });
    expect(revoked()).toEqual([]);
  });
  test('takes back the access token although the refresh token is refused', async () => {
    op.on['/revoke'] = (received, response) => {
      const refuse = received.body.get('token') === 'the-refresh-token';
      return json(refuse ? 400 : 200, refuse ? { error: 'unsupported_token_type' } : {})(received, response);
    };
    await client.revoke(both);
    expect(revoked()).toContain('the-access-token');
  });
});
