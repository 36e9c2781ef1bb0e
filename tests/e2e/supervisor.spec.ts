import { dataPath, lettersOf, openCustomer, partsOf, verify } from './support/customer-page';
import { openStream } from './support/events';
import { supervisor } from './support/people';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

test('a supervisor watches a verification of somebody else, without its code, and may only say that it is not the customer', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  const id = await verify(page);
  const code = await lettersOf(partsOf(page).code);

  const grace = await openDesk(supervisor);
  const seen = await openCustomer(grace, customer);
  await expect(seen.card).toContainText(`${agent} is verifying this customer`);
  // To say that it is somebody else is all there is to do.
  await expect(seen.card.getByRole('button')).toHaveText(['This is not the customer']);
  expect((await grace.request.get(dataPath(id))).status()).toBe(403);

  const stream = await openStream(grace, `customer:${customer.number}`);
  await stream.until('"status":"pending"');
  await (await Phone.of(customer.number)).answer('Deny');
  await expect(seen.status).toHaveText('Not verified', { timeout: 15_000 });
  const events = await stream.until('"current":null');
  await stream.close();
  expect(events).toContain('"spokenCode":null');
  expect(events).toContain('"bindingMessage":null');
  expect(events.replaceAll('-', '')).not.toContain(code);
});

test('the history lists what was asked, and an entry tells who did what and when', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const { status } = await openCustomer(page, customer);
  const id = await verify(page);
  await (await Phone.of(customer.number)).answer("I'm not on a call");
  await expect(status).toHaveText('Reported as fraud', { timeout: 15_000 });

  const grace = await openDesk(supervisor);
  await grace.goto('/customers');
  await grace.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  await expect(grace.getByRole('heading', { level: 1, name: 'History' })).toBeVisible();
  const row = grace.getByRole('row').filter({ hasText: customer.number });
  await expect(row).toContainText(agent);
  await expect(row).toContainText('Reported as fraud');

  await row.getByRole('link').click();
  await expect(grace).toHaveURL(`/history/${id}`);
  await expect(grace.getByRole('heading', { level: 1 })).toContainText(customer.name);
  const timeline = grace.getByRole('region', { name: 'What was recorded' }).getByRole('listitem');
  await expect(timeline.first()).toContainText('Verification requested');
  await expect(timeline.first()).toContainText(agent);
  await expect(timeline.filter({ hasText: 'The sign-in service accepted the request' })).toHaveCount(1);
  await expect(timeline.filter({ hasText: 'The customer denied' })).toHaveCount(1);
  // Looking is recorded as well.
  await expect(timeline.last()).toContainText('Grace Kim looked at this record');
});

test('a supervisor may look a customer up but not verify them', async ({ openDesk, customer }) => {
  const page = await openDesk(supervisor);
  const { card, status } = await openCustomer(page, customer);
  await expect(status).toHaveText('Not verified');
  await expect(card).toContainText('Agents and tellers do that.');
  await expect(card.getByRole('button')).toHaveCount(0);
});
