import { createHash, randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bank, DESK, openLastingBank, STAFF_SECRET } from './bank';
import { Browser } from './browser';
import { basic, call } from './client';

let bank: Bank;
beforeAll(async () => {
  bank = await openLastingBank();
});
afterAll(() => bank.close());

const REDIRECT_URI = `${DESK}/api/auth/callback/staff`;
const verifier = randomBytes(32).toString('base64url');

function authorizationUrl(change: Record<string, string | undefined> = {}): string {
  const params: Record<string, string | undefined> = {
    client_id: 'countersign-desk',
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    scope: 'openid profile email roles',
    state: 'state-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...change,
  };
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) if (value !== undefined) query.set(name, value);
  return `${bank.url}/staff/auth?${query}`;
}

async function signIn(browser: Browser, subject: string): Promise<URL> {
  const page = await browser.follow(authorizationUrl(), bank.url);
  expect(page.url).toContain(`${bank.url}/staff/interaction/`);
  return new URL((await browser.submit(page.url, { subject }, bank.url)).url);
}

function exchange(code: string, codeVerifier = verifier) {
  return call(`${bank.url}/staff/token`, {
    method: 'POST',
    headers: { authorization: basic('countersign-desk', STAFF_SECRET) },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: codeVerifier,
    }),
  });
}

describe('signing in', () => {
  test('shows the demo staff as buttons that begin with their names', async () => {
    const { response } = await new Browser().follow(authorizationUrl(), bank.url);
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain('<html lang="en">');
    for (const name of ['Ines Moreau', 'Alex Novak', 'Tom Adeyemi', 'Grace Kim', 'Sam Rivera', 'Lee Chen']) {
      expect(html).toMatch(
        new RegExp(`<button[^>]*>\\s*(<span[^>]*aria-hidden="true">..</span>)?[^A-Z]*${name}`),
      );
    }
    expect(response.headers.get('content-security-policy')).toContain(`form-action 'self' ${DESK}`);
  });

  test('leads back to the desk, and the ID token and userinfo tell name, e-mail and roles', async () => {
    const back = await signIn(new Browser(), 'staff-sam.rivera');
    expect(back.origin + back.pathname).toBe(REDIRECT_URI);
    expect(back.searchParams.get('state')).toBe('state-1');
    expect(back.searchParams.get('iss')).toBe(`${bank.url}/staff`);

    const { status, body } = await exchange(back.searchParams.get('code') ?? '');
    expect(status).toBe(200);
    const claims = {
      name: 'Sam Rivera',
      email: 'sam.rivera@alderbank.example',
      roles: ['agent', 'teller', 'supervisor'],
    };
    const { payload } = await jwtVerify(
      String(body.id_token),
      createRemoteJWKSet(new URL(`${bank.url}/staff/jwks`)),
      {
        issuer: `${bank.url}/staff`,
        audience: 'countersign-desk',
      },
    );
    expect(payload).toMatchObject(claims);
    const userinfo = await call(`${bank.url}/staff/me`, {
      headers: { authorization: `Bearer ${body.access_token}` },
    });
    expect(userinfo.body).toMatchObject(claims);
  });

  test('somebody without a role has an empty list of roles', async () => {
    const back = await signIn(new Browser(), 'staff-lee.chen');
    const { body } = await exchange(back.searchParams.get('code') ?? '');
    const [, payload = ''] = String(body.id_token).split('.');
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({ roles: [] });
  });

  test('happens once per session: the second time nobody is asked', async () => {
    const browser = new Browser();
    await signIn(browser, 'staff-ines.moreau');
    const { url } = await browser.follow(authorizationUrl(), bank.url);
    expect(url).toContain(`${REDIRECT_URI}?`);
  });

  test('needs PKCE', async () => {
    const { url } = await new Browser().follow(
      authorizationUrl({ code_challenge: undefined, code_challenge_method: undefined }),
      bank.url,
    );
    expect(new URL(url).searchParams.get('error')).toBe('invalid_request');
  });

  test('needs the verifier that belongs to the challenge', async () => {
    const back = await signIn(new Browser(), 'staff-ines.moreau');
    const answer = await exchange(back.searchParams.get('code') ?? '', randomBytes(32).toString('base64url'));
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  test('never leads to an address that is not registered', async () => {
    const { response, url } = await new Browser().follow(
      authorizationUrl({ redirect_uri: 'https://evil.example/' }),
      bank.url,
    );
    expect(response.status).toBe(400);
    expect(url).toContain(bank.url);
  });

  test('in another browser than it began in is not possible', async () => {
    const { url } = await new Browser().follow(authorizationUrl(), bank.url);
    const stranger = await new Browser().submit(url, { subject: 'staff-sam.rivera' }, bank.url);
    expect(stranger.response.status).toBe(404);
    expect(await stranger.response.text()).toContain('This sign-in has expired');
  });

  test('as somebody who does not work here is refused', async () => {
    const browser = new Browser();
    const page = await browser.follow(authorizationUrl(), bank.url);
    expect((await browser.submit(page.url, { subject: 'staff-nobody' }, bank.url)).response.status).toBe(400);
  });
});

describe('signing out', () => {
  const logoutUrl = (params: Record<string, string>): string =>
    `${bank.url}/staff/session/end?${new URLSearchParams({ client_id: 'countersign-desk', ...params })}`;

  test('without an ID token asks nothing, leads back with the state, and ends the session', async () => {
    const browser = new Browser();
    const back = await signIn(browser, 'staff-ines.moreau');
    const { body } = await exchange(back.searchParams.get('code') ?? '');
    const { url } = await browser.follow(
      logoutUrl({
        post_logout_redirect_uri: `${DESK}/signed-out`,
        logout_hint: 'staff-ines.moreau',
        state: 'bye',
      }),
      bank.url,
    );
    expect(url).toBe(`${DESK}/signed-out?state=bye`);
    expect(browser.has('alder_staff')).toBe(false);
    const headers = { authorization: `Bearer ${body.access_token}` };
    expect((await call(`${bank.url}/staff/me`, { headers })).status).toBe(401);
    expect((await browser.follow(authorizationUrl(), bank.url)).url).toContain('/staff/interaction/');
  });

  test('takes the ID token in a form, which no address has to hold', async () => {
    const browser = new Browser();
    const back = await signIn(browser, 'staff-ines.moreau');
    const { body } = await exchange(back.searchParams.get('code') ?? '');
    const fields = {
      client_id: 'countersign-desk',
      id_token_hint: String(body.id_token),
      post_logout_redirect_uri: `${DESK}/signed-out`,
      state: 'bye',
    };
    const { url } = await browser.submit(`${bank.url}/staff/session/end`, fields, bank.url);
    expect(url).toBe(`${DESK}/signed-out?state=bye`);
    expect(browser.has('alder_staff')).toBe(false);
  });

  test('of somebody who is not signed in leads back just the same', async () => {
    const { url } = await new Browser().follow(
      logoutUrl({ post_logout_redirect_uri: `${DESK}/signed-out` }),
      bank.url,
    );
    expect(url).toBe(`${DESK}/signed-out`);
  });

  test('never leads to an address that is not registered', async () => {
    const { response } = await new Browser().follow(
      logoutUrl({ post_logout_redirect_uri: 'https://evil.example/' }),
      bank.url,
    );
    expect(response.status).toBe(400);
  });
});
