import { lettersOf, openApproved, openCustomer } from './support/customer-page';
import { savingsOf, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expect, test } from './support/test';
import { draftOn, enter, fillIn, inFours, openDraft, request, transferOn } from './support/transfer-page';

test('a teller reads a transfer aloud, the customer approves exactly that, and it is executed', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  const { summary, submit } = await enter(page, customer);
  await expect(summary).toContainText('€125.50');
  await expect(summary).toContainText('Lena Vogt');
  await expect(summary).toContainText('DE89 3704 0044 0532 0130 00');
  await submit.click();

  const { authorization, code, status, receipt } = transferOn(page);
  await expect(authorization).toContainText('Transfer €125.50 to Lena Vogt. Code');
  const phone = await Phone.of(customer.number);
  const { bindingMessage } = await phone.pending();
  expect(bindingMessage.replace(/[^A-Z\d]/g, '')).toContain(await lettersOf(code));
  await phone.answer('Approve');

  await expect(status).toHaveText('Executed', { timeout: 15_000 });
  await receipt.click();
  await expect(page.getByText('Alder Bank', { exact: true })).toBeVisible();
  await expect(page.getByText('€125.50').first()).toBeVisible();
  await expect(page.getByText('Lena Vogt').first()).toBeVisible();
  await expect(page.getByText(teller).first()).toBeVisible();
});

test('the money has left the account, once', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  await request(page, customer, { amount: '100' });
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(transferOn(page).status).toHaveText('Executed', { timeout: 15_000 });

  await openApproved(page, customer);
  const booked = page.getByText('Transfer to Lena Vogt');
  await expect(booked).toHaveCount(1);
});

test('the phone shows amount, payee and account as a bank’s app does, not only the message', async ({
  openDesk,
  openPhone,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  await request(page, customer, { amount: '1.250,00', currency: 'EUR', reference: 'Rent' });
  const phone = await openPhone(customer.number);
  await expect(phone.getByText('Lena Vogt').first()).toBeVisible();
  for (const shown of ['1,250.00', 'DE89 3704 0044 0532 0130 00', 'Rent', savingsOf(customer).slice(-4)]) {
    await expect(phone.getByText(shown).first()).toBeVisible();
  }
  await phone.getByRole('button', { name: 'Deny' }).first().click();
  await expect(transferOn(page).status).toHaveText(/denied/i, { timeout: 15_000 });
});

for (const [answer, words, offersAgain] of [
  ['Deny', /denied/i, true],
  ["I'm not on a call", /fraud/i, false],
] as const) {
  test(`after “${answer}” nothing is executed, and the teller learns what to do`, async ({
    openDesk,
    teller,
    customer,
  }) => {
    const page = await openDesk(teller);
    await request(page, customer);
    await (await Phone.of(customer.number)).answer(answer);
    const { status, startAgain, receipt } = transferOn(page);
    await expect(status).toHaveText(words, { timeout: 15_000 });
    await expect(startAgain).toHaveCount(offersAgain ? 1 : 0);
    await expect(receipt).toHaveCount(0);
  });
}

test('a transfer that was denied can be started again with its details, as a new one', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  const first = await request(page, customer);
  await (await Phone.of(customer.number)).answer('Deny');
  await transferOn(page).startAgain.click();

  const { field, submit } = draftOn(page);
  await expect(field('amount')).toHaveValue('125.50');
  await expect(field('payeeName')).toHaveValue('Lena Vogt');
  await expect(submit).toBeEnabled();
  expect(page.url()).not.toContain(first);
  // Who has just said no is left in peace for a while, unless a supervisor allows one more.
  const grace = await openDesk(supervisor);
  await openCustomer(grace, customer);
  await grace.getByRole('textbox', { name: 'Reason' }).fill('He pressed the wrong button');
  await grace.getByRole('button', { name: 'Allow one more request' }).click();
  await expect(grace.getByText('One more request is allowed')).toBeVisible();
  await submit.click();
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(transferOn(page).status).toHaveText('Executed', { timeout: 15_000 });
});

