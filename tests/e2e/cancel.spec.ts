import { dataPath, openCustomer, verify } from './support/customer-page';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

test('a cancelled request stays cancelled, whatever the phone still answers', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const phone = await Phone.of(customer.number);
  const { status, cancel, card, data, verifyAgain } = await openCustomer(page, customer);
  const cancelled = await verify(page);

  await cancel.click();
  await expect(status).toHaveText('Cancelled');
  await expect(card).toContainText('The phone may still show the request.');

  // A late approval of the first request, and one in time of a second: when the second has arrived, the first
  // had every chance to.
  await phone.answer('Approve');
  await verifyAgain.click();
  await expect(status).toHaveText('Waiting for the customer');
  await expect.poll(() => page.request.get(dataPath(cancelled)).then((answer) => answer.status())).toBe(403);
  await phone.answer('Approve');
  await expect(status).toHaveText('Approved', { timeout: 15_000 });
  await expect(data).toContainText(customer.email);

  await page.goto(`/history/${cancelled}`);
  await expect(page.getByRole('main')).toContainText('Cancelled');
  expect((await page.request.get(dataPath(cancelled))).status()).toBe(403);
});

test('after a late approval of a cancelled request the customer is still locked', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const { status, cancel, locked, data, verify: button } = await openCustomer(page, customer);
  const id = await verify(page);
  await cancel.click();
  await expect(status).toHaveText('Cancelled');
  await (await Phone.of(customer.number)).answer('Approve');

  await page.reload();
  await expect(status).toHaveText('Not verified');
  await expect(button).toBeVisible();
  await expect(locked).toBeVisible();
  await expect(data).toHaveCount(0);
  expect((await page.request.get(dataPath(id))).status()).toBe(403);
});
