import { dataPath, openApproved, partsOf } from './support/customer-page';
import { expect, test } from './support/test';

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
