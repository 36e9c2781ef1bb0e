import type { Page } from '@playwright/test';
import {
  dataPath,
  lastVerification,
  openApproved,
  openCustomer,
  partsOf,
  verify,
} from './support/customer-page';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

/** How the desk answers who asks for the data now: not a moment later. */
const now = async (page: Page, id: string) => (await page.request.get(dataPath(id))).status();

test('opening another customer locks the first, and the back button does not bring the data back', async ({
  openDesk,
  agent,
  customer,
  anotherCustomer,
}) => {
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);

  await page.getByRole('searchbox').fill(anotherCustomer.number);
  await page.getByRole('main').getByRole('link', { name: anotherCustomer.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: anotherCustomer.name })).toBeVisible();
  const { status, data, locked } = partsOf(page);
  await expect(status).toHaveText('Not verified');
  await expect(locked).toBeVisible();
  await expect(page.getByText(customer.email)).toHaveCount(0);
  await expect.poll(async () => (await page.request.get(dataPath(id))).status()).toBe(403);
  await expect(page.getByRole('complementary', { name: 'Open calls' })).not.toContainText(customer.name);

  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  await expect(locked).toBeVisible();
  await expect(data).toHaveCount(0);
  await expect(page.getByText(customer.email)).toHaveCount(0);
});

test('the same by address: the first customer is locked, and stays so on the way back', async ({
  openDesk,
  agent,
  customer,
  anotherCustomer,
}) => {
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);
  await page.goto(`/customers/${anotherCustomer.number}`);
  await expect.poll(async () => (await page.request.get(dataPath(id))).status()).toBe(403);
  await page.goBack();
  const { locked, data } = partsOf(page);
  await expect(locked).toBeVisible();
  await expect(data).toHaveCount(0);
  await expect(page.getByText(customer.email)).toHaveCount(0);
});

test('the request that opens another customer ends the first call, whatever becomes of its page', async ({
  openDesk,
  agent,
  customer,
  anotherCustomer,
  noise,
}) => {
  noise.allow(/ERR_FAILED/);
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);
  const tab = await page.context().newPage();
  await tab.route(/\/_next\/static\/.*\.js/, (route) => route.abort());
  await tab.goto(`/customers/${anotherCustomer.number}`);
  expect(await now(page, id)).toBe(403);
  // The first page hears of it.
  await expect(partsOf(page).status).toHaveText('Locked: you moved on');
  await expect(partsOf(page).data).toHaveCount(0);
  await expect(page.getByText(customer.email)).toHaveCount(0);
});

test('a page that is asked for ahead of time ends nothing', async ({
  openDesk,
  agent,
  customer,
  anotherCustomer,
}) => {
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);
  const path = `/customers/${anotherCustomer.number}`;
  const ahead = { headers: { 'sec-purpose': 'prefetch;prerender' } };
  expect((await page.request.get(path, ahead)).status(), 'shown later, it would end nothing either').toBe(
    503,
  );
  await page.request.get(path, { headers: { purpose: 'prefetch' } });
  await page.request.get(path, { headers: { rsc: '1', 'next-router-prefetch': '1' } });
  await page.request.head(path);
  expect(await now(page, id)).toBe(200);
  await page.request.get(path);
  expect(await now(page, id)).toBe(403);
});

test('a transfer of another customer, or a new one for them, ends the first call too', async ({
  openDesk,
  teller,
  customer,
  anotherCustomer,
  noise,
}) => {
  // Accounts that are being asked for as the call ends are refused.
  noise.allow(/status of 403/);
  const page = await openDesk(teller);
  const form = {
    sourceAccount: '',
    payeeName: '',
    payeeAccount: '',
    payeeBank: '',
    amount: '1',
    currency: '',
    reference: '',
  };
  const draft = { customerId: anotherCustomer.number, id: null, version: null, form };
  const saved = await page.request.put('/api/transfers/draft', { data: draft });
  const { transfer } = (await saved.json()) as { transfer: { id: string } };

  const first = await openApproved(page, customer);
  await page.goto(`/transfers/new?customer=${customer.number}`);
  expect(await now(page, first), 'a transfer of the same customer').toBe(200);
  await page.goto(`/transfers/${transfer.id}`);
  expect(await now(page, first)).toBe(403);

  const { verify: button } = await openCustomer(page, customer);
  await button.click();
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(partsOf(page).data).toContainText(customer.email, { timeout: 15_000 });
  const second = await lastVerification(page);
  await page.goto(`/transfers/new?customer=${anotherCustomer.number}`);
  expect(await now(page, second)).toBe(403);
});

