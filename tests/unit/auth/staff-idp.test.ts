import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createStaffIdp } from '@/lib/auth/staff-idp';
import type { Transport, TransportInit } from '@/lib/ciba/transport';
import { FakeClock } from '../../support/fake-clock';
import { type RecordingLog, recordingLog } from '../../support/recording-log';

const ISSUER = 'https://idp.example/tenant';

let clock: FakeClock;
let log: RecordingLog;
let asked: string[];
let endsSession: boolean;
/** What the IdP answers; a test replaces it. */
let idp: (init: TransportInit) => Promise<Response> | Response;
const transport: Transport = async (url, init) => {
  asked.push(url);
  return idp(init);
};

beforeEach(() => {
  clock = new FakeClock();
  log = recordingLog();
  asked = [];
  endsSession = true;
  idp = () => json(metadata());
});
afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

const metadata = (change: object = {}) => ({
  issuer: ISSUER,
  authorization_endpoint: 'https://idp.example/authorize?tenant=1',
  token_endpoint: 'https://idp.example/token',
  jwks_uri: 'https://idp.example/jwks',
  end_session_endpoint: 'https://idp.example/logout?tenant=1',
  ...change,
});
const json = (body: object, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
const desk = (issuer = ISSUER) =>
  createStaffIdp(
    {
      issuer,
      clientId: 'desk',
      authentication: { method: 'secret', secret: 'x' },
      rolesClaims: ['roles'],
      redirectUri: 'https://desk.example/api/auth/callback/staff',
      returnTo: 'https://desk.example/sign-in',
      endsSession,
    },
    transport,
    clock,
    log.log,
  );
const minutes = (count: number) => clock.advance(count * 60_000);

describe('discovery', () => {
  test('is made when it is first needed, below the issuer', async () => {
    const staffIdp = desk();
    expect(asked).toEqual([]);
    expect(await staffIdp.discover()).toMatchObject({
      kind: 'found',
      metadata: { token_endpoint: 'https://idp.example/token', jwks_uri: 'https://idp.example/jwks' },
    });
    expect(asked).toEqual([`${ISSUER}/.well-known/openid-configuration`]);
  });

  test('serves everybody for ten minutes, sign-out too', async () => {
    const staffIdp = desk();
    await Promise.all([
      staffIdp.discover(),
      staffIdp.discover(),
      staffIdp.endSession('id-token', 'staff-ann'),
    ]);
    await minutes(9.99);
    await staffIdp.discover();
    expect(asked).toHaveLength(1);
    await minutes(0.01);
    idp = () => json(metadata({ token_endpoint: 'https://idp.example/token-2' }));
    expect(await staffIdp.discover()).toMatchObject({
      metadata: { token_endpoint: 'https://idp.example/token-2' },
    });
    expect(asked).toHaveLength(2);
  });

  test('that found nothing is made again at once', async () => {
    const staffIdp = desk();
    idp = () => Promise.reject(new TypeError('fetch failed'));
    expect(await staffIdp.discover()).toEqual({ kind: 'away' });
    expect(log.text()).toContain('nobody can sign in meanwhile');
    idp = () => json(metadata());
    expect(await staffIdp.discover()).toMatchObject({ kind: 'found' });
  });

  test('that takes too long is given up', async () => {
    const patience = new AbortController();
    const timeout = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal);
    idp = ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason));
        patience.abort(new DOMException('', 'TimeoutError'));
      });
    expect(await desk().discover()).toEqual({ kind: 'away' });
    expect(timeout).toHaveBeenCalledWith(10_000);
  });

  test.each<[string, () => Response]>([
    ['another status', () => json(metadata(), 404)],
    ['a page', () => new Response('<h1>Welcome</h1>', { headers: { 'content-type': 'text/html' } })],
    ['no issuer', () => json(metadata({ issuer: undefined }))],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })],
  ])('that brings %s finds nothing', async (_what, answer) => {
    idp = answer;
    expect(await desk().discover()).toEqual({ kind: 'away' });
    expect(asked).toHaveLength(1);
  });

  test.each(['authorization_endpoint', 'token_endpoint', 'jwks_uri'])(
    'without %s is of no use, and the log names it',
    async (name) => {
      idp = () => json(metadata({ [name]: undefined }));
      expect(await desk().discover()).toEqual({ kind: 'unusable' });
      expect(log.text()).toContain(`"lacks":["${name}"]`);
    },
  );
});

