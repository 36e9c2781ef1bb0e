import type { Page, Request } from '@playwright/test';
import { expectCalm } from './support/answers';
import { openCustomer, partsOf } from './support/customer-page';
import type { Customer } from './support/people';
import { Phone } from './support/phone';
import { choosePerson } from './support/sign-in';
import { expect, test } from './support/test';

const desk = () => process.env.DESK_URL ?? '';

const headersFor = (action: string) => ({
  accept: 'text/x-component',
  'content-type': 'text/plain;charset=UTF-8',
  'next-action': action,
  origin: desk(),
});

/** The id under which this build knows the action behind Verify identity, learned from the page's own call. */
async function verifyAction(page: Page, customer: Customer): Promise<{ path: string; action: string }> {
  const path = `/customers/${customer.number}`;
  const idOf = (request: Request) =>
    request.method() === 'POST' ? request.headers()['next-action'] : undefined;
  await openCustomer(page, customer);
  const call = page.waitForRequest((request) => idOf(request) !== undefined);
  await page.route(`**${path}`, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await partsOf(page).verify.click();
  const action = idOf(await call) ?? '';
  await expect(partsOf(page).card.getByRole('alert')).toBeVisible();
  await page.unroute(`**${path}`);
  return { path, action };
}

test('a forged action call is refused without a fault, and asks no customer', async ({
  openDesk,
  agent,
  customer,
  noise,
}) => {
  noise.allow(/ERR_FAILED/);
  const page = await openDesk(agent);
  const { path, action } = await verifyAction(page, customer);
  const headers = headersFor(action);
  const unknown = `${action.slice(0, -4)}0000`;
  const form = `--b\r\ncontent-disposition: form-data; name="$ACTION_ID_${unknown}"\r\n\r\n\r\n--b--\r\n`;
  const calls: readonly (readonly [what: string, headers: Record<string, string>, data: string])[] = [
    ['an unknown action', { ...headers, 'next-action': unknown }, '[]'],
    ['an action that is no id', { ...headers, 'next-action': '__proto__' }, '[]'],
    ['an empty action', { ...headers, 'next-action': '' }, '[]'],
    ['no arguments', headers, '[]'],
    ['a number as id', headers, '[7]'],
    ['an object as id', headers, '[{"$ne":null}]'],
    ['null as id', headers, '[null]'],
    ['an id with NUL', headers, '["C-100001\\u0000"]'],
    ['an enormous id', headers, JSON.stringify(['x'.repeat(100_000)])],
    ['an unknown customer', headers, '["C-999999"]'],
    ['JSON by type', { ...headers, 'content-type': 'application/json' }, '["C-999999"]'],
    ['a form', { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, 'a=b'],
    ['a forged form', { origin: desk(), 'content-type': 'multipart/form-data; boundary=b' }, form],
  ];
  for (const [what, sent, data] of calls) {
    const answer = await page.request.post(path, { headers: sent, data, maxRedirects: 0 });
    const body = await expectCalm(answer, what);
    expect.soft(body, `what ${what} brought about`).not.toContain('"status":"requested"');
  }
  expect(await (await Phone.of(customer.number)).requests()).toEqual([]);
});

test('an action call whose body is garbled is a bad request, not a fault', async ({
  openDesk,
  agent,
  customer,
  noise,
}) => {
  noise.allow(/ERR_FAILED/);
  const page = await openDesk(agent);
  const { path, action } = await verifyAction(page, customer);
  const headers = headersFor(action);
  const calls: readonly (readonly [what: string, headers: Record<string, string>, data: string])[] = [
    ['broken JSON', headers, '[{'],
    ['a reference that leads nowhere', headers, '["$F1"]'],
    ['binary', headers, '\u0000\u0001\u00ff'],
    ['a multipart form without a boundary', { ...headers, 'content-type': 'multipart/form-data' }, 'x'],
  ];
  for (const [what, sent, data] of calls) {
    await expectCalm(
      await page.request.post(path, { headers: sent, data: Buffer.from(data, 'latin1') }),
      what,
    );
  }
  expect(await (await Phone.of(customer.number)).requests()).toEqual([]);
});

test('an action called from a foreign site, or without a session, is refused', async ({
  openDesk,
  openBrowser,
  agent,
  customer,
  noise,
}) => {
  noise.allow(/ERR_FAILED/);
  const page = await openDesk(agent);
  const { path, action } = await verifyAction(page, customer);
  const headers = headersFor(action);
  const data = JSON.stringify([customer.number]);

  const foreign = await page.request.post(path, {
    headers: { ...headers, origin: 'https://evil.example' },
    data,
  });
  await expectCalm(foreign, 'a call from a foreign site');
  const stranger = await openBrowser();
  const anonymous = await stranger.request.post(path, { headers, data });
  const body = await expectCalm(anonymous, 'a call without a session');
  expect(body).not.toContain('"ok":true');
  expect(await (await Phone.of(customer.number)).requests()).toEqual([]);

  // The same call from here works: what was refused above was refused for its sender.
  const ours = await page.request.post(path, { headers, data });
  expect(await ours.text()).toContain('"status":"requested"');
});

test('a forged sign-in callback leads to the sign-in page with a plain message', async ({ page, noise }) => {
  noise.allow(/status of 40/);
  for (const query of [
    'code=forged&state=forged',
    'code=forged',
    'state=forged',
    'error=access_denied&error_description=%3Cscript%3E&state=x',
    'code=%00&state=%ff',
    '',
  ]) {
    const answer = await page.request.get(`/api/auth/callback/staff?${query}`);
    await expectCalm(answer, `the callback with ${query}`);
    expect.soft(new URL(answer.url()).pathname, query).toBe('/sign-in');
    await page.goto(`/api/auth/callback/staff?${query}`);
    await expect(page.getByRole('alert').filter({ hasText: /sign-in/ }), query).toBeVisible();
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  }
});

test('a sign-in callback works once', async ({ page, agent, openBrowser }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  const callback = page.waitForRequest(/\/api\/auth\/callback\/staff\?/);
  await choosePerson(page, agent);
  const url = (await callback).url();
  await page.waitForURL('/customers');

  const sessions = async () =>
    (await page.context().cookies()).filter(({ name }) => name.endsWith('session'));
  const before = await sessions();
  // Who is signed in already goes on, as before; nobody else gets in.
  for (const [again, at] of [
    [page, /^\/customers/],
    [await openBrowser(), /^\/sign-in/],
  ] as const) {
    const answer = await again.request.get(url);
    await expectCalm(answer, 'the replayed callback');
    expect(new URL(answer.url()).pathname).toMatch(at);
  }
  expect((await sessions()).map(({ value }) => value)).toEqual(before.map(({ value }) => value));
  const stranger = await openBrowser();
  await stranger.goto(url);
  await expect(stranger.getByRole('alert').filter({ hasText: 'Please sign in again' })).toBeVisible();
  await stranger.goto('/customers');
  await expect(stranger).toHaveURL(/\/sign-in/);
});

test('signing in never leads to a foreign site', async ({ page, openDesk, agent, noise }) => {
  noise.allow(/status of 40/);
  const targets = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    'https:evil.example',
    '/%09/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'http://desk.invalid//evil.example',
    `${desk()}@evil.example`,
  ];
  const signedIn = await openDesk(agent);
  for (const target of targets) {
    const answer = await signedIn.request.get('/sign-in', {
      params: { callbackUrl: target },
      maxRedirects: 0,
    });
    await expectCalm(answer, target);
    const location = answer.headers().location ?? '/';
    expect.soft(new URL(location, desk()).origin, target).toBe(new URL(desk()).origin);
  }
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent('https://evil.example')}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await choosePerson(page, agent);
  await expect(page).toHaveURL('/customers');

  const { csrfToken } = (await (await page.request.get('/api/auth/csrf')).json()) as { csrfToken: string };
  for (const target of targets) {
    await page.request.post('/api/auth/signin/staff', {
      form: { csrfToken, callbackUrl: target, json: 'true' },
      maxRedirects: 0,
    });
    const kept = (await page.context().cookies(desk())).find(({ name }) => name.endsWith('callback-url'));
    const url = decodeURIComponent(kept?.value ?? '');
    expect.soft(new URL(url, desk()).origin, target).toBe(new URL(desk()).origin);
  }
});