test('back to a page that the browser still had ends the call as well', async ({
  openDesk,
  agent,
  customer,
  anotherCustomer,
}) => {
  const page = await openDesk(agent);
  const choose = async ({ number, name }: { number: string; name: string }) => {
    await page.getByRole('searchbox').fill(number);
    await page.getByRole('main').getByRole('link', { name }).click();
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
  };
  await page.goto('/customers');
  await choose(anotherCustomer);
  await choose(customer);
  const id = await verify(page);
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(partsOf(page).data).toContainText(customer.email, { timeout: 15_000 });

  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: anotherCustomer.name })).toBeVisible();
  await expect.poll(() => now(page, id)).toBe(403);
});

test('a call that was approved and not opened yet stays in the rail', async ({
  openDesk,
  agent,
  customer,
  anotherCustomer,
}) => {
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  await verify(page);
  await openCustomer(page, anotherCustomer);
  await (await Phone.of(customer.number)).answer('Approve');
  const call = page
    .getByRole('complementary', { name: 'Open calls' })
    .getByRole('link', { name: customer.name });
  await expect(call).toContainText('Approved', { timeout: 15_000 });
  await page.reload();
  await expect(call).toContainText('Approved');
  await call.click();
  await expect(partsOf(page).data).toContainText(customer.email, { timeout: 15_000 });
});

test('a denial while another customer is open stays in the rail and in every title until it is dismissed, and Back shows it', async ({
  openDesk,
  agent,
  customer,
  anotherCustomer,
}) => {
  const page = await openDesk(agent);
  await page.context().addInitScript(() => {
    // The empty page before the first one keeps nothing.
    if (location.protocol === 'about:') return;
    localStorage.setItem('countersign-notifications', 'on');
    localStorage.setItem('countersign-sound', 'on');
    const shown: string[] = [];
    Object.assign(window, { shown });
    // A browser without a screen shows none.
    class Shown extends EventTarget {
      static permission = 'granted';
      constructor(title: string, options: NotificationOptions) {
        super();
        shown.push(`${title}: ${options.body}`);
      }
    }
    const tones: number[] = [];
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (when) {
      tones.push(this.frequency.value);
      start.call(this, when);
    };
    Object.assign(window, { Notification: Shown, tones });
  });
  const shownOn = (at: Page) => at.evaluate(() => (window as unknown as { shown: string[] }).shown);
  const heardOn = (at: Page) => at.evaluate(() => (window as unknown as { tones: number[] }).tones);
  const rail = page.getByRole('complementary', { name: 'Open calls' });
  await page.goto('/customers');
  // What other stories of this agent have left there.
  await expect(rail.getByRole('list').or(rail.getByText('No open calls'))).toBeVisible();
  const dismissals = rail.getByRole('button', { name: /^Dismiss: / });
  for (let left = await dismissals.count(); left > 0; left -= 1) {
    await dismissals.first().click();
    await expect(dismissals).toHaveCount(left - 1);
  }
  const other = await page.context().newPage();
  await other.goto('/history');
  await openCustomer(page, customer);
  await verify(page);
  await page.getByRole('searchbox').fill(anotherCustomer.number);
  await page.getByRole('main').getByRole('link', { name: anotherCustomer.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: anotherCustomer.name })).toBeVisible();
  await (await Phone.of(customer.number)).answer('Deny');

  // Ends of earlier stories may still come in, and count.
  const news = `(\\(\\d+\\) )?✕ Denied by the customer: ${customer.name} · `;
  const titled = (rest: string) => new RegExp(`^${news}${rest}$`);
  const row = rail.getByRole('listitem').filter({ hasText: customer.name });
  await expect(row).toContainText('Denied by the customer', { timeout: 15_000 });
  await expect(row).toContainText('Ask the caller whether they meant to.');
  await expect(page).toHaveTitle(titled(`${anotherCustomer.name} · Countersign`));
  await expect(other).toHaveTitle(titled('My verifications · Countersign'));
  const told = `Denied by the customer: ${customer.name} · ${customer.number}`;
  const shown = async () => [...(await shownOn(page)), ...(await shownOn(other))];
  await expect.poll(async () => (await shown()).filter((one) => one.includes(customer.name))).toEqual([told]);
  // Falling, and from one tab alone.
  expect((await heardOn(page)).slice(0, 2)).toEqual([440, 330]);
  expect(await heardOn(other)).toEqual([]);

  await page.goBack();
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  await expect(partsOf(page).status).toHaveText('Denied by the customer');
  await expect(page).toHaveTitle(`✕ Denied by the customer · ${customer.name}`);
  await page.reload();
  await expect(partsOf(page).status).toHaveText('Denied by the customer');

  await page.getByRole('button', { name: `Dismiss: ${customer.name}, Denied by the customer` }).click();
  await expect(row).toHaveCount(0);
  await expect(other).not.toHaveTitle(titled('.*'));
});
