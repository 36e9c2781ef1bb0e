import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { eventually } from '../../support/eventually';
import { type Bank, openLastingBank } from './bank';
import { Browser } from './browser';
import { ask, askAndGetId, call, outcome, phoneOf } from './client';
import { directoryOf } from './directory';

interface Pushed {
  readonly request: IncomingMessage;
  readonly token: string;
}

let bank: Bank;
let pushed: Pushed[];
/** How the desk answers, the last one for good. */
let answers: number[];
const errors: string[] = [];
let stopDesk: () => Promise<void>;
let deskUrl: string;

beforeAll(async () => {
  const port = await freePort();
  deskUrl = `http://localhost:${port}`;
  const desk = createServer(async (request, response) => {
    pushed.push({ request, token: await text(request) });
    const status = (answers.length > 1 ? answers.shift() : answers[0]) ?? 202;
    response.writeHead(status, status === 302 ? { location: `${deskUrl}/elsewhere` } : {}).end();
  });
  await new Promise<void>((resolve) => desk.listen(port, '127.0.0.1', resolve));
  stopDesk = () =>
    new Promise((resolve) => {
      desk.close(() => resolve());
      desk.closeAllConnections();
    });
  bank = await openLastingBank({ deskUrl, eventRetryMs: 5, onError: (where) => errors.push(where) });
});
beforeEach(() => {
  pushed = [];
  answers = [202];
  errors.length = 0;
});
afterAll(async () => {
  await bank.close();
  await stopDesk();
});

const subjectOf = async (name: string) => (await directoryOf(bank)).find((row) => row.name === name)?.subject;
/** What the desk reads of a token, once it has checked it with the keys the bank publishes. */
const verified = (token = '') =>
  jwtVerify(token, createRemoteJWKSet(new URL(`${bank.url}/op/security-events/jwks`)), {
    issuer: `${bank.url}/op`,
    audience: deskUrl,
    typ: 'secevent+jwt',
  });
const phonePage = async (customer: string) => {
  const browser = new Browser();
  const { response } = await browser.follow(`${bank.url}/phone?customer=${customer}`, bank.url);
  return { browser, html: await response.text() };
};

