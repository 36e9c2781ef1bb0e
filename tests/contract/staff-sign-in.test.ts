import { generateKeyPairSync } from 'node:crypto';
import { SignJWT } from 'jose';
import NextAuth, { type AuthOptions } from 'next-auth';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { signInMessage } from '@/components/sign-in/sign-in-message';
import { answerSignIn } from '@/lib/auth/answer-sign-in';
import { createStaffIdp } from '@/lib/auth/staff-idp';
import { readEnv } from '@/lib/env';
import { ownPath } from '@/lib/web/own-path';
import { FakeClock } from '../support/fake-clock';
import { type HttpDouble, hangUp, json, startHttpDouble } from '../support/http-double';
import { type RecordingLog, recordingLog } from '../support/recording-log';
import { validEnv } from '../unit/valid-env';

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
    const token = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'one' });
    const id_token = await token.setAudience('desk').setIssuedAt().setExpirationTime('5m').sign(privateKey);
    await json(200, { access_token: 'at', token_type: 'Bearer', id_token })(...line);
  };
  clock = new FakeClock();
  log = recordingLog();
  started = [];
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
      start: async (session: unknown) => void started.push(session),
      isLive: async () => true,
      end: async () => {},
    },
    staffIdp: createStaffIdp({ issuer: configured, clientId: 'desk', returnTo: APP_URL }, clock, log.log),
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
    /did not go through.*tell your administrator/,
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
  expectSentBack(await browser.comeBack(await browser.press()), /did not go through/);
  expect(log.text()).toContain('iss missing from the response');
  expectSentBack(await browser.comeBack(await browser.press(), { iss: OTHER }), /did not go through/);
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
