import { type HttpDouble, json, startHttpDouble } from '../support/http-double';
import { ownDesk } from './support/own-desk';
import { supervisor } from './support/people';
import { Phone } from './support/phone';
import { expect, test } from './support/test';
import { request, transferOn } from './support/transfer-page';

/** A bank that loses its answer and then does not know the token any more: nobody but people can find out. */
const env: Record<string, string> = { DENIAL_PAUSES: '1' };
let bank: HttpDouble;
test.beforeAll(async () => {
  bank = await startHttpDouble();
  env.TRANSFER_API_URL = bank.url;
  let calls = 0;
  bank.on['/transfers'] = (received, response) =>
    (calls++ % 2 === 0 ? json(500, {}) : json(401, { error: 'invalid_token' }))(received, response);
});
test.afterAll(() => bank.close());

const desk = ownDesk({ env, tuning: { CIBA_USER_CODE: 'true' } });
const teller = 'Tom Adeyemi';
const vera = { number: 'C-100008', name: 'Vera Nowak' };

test.beforeEach(() => test.slow());

test('with a user code nothing is asked before it is typed in; a wrong one rings no phone and can be mended', async ({
  openDesk,
}) => {
  const page = await openDesk(teller, { at: desk() });
  await request(page, vera);
  const { authorization, ask, code } = transferOn(page);
  const phone = await Phone.of(vera.number, desk().sandboxUrl);
  await expect(ask).toBeVisible();
  expect(await phone.requests()).toEqual([]);

  const field = authorization.getByLabel('User code');
  await field.fill('0000');
  await ask.click();
  await expect(authorization).toContainText('User code not accepted');
  expect(await phone.requests()).toEqual([]);

  await field.fill('4711');
  await ask.click();
  await expect(code).toBeVisible();
  await phone.answer('Deny');
  await expect(transferOn(page).status).toHaveText(/denied/i, { timeout: 15_000 });
});

for (const [found, press, end] of [
  ['executed', 'wasExecuted', 'Executed'],
  ['not executed', 'wasNotExecuted', /not executed/i],
] as const) {
  test(`what the bank did is for a supervisor to find out: it was ${found}`, async ({ openDesk }) => {
    const page = await openDesk(teller, { at: desk() });
    await request(page, vera);
    await transferOn(page).authorization.getByLabel('User code').fill('4711');
    await transferOn(page).ask.click();
    const id = new URL(page.url()).pathname;
    await (await Phone.of(vera.number, desk().sandboxUrl)).answer('Approve');
    const { status, wasExecuted, startAgain } = transferOn(page);
    await expect(status).toHaveText('Needs reconciliation', { timeout: 20_000 });
    await expect(page.getByText(/do not enter it again/i).first()).toBeVisible();
    // The teller entered it; somebody else has to look.
    await expect(wasExecuted).toHaveCount(0);
    await expect(startAgain).toHaveCount(0);

    const grace = await openDesk(supervisor, { at: desk() });
    await grace.goto('/transfers?list=reconcile');
    await grace
      .getByRole('link', { name: /Lena Vogt/ })
      .first()
      .click();
    await expect(grace).toHaveURL(new RegExp(id));
    const theirs = transferOn(grace);
    if (press === 'wasExecuted') {
      await theirs.wasExecuted.click();
      await expect(theirs.bankReference).toBeFocused();
      await theirs.bankReference.fill('CORE-2026/4711');
    }
    await theirs[press].click();
    await expect(theirs.status).toHaveText(end);
    await expect(status).toHaveText(end, { timeout: 15_000 });
    if (press === 'wasExecuted') await expect(page.getByText('CORE-2026/4711')).toBeVisible();
  });
}
