import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, exportJWK, generateKeyPair, SignJWT } from 'jose';
import NextAuth, { type AuthOptions } from 'next-auth';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { signInMessage } from '@/components/sign-in/sign-in-message';
import type { StaffActor } from '@/lib/actor';
import type { AuditEntry } from '@/lib/audit/entry';
import { answerSignIn } from '@/lib/auth/answer-sign-in';
import { receiveLogout } from '@/lib/auth/back-channel-logout';
import { createStaffIdp } from '@/lib/auth/staff-idp';
import type { StaffSessions } from '@/lib/auth/staff-sessions';
import { readSigningKey } from '@/lib/ciba/keys';
import { createTransport } from '@/lib/ciba/transport';
import { readEnv } from '@/lib/env';
import { ownPath } from '@/lib/web/own-path';
import { FakeClock } from '../support/fake-clock';
import { type HttpDouble, hangUp, json, startHttpDouble } from '../support/http-double';
import { type RecordingLog, recordingLog } from '../support/recording-log';
import { ann } from '../support/samples';
import { validEnv } from '../unit/valid-env';
import { desk } from '../unit/verification/desk';

const APP_URL = 'http://localhost:3000';
const OTHER = 'https://other-tenant.example';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }];

let idp: HttpDouble;
let issuer: string;
/** What the IdP's document and its ID tokens say; a test changes it. */
let metadata: Record<string, unknown>;
let claims: Record<string, unknown>;
let clock: FakeClock;
let log: RecordingLog;
let started: unknown[];
let audit: AuditEntry[];
/** Who had this browser before; who was closed for it. */
let before: StaffActor | undefined;
let closed: StaffActor[];
let asksAgain: boolean;
let authentication: Parameters<typeof createStaffIdp>[0]['authentication'];

beforeEach(async () => {
  vi.stubEnv('NEXTAUTH_URL', APP_URL);
  idp = await startHttpDouble();
  issuer = `${idp.url}/tenant`;
  metadata = {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  };
  claims = { iss: issuer, sub: 'staff-sam', name: 'Sam', roles: ['supervisor'] };
  idp.on['/tenant/.well-known/openid-configuration'] = (...line) => json(200, metadata)(...line);
  idp.on['/tenant/jwks'] = json(200, { keys });
  idp.on['/tenant/token'] = async (...line) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const id_token = await new SignJWT({ aud: 'desk', iat: now, exp: now + 300, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one' })
      .sign(privateKey);
    await json(200, { access_token: 'at', token_type: 'Bearer', id_token })(...line);
  };
  clock = new FakeClock();
  log = recordingLog();
  started = [];
  audit = [];
  before = undefined;
  closed = [];
  asksAgain = false;
  authentication = { method: 'secret', secret: validEnv().STAFF_CLIENT_SECRET ?? '' };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await idp.close();
});

/** A browser at a desk that was just started. */
function openDesk(configured = issuer) {
  const env = readEnv({ ...validEnv(), APP_URL, STAFF_ISSUER: configured, STAFF_CLIENT_ID: 'desk' });
  const deps = {
    env,
    clock,
    log: log.log,
    sessions: {
      start: async (session: unknown, entry: AuditEntry, replaced?: { audit: AuditEntry }) => {
        started.push(session);
        audit.push(entry, ...(replaced ? [replaced.audit] : []));
      },
      isLive: async () => true,
      used: async () => {},
      endIdle: async () => [],
      idTokenOf: async () => undefined,
      end: async () => {},
      endAll: async () => [],
    },
    staffIdp: createStaffIdp(
      {
        issuer: configured,
        clientId: 'desk',
        authentication,
        rolesClaims: env.STAFF_ROLES_CLAIM,
        redirectUri: `${APP_URL}/api/auth/callback/staff`,
        returnTo: APP_URL,
        endsSession: true,
      },
      createTransport(),
      clock,
      log.log,
    ),
    cookie: (name: string) => cookies.get(name),
    get previous() {
      return before ?? (cookies.get('countersign-3000.session') ? ann : undefined);
    },
    closeAll: async (actor: StaffActor) => void closed.push(actor),
    asksAgain,
  };
  const cookies = new Map<string, string>();

  async function ask(address: string | URL, form?: Record<string, string>): Promise<Response> {
    const url = new URL(address, APP_URL);
    const request = new Request(url, form ? { method: 'POST', body: new URLSearchParams(form) } : {});
    const path = url.pathname.replace('/api/auth/', '');
    const response = await answerSignIn(deps, request, path, (options) =>
      throughNextAuth(options, url, path, Object.fromEntries(cookies), form),
    );
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, decodeURIComponent(value));
    }
    return response;
  }
  /** As far as redirects of the desk's own sign-in lead. */
  async function follow(address: string): Promise<URL> {
    const url = new URL(address, APP_URL);
    if (url.origin !== APP_URL || !url.pathname.startsWith('/api/auth/')) return url;
    return follow((await ask(url)).headers.get('location') ?? '');
  }
  return {
    staffIdp: deps.staffIdp,
    /** Presses *Sign in* on the way to a customer. */
    async press(): Promise<URL> {
      const { csrfToken } = await (await ask('/api/auth/csrf')).json();
      const form = { csrfToken, callbackUrl: '/customers/C-1', json: 'true' };
      const { url } = await (await ask('/api/auth/signin/staff', form)).json();
      return follow(url);
    },
    /** The IdP sends the browser back with a code. */
    comeBack(from: URL, params: Record<string, string> = {}): Promise<URL> {
      claims.nonce = from.searchParams.get('nonce');
      const query = { code: 'code-1', state: from.searchParams.get('state') ?? '', ...params };
      return follow(`/api/auth/callback/staff?${new URLSearchParams(query)}`);
    },
    isSignedIn: () => Boolean(cookies.get('countersign-3000.session')),
    forget: (name: string) => cookies.delete(`countersign-3000.${name}`),
  };
}

