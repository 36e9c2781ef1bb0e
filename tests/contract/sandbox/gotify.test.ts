import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { until } from '../../support/eventually';
import { type Bank, openBank } from './bank';
import { ask } from './client';

interface Message {
  readonly title: string;
  readonly message: string;
  readonly priority: number;
  readonly extras: unknown;
}

const TOKEN = 'AQbn3rMQAMo7NQL';

/** Takes what a Gotify server takes: POST /message, the application's token, JSON of these members. */
async function startGotify(status = 200) {
  const messages: Message[] = [];
  const problems: string[] = [];
  const server = createServer(async (req, res) => {
    const body = (await json(req)) as Record<string, unknown>;
    const known = ['title', 'message', 'priority', 'extras'];
    if (req.method !== 'POST' || req.url !== '/message') problems.push(`${req.method} ${req.url}`);
    if (req.headers['x-gotify-key'] !== TOKEN) problems.push('token');
    if (!req.headers['content-type']?.startsWith('application/json')) problems.push('content-type');
    if (typeof body.message !== 'string' || body.message === '') problems.push('message');
    if (!Number.isInteger(body.priority)) problems.push('priority');
    problems.push(...Object.keys(body).filter((name) => !known.includes(name)));
    messages.push(body as unknown as Message); // judged member by member above
    const answered = problems.length > 0 ? 400 : status;
    res
      .writeHead(answered, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: messages.length }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, messages, problems };
}

async function openFor(url: string, customers = ['maria', 'C-100004']): Promise<Bank> {
  return openBank({ gotify: { url, token: TOKEN, customers }, onError: () => undefined });
}

const told = (bank: Bank, text: string): boolean =>
  bank.notices.some(({ bindingMessage }) => bindingMessage === text);

test('the customers chosen are told through Gotify, with a link to their phone', async () => {
  const gotify = await startGotify();
  const bank = await openFor(gotify.url);
  await ask(bank, { binding_message: 'Code 482 913' });
  await until(() => gotify.messages.length === 1);
  expect(gotify.problems).toEqual([]);
  expect(gotify.messages[0]).toEqual({
    title: 'Alder Bank asks Maria Alvarez',
    message: [
      'Code 482 913',
      'Tell the agent that it is really you',
      'Let the agent see your accounts, recent transactions and personal details',
      'Not on a call with us? Do not approve. Open your phone and tell us.',
    ].join('\n'),
    priority: 8,
    extras: { 'client::notification': { click: { url: `${bank.url}/phone?customer=maria` } } },
  });
  expect(bank.notices).toEqual([]);
});

test('the others are told on the terminal', async () => {
  const gotify = await startGotify();
  const bank = await openFor(gotify.url);
  await ask(bank, { login_hint: 'ken.tanaka', binding_message: 'For Ken' });
  await until(() => told(bank, 'For Ken'));
  expect(gotify.messages).toEqual([]);
});

test('when Gotify refuses, the terminal is told', async () => {
  const gotify = await startGotify(401);
  const bank = await openFor(gotify.url);
  await ask(bank, { binding_message: 'Refused' });
  await until(() => told(bank, 'Refused'));
});

test('a customer whom the bank does not know keeps it from starting', async () => {
  await expect(openFor('http://127.0.0.1:9', ['maria', 'mario'])).rejects.toThrow(
    /SANDBOX_GOTIFY_CUSTOMERS.*mario/s,
  );
});