describe('the issuer in the document', () => {
  test.each([
    ['another one', ISSUER, 'https://other-tenant.example'],
    ['one with a slash more', ISSUER, `${ISSUER}/`],
    ['one with a slash less', `${ISSUER}/`, ISSUER],
    ['a bare host with a slash more, which is the same URL', 'https://idp.example', 'https://idp.example/'],
    ['one in capitals, which is the same URL', 'https://idp.example/t', 'https://IDP.example/t'],
    [
      'one for all tenants',
      'https://login.microsoftonline.com/common/v2.0',
      'https://login.microsoftonline.com/{tenantid}/v2.0',
    ],
    [
      'another of a host libraries forgive',
      'https://bank.b2clogin.com/a/v2.0',
      'https://bank.b2clogin.com/b/v2.0',
    ],
  ])('is not believed when it is %s', async (_what, configured, named) => {
    idp = () => json(metadata({ issuer: named }));
    const staffIdp = desk(configured);
    expect(await staffIdp.discover()).toEqual({ kind: 'unusable' });
    expect(await staffIdp.endSession('id-token', 'staff-ann')).toBeUndefined();
    expect(log.text()).toContain(`names the issuer ${named}, and STAFF_ISSUER is ${configured}`);
  });

  test('is believed with a slash at its end when the configured one has it', async () => {
    idp = () => json(metadata({ issuer: 'https://bank.auth0.example/' }));
    expect(await desk('https://bank.auth0.example/').discover()).toMatchObject({ kind: 'found' });
    expect(asked).toEqual(['https://bank.auth0.example/.well-known/openid-configuration']);
  });
});

describe('sign-out at the IdP', () => {
  const common = { client_id: 'desk', post_logout_redirect_uri: 'https://desk.example/sign-in' };

  test('posts the ID token that names the session, with a state of its own', async () => {
    const staffIdp = desk();
    const ending = await staffIdp.endSession('id-token', 'staff-ann');
    expect(ending?.url).toBe('https://idp.example/logout?tenant=1');
    expect(ending?.fields).toEqual({ ...common, id_token_hint: 'id-token', state: ending?.state });
    const another = await staffIdp.endSession('id-token', 'staff-ann');
    expect(another?.state).not.toBe(ending?.state);
  });

  test.each([
    ['there is no token', undefined, {}],
    [
      'its page is on another host',
      'id-token',
      { end_session_endpoint: 'https://logout.example/end?tenant=1' },
    ],
  ])('names the person in the address where %s', async (_what, idToken, change) => {
    idp = () => json(metadata(change));
    const ending = await desk().endSession(idToken, 'staff-ann');
    expect(ending?.fields).toBeUndefined();
    const { searchParams } = new URL(ending?.url ?? '');
    expect(Object.fromEntries(searchParams)).toEqual({
      tenant: '1',
      ...common,
      logout_hint: 'staff-ann',
      state: ending?.state,
    });
    expect(ending?.url).not.toContain('id-token');
  });

  test('is none where that is not wanted', async () => {
    endsSession = false;
    expect(await desk().endSession('id-token', 'staff-ann')).toBeUndefined();
    expect(asked).toEqual([]);
  });

  test('is none where it has no page for it', async () => {
    idp = () => json(metadata({ end_session_endpoint: undefined }));
    expect(await desk().endSession('id-token', 'staff-ann')).toBeUndefined();
  });
});