describe('the phone', () => {
  test('has a button for suspicious calls, also while nothing waits, which pushes our own event', async () => {
    const { browser, html } = await phonePage('ken');
    expect(html).toContain('Nothing to answer');
    expect(html).toMatch(
      /<form method="post" action="\/phone\/report"><button[^>]*>Report a suspicious call</,
    );
    const after = await browser.submit(`${bank.url}/phone/report`, {}, bank.url);
    expect(await after.response.text()).toMatch(/class="result reported"[^>]*>Thank you/);
    const [{ request, token }] = pushed as [Pushed];
    expect([request.method, request.url, request.headers['content-type']]).toEqual([
      'POST',
      '/api/security-events',
      'application/secevent+jwt',
    ]);
    const { payload } = await verified(token);
    expect(payload).toEqual({
      iss: `${bank.url}/op`,
      aud: deskUrl,
      iat: expect.any(Number),
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      sub_id: { format: 'iss_sub', iss: `${bank.url}/op`, sub: await subjectOf('Ken Tanaka') },
      events: { 'urn:countersign:secevent:not-on-a-call:1': {} },
    });
  });

  test('reports for who holds it, and for nobody else', async () => {
    const { token } = await phoneOf(bank, 'maria');
    const report = (headers: Record<string, string>) =>
      call(`${bank.url}/phone/api/report`, { method: 'POST', headers });
    expect((await report({})).status).toBe(401);
    const { browser } = await phonePage('maria');
    const foreign = { method: 'POST', headers: { origin: 'https://evil.example' } };
    expect((await browser.open(`${bank.url}/phone/report`, foreign)).status).toBe(403);
    expect(pushed).toEqual([]);
    expect(await report({ authorization: `Bearer ${token}` })).toMatchObject({
      status: 200,
      body: { outcome: 'reported' },
    });
    expect((await verified(pushed[0]?.token)).payload.sub_id).toMatchObject({
      sub: await subjectOf('Maria Alvarez'),
    });
  });

  test('sends the same token again while the desk cannot take it, and says so', async () => {
    answers = [503, 500, 429, 202];
    const { browser } = await phonePage('ken');
    const after = await browser.submit(`${bank.url}/phone/report`, {}, bank.url);
    expect(await after.response.text()).toContain('We keep trying');
    await eventually(() => expect(pushed).toHaveLength(4));
    expect(new Set(pushed.map(({ token }) => token)).size).toBe(1);
    expect(errors).toEqual([]);
  });

  test('gives up after six attempts, and follows no redirect', async () => {
    answers = [503];
    const { token } = await phoneOf(bank, 'ken');
    const report = () =>
      call(`${bank.url}/phone/api/report`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
    expect((await report()).body).toMatchObject({ outcome: 'report_waits' });
    await eventually(() => expect(errors).toEqual(['a security event']));
    expect(pushed).toHaveLength(6);
    answers = [302];
    expect(await report()).toMatchObject({ status: 502, body: { outcome: 'report_refused' } });
    expect(pushed).toHaveLength(7);
  });

  test('that is old knows yes and no, and its no does not say why', async () => {
    const id = await askAndGetId(bank, { login_hint: 'olga.reimann' });
    const { html } = await phonePage('olga');
    expect(html).toMatch(/value="denied">Deny</);
    expect(html).not.toContain('value="not_me"');
    expect(html).toContain('Not on a call with us? Tap Deny.');
    const phone = await phoneOf(bank, 'olga');
    expect(await phone.press({ approved: false, reason: 'not_me' })).toMatchObject({ status: 400 });
    expect(await phone.press({ approved: false })).toMatchObject({ status: 200 });
    const { body } = await outcome(bank, id);
    expect(body).toEqual({ error: 'access_denied' });
    expect(pushed).toEqual([]);
  });

  test('with the third button tells by the answer alone, as before', async () => {
    await ask(bank);
    const phone = await phoneOf(bank, 'maria');
    await phone.press({ approved: false, reason: 'not_me' });
    expect(pushed).toEqual([]);
  });
});

describe('the fraud engine', () => {
  const report = (customer: string, headers = { origin: bank.url, 'sec-fetch-site': 'same-origin' }) =>
    new Browser().follow(`${bank.url}/bank/fraud-engine`, bank.url, {
      method: 'POST',
      body: new URLSearchParams({ customer }),
      headers,
    });

  test('has a page, which the phones lead to', async () => {
    expect(await (await fetch(`${bank.url}/phone`)).text()).toContain('href="/bank"');
    const html = await (await fetch(`${bank.url}/bank`)).text();
    expect(html).toContain('<h1>Fraud engine</h1>');
    expect(html).toContain('<option value="C-100001">Maria Alvarez</option>');
    expect(html).toMatch(/<button[^>]*>Report compromised credentials</);
  });

  test('pushes what RISC has for it, of any customer', async () => {
    const [row] = (await directoryOf(bank)).slice(50);
    const { response } = await report(row?.id ?? '');
    expect(await response.text()).toContain(': Reported.');
    expect((await verified(pushed[0]?.token)).payload).toMatchObject({
      sub_id: { sub: row?.subject },
      events: {
        'https://schemas.openid.net/secevent/risc/event-type/credential-compromise': {
          credential_type: 'password',
        },
      },
    });
  });

  test('knows who is a customer, and listens to its own page only', async () => {
    const unknown = await report('<b>C-1');
    expect(unknown.response.status).toBe(404);
    expect(await unknown.response.text()).toContain('There is no such customer');
    expect(
      (await report('maria', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).response
        .status,
    ).toBe(403);
    expect(pushed).toEqual([]);
  });
});

test('the key for events is one of its own, kept, and only its public half is told', async () => {
  const jwks = () => call(`${bank.url}/op/security-events/jwks`);
  const before = (await jwks()).body;
  expect(before.keys).toEqual([expect.objectContaining({ kty: 'EC', use: 'sig', alg: 'ES256' })]);
  expect(JSON.stringify(before)).not.toContain('"d":');
  expect(JSON.stringify((await call(`${bank.url}/op/jwks`)).body)).not.toContain(
    (before.keys as { kid: string }[])[0]?.kid,
  );
  await bank.restart();
  expect((await jwks()).body).toEqual(before);
});
