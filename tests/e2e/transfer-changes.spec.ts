import { partsOf } from './support/customer-page';
import { Phone } from './support/phone';
import { expect, test } from './support/test';
import { draftOn, enter, fillIn, request, transferOn } from './support/transfer-page';

test('editing after the request cancels it: the old approval is worth nothing, the new one counts', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  const id = await request(page, customer, { amount: '100' });
  await expect(transferOn(page).code).toBeVisible();
  await transferOn(page).edit.click();
  await expect(draftOn(page).field('amount')).toHaveValue('100');

  // The phone still shows the old one, as a phone may.
  const phone = await Phone.of(customer.number);
  await phone.answer('Approve');
  await fillIn(page, { amount: '120' });
  await draftOn(page).submit.click();
  await page.waitForURL(new RegExp(`/transfers/${id}$`));
  await expect(transferOn(page).code).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('€120.00');

  await expect(async () => {
    const pending = await phone.pending();
    expect(pending.bindingMessage).toContain('€120');
  }).toPass({ timeout: 10_000 });
  await phone.answer('Approve');
  await expect(transferOn(page).status).toHaveText('Executed', { timeout: 15_000 });
});

test('an approval that comes after the transfer was cancelled executes nothing', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  await request(page, customer);
  await transferOn(page).cancel.click();
  const { status, startAgain, receipt } = transferOn(page);
  await expect(status).toHaveText('Cancelled');
  await (await Phone.of(customer.number)).answer('Approve');
  await page.reload();
  await expect(status).toHaveText('Cancelled');
  await expect(receipt).toHaveCount(0);
  await expect(startAgain).toBeVisible();
});

test('a request that is given up can be made again for the same transfer, with a new code', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  const id = await request(page, customer);
  const { code, cancelRequest, ask, status } = transferOn(page);
  const before = await code.textContent();
  await cancelRequest.click();
  await expect(ask).toBeVisible();
  await ask.click();
  await expect(code).toBeVisible();
  await expect(code).not.toHaveText(before ?? '');
  expect(page.url()).toContain(id);

  const phone = await Phone.of(customer.number);
  await expect(async () => {
    expect((await phone.requests()).filter(({ status: each }) => each === 'pending').length).toBeGreaterThan(
      0,
    );
  }).toPass();
  await phone.answer('Approve');
  await expect(status).toHaveText('Executed', { timeout: 15_000 });
});

test('a reload while the customer is asked loses nothing', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  await request(page, customer);
  const { code, status } = transferOn(page);
  const before = await code.textContent();
  await page.reload();
  await expect(code).toHaveText(before ?? '');
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(status).toHaveText('Executed', { timeout: 15_000 });
});

test('while a transfer is being authorized the customer’s page says so and asks nothing else', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  const id = await request(page, customer);
  await expect(transferOn(page).code).toBeVisible();
  await page.goto(`/customers/${customer.number}`);
  const { card, verify } = partsOf(page);
  await expect(card.getByRole('link').first()).toHaveAttribute('href', new RegExp(id));
  await expect(verify).toHaveCount(0);
  await (await Phone.of(customer.number)).answer('Deny');
  // They may be asked something else, once they have had their pause.
  await expect(card.getByRole('region', { name: 'Request limit' })).toBeVisible({ timeout: 15_000 });
});

test('another teller cannot begin a second request to the same customer', async ({ openDesk, customer }) => {
  const tom = await openDesk('Tom Adeyemi');
  await request(tom, customer);
  await expect(transferOn(tom).code).toBeVisible();

  const sam = await openDesk('Sam Rivera');
  const { submit } = await enter(sam, customer, { amount: '77' });
  await submit.click();
  await expect(sam.getByText(/being asked something else by Tom Adeyemi/).first()).toBeVisible();
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(transferOn(tom).status).toHaveText('Executed', { timeout: 15_000 });
});