/** As next-auth answers in Next's older kind of route, which asks for nothing of Next itself. */
async function throughNextAuth(
  options: AuthOptions,
  url: URL,
  path: string,
  cookies: Record<string, string>,
  body?: Record<string, string>,
): Promise<Response> {
  const headers = new Headers();
  let status = 200;
  let text = '';
  const response = {
    status: (code: number) => {
      status = code;
      return response;
    },
    getHeader: (name: string) => (name === 'Set-Cookie' ? headers.getSetCookie() : headers.get(name)),
    setHeader: (name: string, value: string | string[]) => {
      headers.delete(name);
      for (const one of [value].flat()) headers.append(name, one);
      return response;
    },
    end: () => {},
    send: (sent: unknown) => {
      text = JSON.stringify(sent);
    },
    json: (sent: unknown) => {
      text = JSON.stringify(sent);
    },
  };
  const query = { ...Object.fromEntries(url.searchParams), nextauth: path.split('/') };
  await NextAuth(options)({ method: body ? 'POST' : 'GET', headers: {}, query, cookies, body }, response);
  return new Response(text, { status, headers });
}

const tokenRequests = () => idp.received.filter(({ url }) => url === '/tenant/token');

/** At the sign-in page, with words for what happened and the way to where they were going. */
function expectSentBack(at: URL, words: RegExp): void {
  expect(at.pathname).toBe('/sign-in');
  expect(ownPath(at.searchParams.get('callbackUrl'), APP_URL)).toBe('/customers/C-1');
  expect(signInMessage(at.searchParams.get('error'), null)).toMatch(words);
  expect(started).toEqual([]);
}

test('who comes with a token of the configured issuer is in', async () => {
  const browser = openDesk();
  const at = await browser.press();
  expect(at.href).toContain(`${issuer}/auth?`);
  expect(at.searchParams.get('scope')).toBe('openid profile email');
  expect((await browser.comeBack(at)).pathname).toBe('/customers/C-1');
  expect(browser.isSignedIn()).toBe(true);
  expect(started).toMatchObject([{ subject: 'staff-sam' }]);
  expect(tokenRequests()).toMatchObject([{ headers: { authorization: expect.stringMatching(/^Basic /) } }]);
  expect(tokenRequests()[0]?.body.get('code_verifier')).toBeTruthy();
});

