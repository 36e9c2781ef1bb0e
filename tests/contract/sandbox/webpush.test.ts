import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { until } from '../../support/eventually';
import { type PushEndpoint, startPushEndpoint } from '../../support/push-endpoint';
import { type Bank, openBank, openLastingBank } from './bank';
import { Browser } from './browser';
import { ask, askAndGetId, call, phoneOf, poll } from './client';
import { newTransfer } from './transfer';

let bank: Bank;
let vapidKey: string;
const errors: string[] = [];
beforeAll(async () => {
  bank = await openLastingBank({ onError: (where) => errors.push(where) });
  vapidKey = await keyOf(bank);
});
afterAll(() => bank.close());

async function keyOf({ url }: Bank): Promise<string> {
  return String((await call(`${url}/phone/api/push-key`)).body.publicKey);
}

async function endpoint(key = vapidKey): Promise<PushEndpoint> {
  const opened = await startPushEndpoint(key);
  onTestFinished(() => opened.close());
  return opened;
}

function post(at: Bank, path: string, token: string, body: unknown) {
  return call(`${at.url}/phone/api/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    },
    body: JSON.stringify(body),
  });
}

/** A phone of this customer that takes notifications, and its session. */
async function subscribe(customer: string, to: PushEndpoint, at = bank): Promise<string> {
  const { token } = await phoneOf(at, customer);
  const { status, body } = await post(at, 'subscribe', token, to.subscription);
  expect({ status, device: body.device }).toEqual({ status: 200, device: 'Firefox on Linux' });
  return String(body.token);
}

async function ends(to: PushEndpoint, count = 1): Promise<void> {
  await until(() => to.messages.length >= count || to.refused.length > 0);
  expect(to.refused).toEqual([]);
}

describe('a subscribed phone', () => {
  test('is told who asks, the binding message, what for and what to do; encrypted, urgent, and in time', async () => {
    const phone = await endpoint();
    await subscribe('C-200107', phone);
    const authReqId = await askAndGetId(bank, {
      login_hint: 'C-200107',
      binding_message: 'Code 482 913',
      requested_expiry: '45',
    });
    await ends(phone);
    const [message] = phone.messages;
    expect(message?.headers).toMatchObject({ urgency: 'high' });
    expect(Number(message?.headers.ttl)).toBeGreaterThan(40);
    expect(Number(message?.headers.ttl)).toBeLessThanOrEqual(45);
    expect(message?.payload.title).toMatch(/^Alder Bank asks \S+/);
    expect(String(message?.payload.body).split('\n')).toEqual([
      'Code 482 913',
      'Tell the agent that it is really you',
      'Let the agent see your accounts, recent transactions and personal details',
      'Not on a call with us? Do not approve. Open your phone and tell us.',
    ]);
    expect(JSON.stringify(message?.payload)).not.toContain(authReqId);
  });

  test('answers from the notification', async () => {
    const phone = await endpoint();
    const token = await subscribe('C-200144', phone);
    const id = await askAndGetId(bank, { login_hint: 'C-200144' });
    await ends(phone);
    const requestId = phone.messages[0]?.payload.requestId;
    expect((await post(bank, 'respond', token, { requestId, approved: true })).status).toBe(200);
    expect((await poll(bank, id)).status).toBe(200);
  });

  test('is told instead of the terminal, and both phones of a customer are', async () => {
    const [one, other] = [await endpoint(), await endpoint()];
    await subscribe('nora', one);
    await subscribe('nora', other);
    await ask(bank, { login_hint: 'nora.whitfield', binding_message: 'For Nora' });
    await ends(one);
    await ends(other);
    expect(bank.notices.filter(({ bindingMessage }) => bindingMessage === 'For Nora')).toEqual([]);
  });

  test('shows what exactly is asked for, within what a push service takes', async () => {
    const phone = await endpoint();
    await subscribe('C-200181', phone);
    const transfer = (creditorName: string) =>
      newTransfer({ creditorName, instructedAmount: { amount: '12.50', currency: 'EUR' } });
    const details = (count: number) =>
      JSON.stringify(Array.from({ length: count }, () => transfer('Łukasz Żółć '.repeat(5))));
    await ask(bank, { login_hint: 'C-200181', authorization_details: details(1) });
    await ask(bank, { login_hint: 'C-200181', authorization_details: details(60) });
    await ends(phone, 2);
    const bodies = phone.messages.map(({ payload }) => String(payload.body));
    expect(bodies.sort()).toEqual([
      expect.stringMatching(/^Code 123 456\nSend 12\.50 EUR/),
      expect.stringMatching(/^Code 123 456\nThis request is too long to show here\./),
    ]);
    expect(Math.max(...phone.messages.map(({ bytes }) => bytes))).toBeLessThanOrEqual(4096);
  });

  test('can be silenced', async () => {
    const phone = await endpoint();
    const token = await subscribe('C-200218', phone);
    expect((await post(bank, 'unsubscribe', token, {})).status).toBe(200);
    await ask(bank, { login_hint: 'C-200218', binding_message: 'Quietly' });
    await until(() => bank.notices.some(({ bindingMessage }) => bindingMessage === 'Quietly'));
    expect(phone.messages).toEqual([]);
  });

  test.each([404, 410])('that is gone (%i) is not tried again, and the terminal is told', async (status) => {
    const phone = await endpoint();
    await subscribe('C-200255', phone);
    phone.answerWith(status);
    const message = `Gone ${status}`;
    await ask(bank, { login_hint: 'C-200255', binding_message: message });
    await until(() => bank.notices.some(({ bindingMessage }) => bindingMessage === message));
    await ask(bank, { login_hint: 'C-200255', binding_message: `Again ${status}` });
    await until(() => bank.notices.some(({ bindingMessage }) => bindingMessage === `Again ${status}`));
    expect(phone.messages).toHaveLength(1);
  });

  test('whose push service fails stays subscribed, and the terminal is told', async () => {
    const phone = await endpoint();
    await subscribe('C-200292', phone);
    phone.answerWith(503);
    await ask(bank, { login_hint: 'C-200292', binding_message: 'Failing' });
    await until(() => bank.notices.some(({ bindingMessage }) => bindingMessage === 'Failing'));
    expect(errors).toContain('web push');
    phone.answerWith(201);
    await ask(bank, { login_hint: 'C-200292' });
    await ends(phone, 2);
  });
});

test('subscriptions and the key they were made with outlive a restart', async () => {
  const restless = await openBank();
  const phone = await endpoint(await keyOf(restless));
  await subscribe('maria', phone, restless);
  await restless.restart();
  await ask(restless);
  await ends(phone);
});

test('a bank from before there were notifications gets a key for them, and keeps its others', async () => {
  const older = await openBank();
  const file = path.join(older.dataDir, 'keys.json');
  const { vapid: _new, ...others } = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify(others));
  await older.restart();
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
    ...others,
    vapid: { publicKey: await keyOf(older), privateKey: expect.any(String) },
  });
});

describe('a subscription', () => {
  test.each([
    ['without TLS', { endpoint: 'http://push.example/1' }],
    ['that is no address', { endpoint: 'nowhere' }],
    ['with a key of the wrong size', { keys: { p256dh: 'short', auth: 'x'.repeat(22) } }],
  ])('%s is refused', async (_what, change) => {
    const { subscription } = await endpoint();
    const { token } = await phoneOf(bank, 'maria');
    expect((await post(bank, 'subscribe', token, { ...subscription, ...change })).status).toBe(400);
  });

  test('needs a sign-in, and one that came from our own page', async () => {
    const { subscription } = await endpoint();
    expect((await post(bank, 'subscribe', '', subscription)).status).toBe(401);
    const browser = new Browser();
    await browser.follow(`${bank.url}/phone?customer=maria`, bank.url);
    const foreign = await browser.open(`${bank.url}/phone/api/subscribe`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      body: JSON.stringify(subscription),
    });
    expect(foreign.status).toBe(403);
  });

  test('needs an enrolled phone where the customer has no other', async () => {
    const { subscription } = await endpoint();
    const { token } = await phoneOf(bank, 'eli');
    expect((await post(bank, 'subscribe', token, subscription)).status).toBe(403);
  });
});

test('the worker may watch over the phone’s page', async () => {
  const response = await fetch(`${bank.url}/phone/sw.js`);
  expect(response.headers.get('service-worker-allowed')).toBe('/phone');
  expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
});

test.each(['phone', 'notify', 'sw'])('%s.js finds the words it says', async (name) => {
  const text = async (file: string) => (await fetch(`${bank.url}/phone/${file}.js`)).text();
  expect(await text(name)).toContain('/browser.js');
  const page: Record<string, unknown> = {};
  new Function('self', await text('browser'))(page);
  expect(page.words).toMatchObject({ notice: { approve: 'Approve', deny: 'Deny' } });
});
