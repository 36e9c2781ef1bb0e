import { dataPath, lettersOf, openApproved, partsOf, verify } from './support/customer-page';
import { signIn } from './support/sign-in';
import { expect, test } from './support/test';

test('a caller is verified on their own phone, and their data appears without anyone touching the desk', async ({
  page,
  agent,
  customer,
  openPhone,
}) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));

  await signIn(page, agent);
  await page.getByRole('searchbox', { name: 'Search customers' }).fill(customer.number);
  await page.getByRole('main').getByRole('link', { name: customer.name }).click();
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();

  const { status, code, data, locked, card } = partsOf(page);
  await expect(status).toHaveText('Not verified');
  await expect(locked).toBeVisible();
  await expect(data).toHaveCount(0);

  await verify(page);
  await expect(code).toBeVisible();
  const phone = await openPhone(customer.number);
  const request = phone.getByRole('article');
  await expect(request).toContainText('You are on a call with us');
  expect(await lettersOf(code)).toMatch(/^[A-Z\d]{6}$/);
  expect(await lettersOf(request.locator('.code'))).toBe(await lettersOf(code));

  await expect(locked, 'nothing opens before the customer has answered').toBeVisible();
  expect(asked.filter((url) => url.includes('sensitive-data'))).toEqual([]);

  await request.getByRole('button', { name: 'Approve' }).click();
  await expect(phone.getByRole('status')).toContainText('You approved');

  await expect(status).toHaveText('Approved', { timeout: 15_000 });
  await expect(card).toContainText(`Requested by ${agent}`);
  await expect(data.getByRole('heading', { name: 'Accounts' })).toBeVisible();
  await expect(data.getByRole('heading', { name: 'Recent transactions' })).toBeVisible();
  await expect(data, 'it is this customer’s data').toContainText(customer.email);
  await expect(data).toContainText(customer.phone);
  await expect(locked).toHaveCount(0);
});

test('ending the call locks the data, here and at the customer API', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);
  const { endCall, status, data, locked } = partsOf(page);
  expect((await page.request.get(dataPath(id))).status()).toBe(200);

  await endCall.click();

  await expect(status).toHaveText('Call ended');
  await expect(locked).toBeVisible();
  await expect(data).toHaveCount(0);
  await expect(page.getByText(customer.email)).toHaveCount(0);
  expect((await page.request.get(dataPath(id))).status()).toBe(403);

  await page.reload();
  await expect(status).toHaveText('Not verified');
  await expect(locked).toBeVisible();
});
