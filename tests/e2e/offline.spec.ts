import { openCustomer, verify } from './support/customer-page';
import { type Line, lineTo } from './support/line';
import { outage } from './support/noise';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

let line: Line;

test.beforeEach(async ({ noise }) => {
  noise.allow(outage);
  line = await lineTo(process.env.DESK_URL ?? '');
});
test.afterEach(() => line.close());

test('a desk whose line was cut while waiting says so, and catches up', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent, { at: line });
  const { status, code, data } = await openCustomer(page, customer);
  await page.goto(`${line.url}/customers/${customer.number}`);
  await verify(page);

  line.cut();
  await expect(page.getByText('Reconnecting.')).toBeVisible({ timeout: 15_000 });
  await expect(code, 'the code can still be read out').toBeVisible();
  await (await Phone.of(customer.number)).answer('Approve');
  line.mend();

  await expect(status).toHaveText('Approved', { timeout: 25_000 });
  await expect(data).toContainText(customer.email);
  await expect(page.getByText('Reconnecting.')).toHaveCount(0);
});

test('a browser that went offline just before the approval shows the data once it is back', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const { status, data } = await openCustomer(page, customer);
  await verify(page);

  const failed = page.waitForEvent('requestfailed', { timeout: 15_000 });
  await page.context().setOffline(true);
  await (await Phone.of(customer.number)).answer('Approve');
  await failed;
  await page.context().setOffline(false);

  await expect(status).toHaveText('Approved', { timeout: 25_000 });
  await expect(data, 'nobody has to press anything').toContainText(customer.email, { timeout: 20_000 });
});

test('a click while the line is cut says that nothing was sent, and the next one works', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent, { at: line });
  const { card, status, verify: button, cancel } = await openCustomer(page, customer);
  await page.goto(`${line.url}/customers/${customer.number}`);

  line.cut();
  await button.click();
  await expect(card.getByRole('alert')).toContainText('The desk did not answer.', { timeout: 15_000 });
  await expect(status).toHaveText('Not verified');

  line.mend();
  await button.click();
  await expect(status).toHaveText('Waiting for the customer');
  await cancel.click();
  await expect(status).toHaveText('Cancelled');
});