test('nobody gets in where the document and the token name another issuer, and the log says why', async () => {
  metadata.issuer = OTHER;
  claims.iss = OTHER;
  const browser = openDesk();
  expectSentBack(await browser.press(), /not set up correctly.*tell your administrator/);
  expect(browser.isSignedIn()).toBe(false);
  expect(log.text()).toContain(`names the issuer ${OTHER}, and STAFF_ISSUER is ${issuer}`);
});

test('nobody gets in where the document names another issuer by the time they come back', async () => {
  const browser = openDesk();
  const at = await browser.press();
  metadata.issuer = OTHER;
  claims.iss = OTHER;
  await clock.advance(11 * 60_000);
  expectSentBack(await browser.comeBack(at), /not set up correctly/);
  expect(browser.isSignedIn()).toBe(false);
  expect(tokenRequests()).toEqual([]);
});

test.each([
  ['another issuer', () => OTHER],
  ['the issuer with a slash more', () => `${issuer}/`],
])('nobody gets in with a token of %s, and the log says why', async (_what, iss) => {
  claims.iss = iss();
  const browser = openDesk();
  expectSentBack(
    await browser.comeBack(await browser.press()),
    /did not pass our checks.*tell your administrator/,
  );
  expect(browser.isSignedIn()).toBe(false);
  expect(log.text()).toContain(`unexpected iss value, expected ${issuer}, got: ${iss()}`);
});

test('an issuer with a slash at its end is that issuer everywhere', async () => {
  metadata.issuer = `${issuer}/`;
  claims.iss = `${issuer}/`;
  const browser = openDesk(`${issuer}/`);
  expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
  const without = openDesk(issuer);
  expect((await without.press()).searchParams.get('error')).toBe('Configuration');
});

test('while the IdP is away people are told so, and the next try works', async () => {
  const there = idp.on['/tenant/.well-known/openid-configuration'] ?? hangUp;
  idp.on['/tenant/.well-known/openid-configuration'] = hangUp;
  const browser = openDesk();
  expectSentBack(await browser.press(), /cannot be reached.*try again/);
  idp.on['/tenant/.well-known/openid-configuration'] = there;
  expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
});

test('who comes back while the IdP is away is told so', async () => {
  const browser = openDesk();
  const at = await browser.press();
  idp.on['/tenant/.well-known/openid-configuration'] = hangUp;
  await clock.advance(11 * 60_000);
  expectSentBack(await browser.comeBack(at), /cannot be reached/);
});

test('an IdP that promises to name itself in its responses is held to it', async () => {
  metadata.authorization_response_iss_parameter_supported = true;
  const browser = openDesk();
  expectSentBack(await browser.comeBack(await browser.press()), /did not pass our checks/);
  expect(log.text()).toContain('response parameter \\"iss\\" (issuer) missing');
  expectSentBack(await browser.comeBack(await browser.press(), { iss: OTHER }), /did not pass our checks/);
  expect(log.text()).toContain(`iss mismatch, expected ${issuer}, got: ${OTHER}`);
  expect((await browser.comeBack(await browser.press(), { iss: issuer })).pathname).toBe('/customers/C-1');
});

test('an IdP that takes the secret in the body only gets it there', async () => {
  metadata.token_endpoint_auth_methods_supported = ['client_secret_post', 'private_key_jwt'];
  const browser = openDesk();
  expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
  expect(tokenRequests()[0]?.headers.authorization).toBeUndefined();
  expect(tokenRequests()[0]?.body.get('client_secret')).toBe(validEnv().STAFF_CLIENT_SECRET);
});

test('an IdP that was told to is sent an assertion', async () => {
  const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const pem = key.export({ format: 'pem', type: 'pkcs8' }).toString();
  authentication = { method: 'private_key_jwt', key: await readSigningKey(pem, { kid: 'desk-1' }) };
  const browser = openDesk();
  expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
  const [sent] = tokenRequests();
  expect(sent?.headers.authorization).toBeUndefined();
  const assertion = sent?.body.get('client_assertion') ?? '';
  expect(decodeProtectedHeader(assertion)).toMatchObject({ alg: 'ES256', kid: 'desk-1' });
  expect(decodeJwt(assertion)).toMatchObject({ iss: 'desk', sub: 'desk', aud: issuer });
});

