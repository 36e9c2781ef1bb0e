import path from 'node:path';
import { oddPayees } from '../../sandbox/bank/odd-payees';
import { dataPath, openCustomer, partsOf, verify } from './support/customer-page';
import { openStream } from './support/events';
import { bankFileOf, filesBelow, leaksIn, Recording, secretsOf } from './support/leaks';
import { ownDesk } from './support/own-desk';
import { supervisor } from './support/people';
import { Phone } from './support/phone';
import { signIn, signOut } from './support/sign-in';
import { expect, test } from './support/test';
import { request, transferOn } from './support/transfer-page';

const desk = ownDesk({ isEmbedded: true, env: { LOG_LEVEL: 'debug' } });

test('a full run shows no token, client secret or auth_req_id anywhere', async ({
  openBrowser,
  customer,
  anotherCustomer,
  noise,
}) => {
  test.slow();
  noise.allow(/staff\/session\/end/); // the sign-out's own tests tell about this
  const { sandboxUrl } = desk();
  const page = await openBrowser({ at: desk() });
  const recording = new Recording(page.context());
  const raw: string[] = [];

  await signIn(page, 'Ines Moreau');
  await page.getByRole('searchbox').fill(customer.number);
  await page.getByRole('main').getByRole('link', { name: customer.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  const id = await verify(page);
  const stream = await openStream(page, `customer:${customer.number}`);
  await page.reload();
  // Taken while it is alive: the bank forgets it once the tokens are fetched.
  const waiting = await secretsOf(desk());
  await (await Phone.of(customer.number, sandboxUrl)).answer('Approve');
  const { data, endCall, status, cancel } = partsOf(page);
  await expect(data).toContainText(customer.email, { timeout: 15_000 });
  const approved = await secretsOf(desk());
  raw.push(await (await page.request.get(dataPath(id))).text(), await page.content());
  await endCall.click();
  await expect(status).toHaveText('Call ended');
  raw.push(await stream.until('"grantEnd":"call_ended"'));
  await stream.close();

  await openCustomer(page, anotherCustomer);
  await verify(page);
  const second = await secretsOf(desk());
  const bankFile = new Map([['the bank’s own file', await bankFileOf(desk())]]);
  await cancel.click();
  await expect(status).toHaveText('Cancelled');

  const grace = await openBrowser({ at: desk() });
  const watched = new Recording(grace.context());
  await signIn(grace, supervisor);
  await grace.goto('/history');
  await grace.goto(`/history/${id}`);
  await expect(grace.getByRole('heading', { level: 1 })).toContainText(customer.name);
  await signOut(page);

  const secrets = new Map([...waiting, ...approved, ...second]);
  expect([...secrets.keys()].filter((what) => what.includes('auth_req_id')).length).toBeGreaterThan(1);
  expect(leaksIn(bankFile, secrets).length, 'what is looked for is what the bank knows').toBeGreaterThan(1);
  const texts = new Map([
    ...(await recording.finish()),
    ...[...(await watched.finish())].map(([where, text]) => [`supervisor ${where}`, text] as const),
    ...raw.map((text, at) => [`raw answer ${at}`, text] as const),
    ['the output of desk and sandbox', desk().output()],
  ]);
  expect(texts.size).toBeGreaterThan(30);
  expect([...texts.keys()].some((where) => where.includes('sensitive-data'))).toBe(true);
  // The staff ID token goes back to where it came from, in a form and by way of its own person's browser.
  const isSignOut = (leak: string) =>
    /^a token .* (?:request|response) \S+\/(?:staff\/session\/end|api\/sign-out)$/.test(leak);
  const leaks = leaksIn(texts, secrets);
  expect(leaks.some(isSignOut)).toBe(true);
  expect(leaks.filter((leak) => !isSignOut(leak))).toEqual([]);
});

test('a desk that failed in every way it can has not told secrets either', async ({
  openBrowser,
  customer,
  noise,
}) => {
  test.slow();
  noise.allow(/ERR_|status of 40/);
  const page = await openBrowser({ at: desk() });
  const recording = new Recording(page.context());
  await signIn(page, 'Ines Moreau');
  const { status } = await openCustomer(page, customer);
  await verify(page);
  const stream = await openStream(page, `customer:${customer.number}`);
  const secrets = await secretsOf(desk());

  await desk().stopSandbox();
  await expect(page.getByText('We keep trying; the request stays open.')).toBeVisible({ timeout: 30_000 });
  await page.request.get('/api/auth/callback/staff?code=forged&state=forged');
  await desk().startSandbox();
  await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Deny');
  await expect(status).toHaveText('Denied by the customer', { timeout: 30_000 });

  const texts = new Map([
    ...(await recording.finish()),
    ['the stream', await stream.until('"status":"denied"')],
    ['the output of desk and sandbox', desk().output()],
  ]);
  await stream.close();
  expect(leaksIn(texts, secrets)).toEqual([]);
});

test('nobody writes a line of their own into the log', async ({ request: stranger }) => {
  const line = encodeURIComponent('/x\n{"level":50,"msg":"forged line"}\u001b[2J');
  const answers = await Promise.all(
    [
      `/_next/image?w=64&q=75&url=${line}`,
      `/_next/image?url=${encodeURIComponent('https://elsewhere.example/x.png')}&w=64&q=75`,
      `/customers${line}`,
      `/api/auth/callback/staff?error=${line}`,
      `/api/auth/error?error=${line}`,
    ].map((address) => stranger.get(`${desk().url}${address}`, { maxRedirects: 0 })),
  );
  expect(answers.slice(0, 2).map((answer) => answer.status())).toEqual([404, 404]);
  const lines = desk().output().split('\n');
  expect(lines.filter((each) => /^[^{]*\{"level":50,"msg":"forged line"/.test(each))).toEqual([]);
  expect(desk().output()).not.toContain('\u001b[2J');
});

test('a transfer that is asked about again tells none either, on the screen or in a log', async ({
  openBrowser,
  customer,
}) => {
  test.slow();
  const page = await openBrowser({ at: desk() });
  const recording = new Recording(page.context());
  await signIn(page, 'Tom Adeyemi');
  const lost = oddPayees.find(({ does }) => does === 'lost');
  const id = await request(page, customer, { payeeName: lost?.name ?? '', payeeAccount: lost?.iban ?? '' });
  const raw = await openStream(page, `transfer:${id}`);
  const { status, receipt } = transferOn(page);
  await expect(status).toHaveText('Waiting for the customer');
  const secrets = await secretsOf(desk());
  expect([...secrets.keys()].some((what) => what.includes('auth_req_id'))).toBe(true);
  await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Approve');
  await expect(status).toHaveText('Executed', { timeout: 20_000 });
  await receipt.click();
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();

  const stream = await raw.until('"status":"executed"');
  await raw.close();
  const texts = new Map([
    ...(await recording.finish()),
    ['the stream', stream],
    ['the output of desk and sandbox', desk().output()],
  ]);
  expect(leaksIn(texts, secrets)).toEqual([]);
});

test('what the desk stores of it is encrypted', async ({ openBrowser, customer, noise }) => {
  test.slow();
  noise.allow(/ERR_/);
  const page = await openBrowser({ at: desk() });
  await signIn(page, 'Alex Novak');
  await openCustomer(page, customer);
  await verify(page);
  const secrets = await secretsOf(desk());
  await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Approve');
  await expect(partsOf(page).data).toContainText(customer.email, { timeout: 15_000 });

  await desk().kill9Desk();
  const stored = await filesBelow(path.join(desk().dataDir, 'desk'));
  expect(
    [...stored.values()].some((text) => text.includes(customer.number)),
    'the files are legible',
  ).toBe(true);
  expect(leaksIn(stored, secrets)).toEqual([]);
});

test('the scan finds what is planted', () => {
  const token = ['eyJhbGciOiJSUzI1NiJ9', 'eyJzdWIiOiJtYXJpYSJ9', 'c2lnbmF0dXJlLi4u'].join('.');
  const secret = 'k7Qx-9_planted_0123456789abcdefghijklmnopqr';
  const scan = (text: string) => leaksIn(new Map([['here', text]]), new Map([['the secret', secret]]));
  expect(scan(`id_token=${token}&x`)).toHaveLength(1);
  expect(scan(`"${secret}"`)).toEqual(['the secret in here']);
  expect(scan(Buffer.from(secret).toString('base64'))).toHaveLength(1);
  expect(scan(`${token} ${secret}`)).toHaveLength(2);
  expect(scan('nothing of the kind')).toEqual([]);
  const header = Buffer.from('{"alg":"EdDSA","kid":"k","typ":"countersign-audit"}').toString('base64url');
  expect(scan(`${header}.eyJ0eXBlIjoiY2hlY2twb2ludCJ9.c2lnbmF0dXJlLi4u`)).toEqual([]);
});
