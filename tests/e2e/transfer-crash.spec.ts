import { oddPayees } from '../../sandbox/bank/odd-payees';
import { outage } from './support/noise';
import { ownDesk } from './support/own-desk';
import { Phone } from './support/phone';
import { expect, test } from './support/test';
import { request, transferOn } from './support/transfer-page';

const desk = ownDesk({ isEmbedded: true });
const teller = 'Tom Adeyemi';

test.beforeEach(() => test.slow());

function payee(does: string): { payeeName: string; payeeAccount: string } {
  const found = oddPayees.find((each) => each.does === does);
  if (!found) throw new Error(`No payee who is ${does}`);
  return { payeeName: found.name, payeeAccount: found.iban };
}

const phoneOf = (number: string) => Phone.of(number, desk().sandboxUrl);

test('an approval given while the desk is down is executed after its restart', async ({
  openDesk,
  customer,
  noise,
}) => {
  noise.allow(outage);
  const page = await openDesk(teller, { at: desk() });
  await request(page, customer);
  await expect(transferOn(page).status).toHaveText('Waiting for the customer');
  await desk().kill9Desk();
  await (await phoneOf(customer.number)).answer('Approve');
  await desk().restartDesk();
  await expect(transferOn(page).status).toHaveText('Executed', { timeout: 40_000 });
});

test('the desk is killed while the bank executes, and finds out afterwards: executed once', async ({
  openDesk,
  customer,
  noise,
}) => {
  noise.allow(outage);
  const page = await openDesk(teller, { at: desk() });
  await request(page, customer, payee('slow'));
  await (await phoneOf(customer.number)).answer('Approve');
  await expect(transferOn(page).status).toHaveText(/executing/i, { timeout: 15_000 });
  await desk().kill9Desk();
  await desk().restartDesk();
  await expect(transferOn(page).status).toHaveText('Executed', { timeout: 40_000 });
  await expect(page.getByText(payee('slow').payeeName).first()).toBeVisible();
});

test('an answer of the bank that gets lost is asked for again, and nothing is paid twice', async ({
  openDesk,
  customer,
}) => {
  const page = await openDesk(teller, { at: desk() });
  await request(page, customer, payee('lost'));
  await (await phoneOf(customer.number)).answer('Approve');
  await expect(transferOn(page).status).toHaveText('Executed', { timeout: 20_000 });
});

test('what the bank refuses is told with its reason', async ({ openDesk, customer }) => {
  const page = await openDesk(teller, { at: desk() });
  await request(page, customer, payee('closed'));
  await (await phoneOf(customer.number)).answer('Approve');
  await expect(page.getByText(/account.*closed|closed.*account/i).first()).toBeVisible({ timeout: 20_000 });

  await transferOn(page).startAgain.click();
  await request(page, customer, {
    payeeName: 'Lena Vogt',
    payeeAccount: 'DE89 3704 0044 0532 0130 00',
    amount: '9000000',
    currency: 'JPY',
  });
  await expect(transferOn(page).status).toHaveText(/waiting for a supervisor/i);
});

test('while nobody knows whether the bank executed it, the teller is told not to enter it again', async ({
  openDesk,
  customer,
}) => {
  const page = await openDesk(teller, { at: desk() });
  await request(page, customer, payee('unavailable'));
  await (await phoneOf(customer.number)).answer('Approve');
  await expect(page.getByText(/do not enter it again/i).first()).toBeVisible({ timeout: 20_000 });
  await expect(transferOn(page).startAgain).toHaveCount(0);
  await expect(transferOn(page).cancel).toHaveCount(0);
  await expect(transferOn(page).status).toHaveText('Executed', { timeout: 30_000 });
});