describe('an ID token', () => {
  const says = (change: Record<string, unknown>) => {
    Object.assign(claims, change);
  };
  const signing = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'] as const;
  const signedWith = async (alg: string, { named = alg, typ = 'JWT' } = {}) => {
    const pair = await generateKeyPair(alg, { extractable: true });
    const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'k', use: 'sig', alg: named };
    idp.on['/tenant/jwks'] = json(200, { keys: [jwk] });
    idp.on['/tenant/token'] = async (...line) => {
      const now = Math.floor(clock.now().getTime() / 1000);
      const id_token = await new SignJWT({ aud: 'desk', iat: now, exp: now + 300, ...claims })
        .setProtectedHeader({ alg: named, kid: 'k', typ })
        .sign(pair.privateKey);
      await json(200, { access_token: 'at', token_type: 'Bearer', id_token })(...line);
    };
  };

  test.each(signing)('signed with %s, which the document offers, is taken', async (alg) => {
    metadata.id_token_signing_alg_values_supported = ['none', 'HS256', alg];
    await signedWith(alg);
    const browser = openDesk();
    expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
  });

  test('signed with Ed25519 is taken by either of its names', async () => {
    metadata.id_token_signing_alg_values_supported = ['Ed25519'];
    await signedWith('EdDSA');
    const browser = openDesk();
    expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
  });

  test.each([
    ['with what the document does not offer', async () => signedWith('ES256'), /alg/],
    ['as another kind of token', async () => signedWith('RS256', { typ: 'logout+jwt' }), /typ/],
    ['for another client', async () => says({ aud: 'another' }), /aud/],
    ['for another client as well', async () => says({ aud: ['desk', 'x'], azp: 'desk' }), /aud/],
    ['in the future', async () => says({ iat: clock.now().getTime() / 1000 + 31 }), /iat/],
    ['for later', async () => says({ nbf: clock.now().getTime() / 1000 + 31 }), /nbf/],
    ['for before', async () => says({ exp: clock.now().getTime() / 1000 - 31 }), /exp/],
    [
      'by nobody',
      async () => {
        const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey;
        const jwk = { ...other.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' };
        idp.on['/tenant/jwks'] = json(200, { keys: [jwk] });
      },
      /SIGNATURE/,
    ],
  ])('signed %s lets nobody in, and the log says why', async (_what, wrong, why) => {
    await wrong();
    const browser = openDesk();
    expectSentBack(await browser.comeBack(await browser.press()), /did not pass our checks/);
    expect(log.text()).toMatch(why);
  });

  test('of a clock that is 15 seconds ahead is taken', async () => {
    const ahead = clock.now().getTime() / 1000 + 15;
    says({ iat: ahead, nbf: ahead });
    const browser = openDesk();
    expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
  });

  test('is taken with the keys as they are now, where the IdP has changed them since', async () => {
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    await signedWith('RS256');
    expect((await browser.comeBack(await browser.press())).pathname).toBe('/customers/C-1');
  });
});