test('a large transfer needs a second person before the customer is asked', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  // Policy has no limit for złoty, and where it knows none it asks for a second person.
  const id = await request(page, customer, { amount: '50', currency: 'PLN' });
  const { status, authorization, agree, code } = transferOn(page);
  await expect(status).toHaveText(/waiting for a supervisor/i);
  await expect(agree).toHaveCount(0);
  expect(await (await Phone.of(customer.number)).requests()).toEqual([]);

  const grace = await openDesk(supervisor);
  await grace.goto('/transfers?list=second');
  await grace.getByRole('row').filter({ hasText: customer.name }).getByRole('link').click();
  await grace.waitForURL(`**/transfers/${id}`);
  await transferOn(grace).agree.click();
  await expect(transferOn(grace).status).toHaveText('Ready to ask the customer');
  await expect(transferOn(grace).authorization).toContainText(
    `Only ${teller}, who entered this transfer, can ask the customer.`,
  );

  await authorization.getByRole('button', { name: 'Request authorization' }).click();
  await expect(code).toBeVisible();
  // The code belongs to the two people on the call.
  await expect(grace.locator('[data-spoken-code]')).toHaveCount(0);
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(status).toHaveText('Executed', { timeout: 15_000 });
  await expect(page.getByText(supervisor).first()).toBeVisible();

  // The history of verifications leads to what was authorized.
  await grace.goto('/history');
  await grace.getByRole('row').filter({ hasText: customer.name }).getByRole('link').first().click();
  await grace.getByRole('link', { name: 'the transfer' }).click();
  await expect(grace).toHaveURL(new RegExp(id));
});

test('an amount in two parts needs the second person it would need in one', async ({
  openDesk,
  teller,
  customer,
  anotherCustomer,
}) => {
  const page = await openDesk(teller);
  const part = { payeeAccount: savingsOf(anotherCustomer), amount: '9999.99' };
  await request(page, customer, part);
  await expect(transferOn(page).status).toHaveText('Waiting for the customer');

  const why =
    'together with other transfers of €9,999.99 in the last 24 hours (to this payee), this transfer needs a second person';
  const { submit } = await enter(page, customer, part);
  await expect(page.getByText(why)).toBeVisible();
  await submit.click();
  const { status } = transferOn(page);
  await expect(status).toHaveText(/waiting for a supervisor/i);
  await expect(page.getByText(why)).toBeVisible();

  const grace = await openDesk(supervisor);
  await grace.goto(page.url());
  await expect(
    grace.getByText(`You are asked because ${why}, and this customer has not paid this payee before.`),
  ).toBeVisible();
  await transferOn(grace).refuse.click();
  await expect(status).toHaveText(/refused/i);
});

test('what the second person refuses is not asked of the customer', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  const id = await request(page, customer, { amount: '50', currency: 'PLN' });
  const grace = await openDesk(supervisor);
  await grace.goto(`/transfers/${id}`);
  await transferOn(grace).refuse.click();
  await expect(transferOn(page).status).toHaveText(/refused/i);
  expect(await (await Phone.of(customer.number)).requests()).toEqual([]);
});

test('the customer’s accounts can be chosen once they are verified', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  await openApproved(page, customer);
  await page.getByRole('link', { name: 'New transfer' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'New transfer' })).toBeVisible();
  const { field } = draftOn(page);
  const options = field('sourceAccount').locator('option');
  await expect(options.filter({ hasText: inFours(savingsOf(customer)) })).toHaveCount(1);
  // It brings its currency, and what is in it is compared before the customer is asked.
  await field('sourceAccount').selectOption(savingsOf(customer));
  await expect(field('currency')).toHaveValue(/^[A-Z]{3}$/);
  await fillIn(page, { payeeName: 'Lena Vogt', payeeAccount: 'DE89370400440532013000', amount: '9999999' });
  await expect(page.getByText(/ holds .+, less than this amount/)).toBeVisible();
});

test('without having verified them the account is typed in', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  const { field } = await openDraft(page, customer);
  await expect(field('sourceAccount')).toHaveJSProperty('tagName', 'INPUT');
});
