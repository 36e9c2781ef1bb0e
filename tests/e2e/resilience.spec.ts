import { openCustomer, partsOf, verify } from './support/customer-page';
import { outage } from './support/noise';
import { ownDesk } from './support/own-desk';
import { customer } from './support/people';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

const desk = ownDesk({ isEmbedded: true });
const agent = 'Ines Moreau';

test.beforeEach(() => test.slow());

test('a reload in the middle loses nothing', async ({ openDesk, customer }) => {
  const page = await openDesk(agent, { at: desk() });
  const { status, code, data } = await openCustomer(page, customer);
  await verify(page);
  const before = await code.textContent();

  await page.reload();
  await expect(status).toHaveText('Waiting for the customer');
  await expect(code).toHaveText(before ?? '');

  await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Approve');
  await expect(data).toContainText(customer.email, { timeout: 15_000 });
});

test('the desk is killed between request and approval, and ends approved all the same', async ({
  openDesk,
  customer,
  noise,
}) => {
  noise.allow(outage);
  const page = await openDesk(agent, { at: desk() });
  const { status, data } = await openCustomer(page, customer);
  await verify(page);

  await desk().kill9Desk();
  await expect(page.getByText('Reconnecting.')).toBeVisible({ timeout: 15_000 });
  await desk().restartDesk();
  await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Approve');

  await expect(status).toHaveText('Approved', { timeout: 40_000 });
  await expect(data).toContainText(customer.email);
  await expect(page.getByText('Reconnecting.')).toHaveCount(0);
});

test('an approval given while the desk is down counts after its restart', async ({
  openDesk,
  customer,
  noise,
}) => {
  noise.allow(outage);
  const page = await openDesk(agent, { at: desk() });
  const { status, data } = await openCustomer(page, customer);
  await verify(page);

  await desk().kill9Desk();
  await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Approve');
  await desk().restartDesk();

  await expect(status).toHaveText('Approved', { timeout: 40_000 });
  await expect(data).toContainText(customer.email);
});

test('a request that ran out while the desk was down is expired after its restart', async ({
  openDesk,
  noise,
}) => {
  noise.allow(outage);
  const nora = customer('nora');
  const page = await openDesk(agent, { at: desk() });
  const { status, data, verifyAgain } = await openCustomer(page, nora);
  const phone = await Phone.of('nora', desk().sandboxUrl);
  await verify(page);

  await desk().kill9Desk();
  await expect.poll(async () => (await phone.requests())[0]?.status, { timeout: 30_000 }).toBe('expired');
  await desk().restartDesk();

  await expect(status).toHaveText('Expired', { timeout: 40_000 });
  await expect(verifyAgain).toBeVisible();
  await expect(data).toHaveCount(0);
});

test('without the bank’s sign-in service a request ends as unreachable', async ({ openDesk, customer }) => {
  const page = await openDesk(agent, { at: desk() });
  const { card, status, verify: button, verifyAgain } = await openCustomer(page, customer);
  await desk().stopSandbox();

  await button.click();

  await expect(status).toHaveText('Sign-in service unreachable', { timeout: 40_000 });
  await expect(card).toContainText('Wait a minute, then verify again.');

  await desk().startSandbox();
  await verifyAgain.click();
  await expect(status).toHaveText('Waiting for the customer', { timeout: 15_000 });
  await partsOf(page).cancel.click();
  await expect(status).toHaveText('Cancelled');
});

test('when the sign-in service falls silent the desk keeps trying, and goes on when it is back', async ({
  openDesk,
  customer,
}) => {
  const page = await openDesk(agent, { at: desk() });
  const { card, status, data } = await openCustomer(page, customer);
  await verify(page);

  await desk().stopSandbox();
  await expect(card.getByText('We keep trying; the request stays open.')).toBeVisible({ timeout: 30_000 });
  await expect(status).toHaveText('Waiting for the customer');

  await desk().startSandbox();
  await (await Phone.of(customer.number, desk().sandboxUrl)).answer('Approve');
  await expect(status).toHaveText('Approved', { timeout: 40_000 });
  await expect(data).toContainText(customer.email);
});