describe('what the ID token leaves out', () => {
  beforeEach(() => {
    metadata.userinfo_endpoint = `${issuer}/userinfo`;
    claims = { iss: issuer, sub: 'staff-sam' };
  });
  const asked = () => idp.received.filter(({ url }) => url === '/tenant/userinfo');

  test('is asked of UserInfo', async () => {
    idp.on['/tenant/userinfo'] = json(200, { sub: 'staff-sam', name: 'Sam', roles: ['supervisor'] });
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    expect(audit).toMatchObject([{ actor: { name: 'Sam', roles: ['supervisor'] } }]);
    expect(asked()).toMatchObject([{ headers: { authorization: 'Bearer at' } }]);
  });

  test('is not asked where nothing is left out', async () => {
    Object.assign(claims, { name: 'Sam', roles: ['agent'] });
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    expect(asked()).toEqual([]);
  });

  test('is not taken from what UserInfo says of somebody else', async () => {
    idp.on['/tenant/userinfo'] = json(200, { sub: 'staff-eve', roles: ['supervisor'] });
    const browser = openDesk();
    expectSentBack(await browser.comeBack(await browser.press()), /did not pass our checks/);
    expect(log.text()).toContain('sub');
  });

  test('counts for less than what is signed', async () => {
    claims.roles = ['agent'];
    idp.on['/tenant/userinfo'] = json(200, { sub: 'staff-sam', name: 'Sam', roles: ['supervisor'] });
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    expect(audit).toMatchObject([{ actor: { name: 'Sam', roles: ['agent'] } }]);
  });

  test('keeps nobody out who has a role and only no name', async () => {
    claims.roles = ['agent'];
    idp.on['/tenant/userinfo'] = json(500, {});
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    expect(audit).toMatchObject([{ actor: { name: 'staff-sam', roles: ['agent'] } }]);
  });

  test('is missed where UserInfo is away: they are told, and can try again', async () => {
    idp.on['/tenant/userinfo'] = hangUp;
    const browser = openDesk();
    expectSentBack(await browser.comeBack(await browser.press()), /cannot be reached/);
  });

  test('is said in the log where nobody has it', async () => {
    metadata.userinfo_endpoint = undefined;
    claims._claim_names = { roles: 'src1' };
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    expect(audit).toMatchObject([{ actor: { roles: [] } }]);
    expect(log.text()).toContain('overage');
  });
});

describe('a sign-in begun in two tabs', () => {
  test('goes on in the second, and the first says so until then', async () => {
    const browser = openDesk();
    const first = await browser.press();
    const second = await browser.press();
    expectSentBack(await browser.comeBack(first), /Another sign-in was begun in this browser/);
    expect((await browser.comeBack(second)).pathname).toBe('/customers/C-1');
  });

  test('is done for both once one is in', async () => {
    const browser = openDesk();
    const first = await browser.press();
    const second = await browser.press();
    await browser.comeBack(second);
    expect((await browser.comeBack(first)).pathname).toBe('/customers/C-1');
    expect(started).toHaveLength(1);
  });

  test('and one that took a quarter of an hour', async () => {
    const browser = openDesk();
    const at = await browser.press();
    browser.forget('state');
    expectSentBack(await browser.comeBack(at), /took too long, or was begun in another browser/);
  });
});

test.each([
  ['access_denied', /did not let you in/],
  ['login_required', /did not let you in/],
  ['temporarily_unavailable', /cannot be reached/],
  ['unauthorized_client', /not set up correctly/],
  ['invalid_scope', /not set up correctly/],
])('an IdP that answers %s is understood', async (error, words) => {
  const browser = openDesk();
  expectSentBack(await browser.comeBack(await browser.press(), { error }), words);
  expect(log.text()).toContain(`authorization response: ${error}`);
  expect(tokenRequests()).toEqual([]);
});

test.each<[string, () => HttpDouble['on'][string], RegExp, string]>([
  ['invalid_grant', () => json(400, { error: 'invalid_grant' }), /took too long/, 'invalid_grant'],
  ['invalid_client', () => json(401, { error: 'invalid_client' }), /not set up correctly/, 'invalid_client'],
  ['503', () => json(503, {}), /cannot be reached/, 'HTTP 503'],
  ['nothing', () => hangUp, /cannot be reached/, 'UND_ERR_SOCKET'],
  [
    'no ID token',
    () => json(200, { access_token: 'at', token_type: 'Bearer' }),
    /did not pass our checks/,
    'id_token',
  ],
])(
  'a token endpoint that answers %s is understood, and the log says why',
  async (_what, answer, words, reason) => {
    const browser = openDesk();
    idp.on['/tenant/token'] = answer() ?? hangUp;
    expectSentBack(await browser.comeBack(await browser.press()), words);
    expect(log.text()).toContain(reason);
  },
);

