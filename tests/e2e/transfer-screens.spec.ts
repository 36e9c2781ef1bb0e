import { savingsOf, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';
import { draftOn, enter, fillIn, openDraft, request, transferOn } from './support/transfer-page';

test.beforeEach(() => test.slow());

test('a transfer is a good screen while it is entered, asked about, executed and on its receipt', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  await enter(page, customer, { amount: '1.000', payeeAccount: 'DE88 3704' });
  await draftOn(page).field('reference').focus();
  await expect(draftOn(page).question).toBeVisible();
  await expectGoodScreen(page);
  await fillIn(page, { amount: '80', payeeAccount: 'DE89 3704 0044 0532 0130 00' });
  await expect(draftOn(page).submit).toBeEnabled();
  await expectGoodScreen(page);

  await draftOn(page).submit.click();
  const { status, receipt } = transferOn(page);
  await expect(status).toHaveText('Waiting for the customer');
  await expectGoodScreen(page);
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(status).toHaveText('Executed', { timeout: 30_000 });
  await expectGoodScreen(page);
  await receipt.click();
  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
  await expectGoodScreen(page);
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
  await expect(page.getByRole('navigation').first()).toBeHidden();
  await expect(page.getByText('€80.00').first()).toBeVisible();
});

test('what waits for a second person is a good screen, and so are the lists', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  const id = await request(page, customer, { amount: '50', currency: 'PLN' });
  await expectGoodScreen(page);
  const grace = await openDesk(supervisor);
  await grace.goto(`/transfers/${id}`);
  await expect(transferOn(grace).agree).toBeVisible();
  await expectGoodScreen(grace);
  await grace.goto('/transfers?list=all');
  await expect(grace.getByRole('row').filter({ hasText: customer.name })).toBeVisible();
  await expectGoodScreen(grace);
  await grace.goto('/transfers?list=all&q=nobody-of-this-name');
  await expect(grace.getByText(/no transfers/i).first()).toBeVisible();
  await expectGoodScreen(grace);
  await transferOn(page).cancel.click();
  await expect(transferOn(page).status).toHaveText('Cancelled');
});

test('a transfer is entered and asked for without a mouse', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  const { field, submit } = await openDraft(page, customer);
  await field('sourceAccount').focus();
  for (const [name, text] of [
    ['sourceAccount', savingsOf(customer)],
    ['payeeName', 'Lena Vogt'],
    ['payeeAccount', 'DE89 3704 0044 0532 0130 00'],
    ['amount', '12,50'],
    ['currency', 'EUR'],
    ['reference', 'Books'],
  ] as const) {
    for (let stops = 0; stops < 6; stops++) {
      if (await field(name).evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await expect(field(name)).toBeFocused();
    await page.keyboard.type(text);
  }
  await expect(submit).toBeEnabled();
  for (let stops = 0; stops < 6; stops++) {
    if (await submit.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(submit).toBeFocused();
  await page.keyboard.press('Enter');
  const { status, cancel } = transferOn(page);
  await expect(status).toHaveText('Waiting for the customer');
  await cancel.focus();
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('Cancelled');
});
