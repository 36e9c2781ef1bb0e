import { openApproved, openCustomer, partsOf, verify } from './support/customer-page';
import { colleague, supervisor, withoutRole } from './support/people';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

// Axe in both themes and widths, and no sideways scrolling. The personas' ends are looked at in personas.spec.ts.
test.beforeEach(() => test.slow());

test('sign-in, with and without a message, is a good screen', async ({ page }) => {
  await page.goto('/sign-in');
  await expectGoodScreen(page);
  await page.goto('/sign-in?error=OAuthCallback');
  await expect(page.getByRole('alert').first()).toBeVisible();
  await expectGoodScreen(page);
});

test('the bank’s staff sign-in is a good screen', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Staff sign-in' })).toBeVisible();
  await expectGoodScreen(page);
});

test('the lookup in all its states is a good screen', async ({ openDesk, agent }) => {
  const page = await openDesk(agent);
  for (const [query, heading] of [
    ['', 'Who is calling?'],
    ['?q=zzyzx', 'No customer matches'],
  ] as const) {
    await page.goto(`/customers${query}`);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await expectGoodScreen(page);
  }
  await page.goto('/customers?q=an');
  await expect(page.getByText('Showing the first 20.')).toBeVisible();
  await expectGoodScreen(page);
});

test('a failed search is a good screen', async ({ openDesk, agent, noise }) => {
  noise.allow(/503/);
  const page = await openDesk(agent);
  await page.goto('/customers');
  await page.route('**/api/customers?*', (route) => route.fulfill({ status: 503, body: 'away' }));
  await page.getByRole('searchbox').fill('john');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expectGoodScreen(page);
});

test('the open account menu is a good screen', async ({ openDesk, agent }) => {
  const page = await openDesk(agent);
  await page.goto('/customers');
  await page.getByRole('button', { name: /^Account: / }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  await expectGoodScreen(page);
});

test('a customer before, while and after they are asked is a good screen', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const { status, cancel, verifyAgain, code } = await openCustomer(page, customer);
  await expectGoodScreen(page);
  await verify(page);
  await expect(code).toBeVisible();
  await expectGoodScreen(page);
  await cancel.click();
  await expect(status).toHaveText('Cancelled');
  await expect(verifyAgain).toBeVisible();
  await expectGoodScreen(page);
});

test('an approved customer and an ended call are good screens', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  await openApproved(page, customer);
  await expectGoodScreen(page);
  const { endCall, status } = partsOf(page);
  await endCall.click();
  await expect(status).toHaveText('Call ended');
  await expectGoodScreen(page);
});

test('a colleague’s customer is a good screen', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  await verify(page);
  const other = await openDesk(colleague);
  const { status } = await openCustomer(other, customer);
  await expect(status).toHaveText('A colleague is on this');
  await expectGoodScreen(other);
});

test('a customer is a good screen for a supervisor', async ({ openDesk, customer }) => {
  const page = await openDesk(supervisor);
  await openCustomer(page, customer);
  await expectGoodScreen(page);
});

test('every page that stops somebody is a good screen', async ({ openDesk, agent, noise }) => {
  noise.allow(/status of 40[34]/);
  const page = await openDesk(agent);
  for (const [path, heading] of [
    ['/customers/C-999999', 'No such customer'],
    ['/no/such/page', 'There is no such page'],
    ['/transfers', 'Not for your role'],
  ] as const) {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading })).toBeVisible();
    await expectGoodScreen(page);
  }
  const lee = await openDesk(withoutRole);
  await lee.goto('/customers');
  await expect(lee.getByRole('heading', { name: 'No role yet' })).toBeVisible();
  await expectGoodScreen(lee);
});

test('the customer’s phone is a good screen with and without a request', async ({
  openDesk,
  openPhone,
  agent,
  customer,
}) => {
  const phone = await openPhone(customer.number);
  await expect(phone.getByText('Nothing to answer')).toBeVisible();
  await expectGoodScreen(phone);

  const page = await openDesk(agent);
  await openCustomer(page, customer);
  await verify(page);
  await expect(phone.getByRole('article')).toBeVisible();
  await expectGoodScreen(phone);
  await phone.getByRole('button', { name: 'Deny' }).click();
  await expect(phone.getByRole('status')).toContainText('You denied.');
  await expectGoodScreen(phone);
  await phone.getByRole('button', { name: 'Switch customer' }).click();
  await expect(phone.getByRole('heading', { name: 'Whose phone is this?' })).toBeVisible();
  await expectGoodScreen(phone);
});