test('foreign methods and a forged sign-in route are refused calmly', async ({ openDesk, agent }) => {
  const { request } = await openDesk(agent);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    for (const path of [
      '/api/customers',
      '/api/calls',
      '/api/verifications/x/sensitive-data',
      '/customers',
      '/history',
    ]) {
      const answer = await request.fetch(path, {
        method,
        data: '{',
        headers: { 'content-type': 'application/json' },
      });
      await expectCalm(answer, `${method} ${path}`);
    }
  }
  for (const path of [
    '/api/auth/signin/nobody',
    '/api/auth/callback/nobody',
    '/api/auth/%00',
    '/api/auth/a/b/c/d',
  ]) {
    for (const method of ['GET', 'POST']) {
      await expectCalm(await request.fetch(path, { method, maxRedirects: 0 }), `${method} ${path}`);
    }
  }
});

test('however a proxy tells the host, the desk’s own pages may act, and no others', async ({
  openDesk,
  agent,
  customer,
}) => {
  const { host } = new URL(desk());
  const page = await openDesk(agent, {
    extraHTTPHeaders: { 'x-forwarded-host': `inner.proxy.example:443, ${host}` },
  });
  const { status, verify, cancel } = await openCustomer(page, customer);
  await verify.click();
  await expect(status).toHaveText('Waiting for the customer');
  await cancel.click();
  await expect(status).toHaveText('Cancelled');
  const forged = await page.request.post(`/customers/${customer.number}`, {
    headers: { origin: 'https://elsewhere.example', 'content-type': 'text/plain', 'next-action': 'x' },
    data: '[]',
  });
  expect(forged.status()).toBe(403);
});
