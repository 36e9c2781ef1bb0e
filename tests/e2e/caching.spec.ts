import type { Page } from '@playwright/test';
import { dataPath, openApproved, partsOf } from './support/customer-page';
import { openStream } from './support/events';
import { supervisor } from './support/people';
import { expect, test } from './support/test';

/** Everything a page can keep: its document, its storages and its caches, as one text. */
function keptBy(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const caches = await Promise.all(
      (await window.caches.keys()).map(async (name) => {
        const cache = await window.caches.open(name);
        const answers = await Promise.all(
          (await cache.keys()).map(async (key) => (await cache.match(key))?.text()),
        );
        return answers.join('\n');
      }),
    );
    const databases = JSON.stringify(await indexedDB.databases());
    return [
      document.documentElement.outerHTML,
      JSON.stringify(localStorage),
      JSON.stringify(sessionStorage),
      JSON.stringify(history.state),
      document.cookie,
      databases,
      ...caches,
    ].join('\n');
  });
}

test('nothing with a customer in it may be kept by a browser or a proxy', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);
  for (const path of [
    dataPath(id),
    '/api/calls',
    `/api/customers?q=${customer.number}`,
    '/customers',
    `/customers?q=${customer.number}`,
    `/customers/${customer.number}`,
    '/sign-in?error=x',
  ]) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(200);
    expect.soft(answer.headers()['cache-control'], path).toContain('no-store');
  }
  await partsOf(page).endCall.click();
  await expect(partsOf(page).status).toHaveText('Call ended');
  const stream = await openStream(page, `customer:${customer.number}`);
  expect.soft(stream.headers.get('cache-control'), 'the stream').toContain('no-store');
  await stream.close();
  const locked = await page.request.get(dataPath(id));
  expect.soft(locked.headers()['cache-control'], 'the refusal').toContain('no-store');

  const grace = await openDesk(supervisor);
  for (const path of ['/history', `/history/${id}`]) {
    expect.soft((await grace.request.get(path)).headers()['cache-control'], path).toContain('no-store');
  }
});

test('after the call the data is in no corner of the browser', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  const answer = page.waitForResponse(/sensitive-data$/);
  await openApproved(page, customer);
  const { personal, accounts } = (await (await answer).json()) as {
    personal: { taxId: string; dateOfBirth: string };
    accounts: { iban: string | null }[];
  };
  const secrets = [
    customer.email,
    customer.phone,
    personal.taxId,
    ...accounts.flatMap(({ iban }) => (iban ? [iban, iban.replace(/(.{4})(?=.)/g, '$1 ')] : [])),
  ];
  const during = await keptBy(page);
  expect(
    secrets.filter((secret) => during.includes(secret)).length,
    'the search finds it while shown',
  ).toBeGreaterThan(2);

  await partsOf(page).endCall.click();
  await expect(partsOf(page).status).toHaveText('Call ended');
  await expect(partsOf(page).data).toHaveCount(0);
  const after = await keptBy(page);
  expect(secrets.filter((secret) => after.includes(secret))).toEqual([]);
  expect(
    await page.evaluate(() => navigator.serviceWorker?.getRegistrations().then((found) => found.length) ?? 0),
  ).toBe(0);
});

test('the back button after the call brings no data back, from another site neither', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  await openApproved(page, customer);
  const { endCall, status, data, locked } = partsOf(page);
  await endCall.click();
  await expect(status).toHaveText('Call ended');

  await page.goto(`${process.env.SANDBOX_URL}/phone`);
  await page.goBack();
  await expect(locked).toBeVisible();
  await expect(data).toHaveCount(0);
  expect(await keptBy(page)).not.toContain(customer.email);
});

test('leaving the desk with the data on screen leaves nothing behind for whoever presses back', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);
  await page.goto(`${process.env.SANDBOX_URL}/phone`);
  // Meanwhile the approval is ended elsewhere.
  const tab = await page.context().newPage();
  await tab.goto(`/customers/${customer.number}`);
  await expect(partsOf(tab).data).toContainText(customer.email);
  await partsOf(tab).endCall.click();
  await expect(partsOf(tab).status).toHaveText('Call ended');

  await page.goBack();
  const { data, locked } = partsOf(page);
  await expect(locked).toBeVisible();
  await expect(data).toHaveCount(0);
  expect(await keptBy(page)).not.toContain(customer.email);
  expect((await page.request.get(dataPath(id))).status()).toBe(403);
});

test('a proxy may keep its connections to the desk for longer than proxies do', async ({ request }) => {
  const { 'keep-alive': kept } = (await request.get('/api/health/live')).headers();
  expect(kept).toBe('timeout=75');
});
