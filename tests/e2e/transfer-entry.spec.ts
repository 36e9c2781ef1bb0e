import { savingsOf } from './support/people';
import { expect, test } from './support/test';
import { draftOn, enter, fillIn, openDraft, request, transferOn } from './support/transfer-page';

test('a draft survives a reload letter by letter, also where it is not understood yet', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  await openDraft(page, customer);
  const typed = { payeeName: '  Lena   Vogt', payeeAccount: 'de89 3704', amount: '1.00', currency: 'EUR' };
  await fillIn(page, typed);
  await page.reload();
  const { field, submit } = draftOn(page);
  for (const [name, value] of Object.entries(typed)) {
    await expect(field(name as keyof typeof typed)).toHaveValue(value);
  }
  await expect(submit).toBeDisabled();
});

test('what was typed just before leaving is kept', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  const { field } = await openDraft(page, customer);
  await field('reference').fill('typed in a hurry');
  await page.goto('/customers');
  await openDraft(page, customer);
  await expect(draftOn(page).field('reference')).toHaveValue('typed in a hurry');
});

for (const [typed, smaller, larger] of [
  ['1.000', '€1.00', '€1,000.00'],
  ['2,500', '€2.50', '€2,500.00'],
] as const) {
  test(`${typed} euros is asked about, and the answer taken`, async ({ openDesk, teller, customer }) => {
    const page = await openDesk(teller);
    const { question, summary, submit } = await enter(page, customer, { amount: typed });
    await expect(question.getByRole('button', { name: smaller, exact: true })).toBeVisible();
    await expect(submit).toBeDisabled();
    await question.getByRole('button', { name: larger, exact: true }).click();
    await expect(question).toHaveCount(0);
    await expect(summary).toContainText(larger);
    await expect(submit).toBeEnabled();
  });
}

test('both ways of writing a thousand and a half are understood', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  const { summary } = await enter(page, customer, { amount: '1.000,50' });
  await expect(summary).toContainText('€1,000.50');
  await fillIn(page, { amount: '2,000.75' });
  await expect(summary).toContainText('€2,000.75');
});

test.describe('what cannot be paid is said at the field, and nothing can be asked', () => {
  for (const [what, change, words] of [
    ['a negative amount', { amount: '-5' }, /minus/i],
    ['nothing', { amount: '0,00' }, /zero|nothing|more than/i],
    ['more decimals than there are', { amount: '1.005,123' }, /decimal/i],
    ['more than anybody sends', { amount: '99999999999999999999' }, /more than can be sent/i],
    ['an unknown currency', { currency: 'EUX' }, /currency/i],
    ['wrong check digits', { payeeAccount: 'DE88 3704 0044 0532 0130 00' }, /check digit|mistyped/i],
    ['a look-alike', { payeeName: 'Lеna Vogt' }, /alphabet|letters/i],
    ['a character nobody sees', { payeeName: 'Lena\u200bVogt' }, /hidden characters/i],
    ['the account it comes from', 'same', /same|comes from/i],
  ] as const) {
    test(what, async ({ openDesk, teller, customer }) => {
      const page = await openDesk(teller);
      const values = change === 'same' ? { payeeAccount: savingsOf(customer) } : change;
      const { submit, field } = await enter(page, customer, values);
      await field('reference').focus();
      await expect(page.locator('[aria-invalid="true"]')).toHaveCount(1);
      const described = await page.locator('[aria-invalid="true"]').getAttribute('aria-describedby');
      const ids = (described ?? '').split(' ').filter(Boolean);
      const told = await Promise.all(ids.map((id) => page.locator(`[id="${id}"]`).textContent()));
      expect(told.join(' ')).toMatch(words);
      await expect(submit).toBeDisabled();
    });
  }
});

test('two tabs on one draft: who is behind is told, and neither overwrites the other', async ({
  openDesk,
  teller,
  customer,
  noise,
}) => {
  noise.allow(/409/);
  const first = await openDesk(teller);
  await enter(first, customer);
  const second = await first.context().newPage();
  await openDraft(second, customer);
  await fillIn(second, { amount: '200' });

  await draftOn(first).field('amount').fill('999');
  await expect(first.getByText('Changed in another tab').first()).toBeVisible();
  await second.reload();
  await expect(draftOn(second).field('amount')).toHaveValue('200');
});

test('a form that is submitted twice makes one request', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  const { submit } = await enter(page, customer);
  await submit.dblclick();
  await page.waitForURL(/\/transfers\/trf_/);
  await expect(transferOn(page).code).toBeVisible();
  await page.goto('/transfers?list=mine');
  await expect(page.getByRole('row').filter({ hasText: customer.name })).toHaveCount(1);
});

test('going back after the request does not bring the draft back', async ({ openDesk, teller, customer }) => {
  const page = await openDesk(teller);
  const id = await request(page, customer);
  await page.goBack();
  await expect(draftOn(page).field('amount').or(transferOn(page).code).first()).toBeVisible();
  const amount = draftOn(page).field('amount');
  if (await amount.isVisible()) await expect(amount).toHaveValue('');
  await page.goto(`/transfers/${id}`);
  await expect(transferOn(page).code).toBeVisible();
});