test('keeps the ID token with the session, and the name the IdP has for it', async () => {
  claims.sid = 'idp-session-1';
  const browser = openDesk();
  await browser.comeBack(await browser.press());
  expect(started).toMatchObject([
    { idToken: expect.stringMatching(/^eyJ/), idpSession: 'idp-session-1', name: 'Sam' },
  ]);
});

describe('a browser that somebody had before', () => {
  test('is theirs no more, and what they had open is closed', async () => {
    before = ann;
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    expect(audit).toMatchObject([
      { action: 'staff.signed_in', actor: { subject: 'staff-sam' } },
      { action: 'security.session_ended', actor: ann, details: { why: 'replaced' } },
    ]);
    expect(closed).toEqual([ann]);
  });

  test('goes on with their calls where it is the same person again', async () => {
    before = { ...ann, subject: 'staff-sam' };
    const browser = openDesk();
    await browser.comeBack(await browser.press());
    expect(audit).toHaveLength(2);
    expect(closed).toEqual([]);
  });

  test('where nobody knows that the IdP’s session is over asks who it is', async () => {
    expect((await openDesk().press()).searchParams.has('prompt')).toBe(false);
    asksAgain = true;
    expect((await openDesk().press()).searchParams.get('prompt')).toBe('login');
  });
});

describe('a logout token', () => {
  const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
  const logout = async (change: Record<string, unknown> = {}, header: Record<string, string> = {}) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    const usual = {
      iss: issuer,
      aud: 'desk',
      iat: now,
      exp: now + 120,
      jti: 'j-1',
      sub: 'staff-sam',
      sid: 's-1',
    };
    return new SignJWT({ ...usual, events: { [EVENT]: {} }, ...change })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: 'logout+jwt', ...header })
      .sign(privateKey);
  };
  const taken = async (token: string, endAll: StaffSessions['endAll'] = async () => []) => {
    const { deps, log: quiet } = desk();
    return receiveLogout(
      { ...deps, log: quiet.log, sessions: { endAll }, staffIdp: openDesk().staffIdp },
      token,
    );
  };

  test.each([
    ['a session', {}, { subject: 'staff-sam', idpSession: 's-1' }],
    ['a session, whoever has it', { sub: undefined }, { subject: undefined, idpSession: 's-1' }],
    ['all of a person', { sid: undefined }, { subject: 'staff-sam' }],
  ])('names %s', async (_what, change, which) => {
    const asked: unknown[] = [];
    const token = await logout(change);
    const outcome = await taken(token, async (what, _now, _auditOf, once) => {
      asked.push(what, once?.jti);
      return [];
    });
    expect(outcome).toBe('done');
    expect(asked).toEqual([which, 'j-1']);
  });

  test('is taken with the older type of a token as well', async () => {
    expect(await taken(await logout({}, { typ: 'JWT' }))).toBe('done');
  });

  test.each<[string, Record<string, unknown>, Record<string, string>?]>([
    ['with a nonce, which makes an ID token of it', { nonce: 'n' }],
    ['without the event', { events: undefined }],
    ['of another event', { events: { 'https://example.com/other': {} } }],
    ['with an event that is no object', { events: { [EVENT]: true } }],
    ['about nobody', { sub: undefined, sid: undefined }],
    ['without an id', { jti: undefined }],
    ['without a time', { iat: undefined }],
    ['of an hour ago', { iat: 1_000_000, exp: undefined }],
    ['that is over', { exp: 1_000_000 }],
    ['for another client', { aud: 'another' }],
    ['of another issuer', { iss: OTHER }],
    ['that is an access token', {}, { typ: 'at+jwt' }],
  ])('%s is refused', async (_what, change, header) => {
    expect(await taken(await logout(change, header))).toBe('refused');
  });

  test.each(['', 'x', 'a.b.c'])('that is none (%j) is refused', async (token) => {
    expect(await taken(token)).toBe('refused');
  });

  test('that came before is refused', async () => {
    expect(await taken(await logout(), async () => 'came_before')).toBe('refused');
  });

  test('cannot be judged while the IdP is away', async () => {
    const token = await logout();
    idp.on['/tenant/.well-known/openid-configuration'] = hangUp;
    expect(await taken(token)).toBe('unavailable');
  });
});
