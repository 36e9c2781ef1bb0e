import type { Page } from '@playwright/test';
import { dataPath, lettersOf, openApproved, openCustomer, partsOf, verify } from './support/customer-page';
import { colleague, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expect, test } from './support/test';
import { enter, openDraft, request, transferOn } from './support/transfer-page';

const alarmOn = (page: Page) => page.getByRole('region', { name: 'Alarm' });
/** Pushed, so nobody waits for the next look. */
const AT_ONCE = { timeout: 3_000 };

async function liftAlarm(page: Page, reason: string): Promise<void> {
  await alarmOn(page).getByRole('textbox', { name: 'Reason' }).fill(reason);
  await alarmOn(page).getByRole('button', { name: 'Lift alarm' }).click();
}

test('a fraud report on a transfer locks the data of everybody, and everybody who opens the customer sees why', async ({
  openDesk,
  agent,
  teller,
  customer,
}) => {
  test.slow();
  const agents = await openDesk(agent);
  const id = await openApproved(agents, customer);
  const tellers = await openDesk(teller);
  const transfer = await request(tellers, customer);
  const lookup = await openDesk(colleague);
  await lookup.goto(`/customers?q=${customer.number}`);
  const row = lookup.getByRole('main').getByRole('listitem').filter({ hasText: customer.name });
  await expect(row).not.toContainText('Alarm');

  await (await Phone.of(customer.number)).answer("I'm not on a call");

  // The desk hears of it when it asks next. From then on nobody waits, and nobody touches anything: the page of the agent, the
  // transfer, and the list a third person has open.
  await expect(transferOn(tellers).status).toHaveText('Reported as fraud', { timeout: 15_000 });
  await expect(partsOf(agents).data).toHaveCount(0, AT_ONCE);
  await expect(agents.getByText(customer.email)).toHaveCount(0);
  await expect(alarmOn(agents)).toContainText('not on a call', AT_ONCE);
  await expect(partsOf(agents).status).toHaveText('Locked by an alarm');
  await expect(agents).toHaveTitle(/^✕ Alarm/);
  expect((await agents.request.get(dataPath(id))).status()).toBe(403);
  await expect(alarmOn(tellers)).toBeVisible();
  await expect(row).toContainText('Alarm', AT_ONCE);
  await expect(agents.getByRole('complementary', { name: 'Open calls' })).toContainText('Alarm');

  await agents.reload();
  await expect(alarmOn(agents)).toBeVisible();
  await expect(partsOf(agents).data).toHaveCount(0);
  await expect(agents.getByRole('button', { name: /^Verify/ })).toHaveCount(0);

  // Somebody who had nothing to do with it.
  const others = await openDesk(colleague);
  const { verify: ask } = await openCustomer(others, customer);
  await expect(alarmOn(others)).toBeVisible();
  await expect(ask).toHaveCount(0);
  await expect(others.getByRole('link', { name: 'New transfer' })).toHaveCount(0);
  await expect(alarmOn(others).getByRole('button', { name: 'Lift alarm' })).toHaveCount(0);
  await openDraft(others, customer);
  await expect(alarmOn(others)).toBeVisible();

  const supervisors = await openDesk(supervisor);
  await openCustomer(supervisors, customer);
  await alarmOn(supervisors).getByRole('button', { name: 'Lift alarm' }).click();
  await expect(alarmOn(supervisors)).toContainText('Say why');
  await liftAlarm(supervisors, 'Spoke to her at the branch');
  for (const page of [supervisors, others, tellers, agents])
    await expect(alarmOn(page)).toHaveCount(0, AT_ONCE);
  await expect(row).not.toContainText('Alarm', AT_ONCE);
  // Who had asked reads that a supervisor has looked.
  await expect(partsOf(agents).status).toHaveText('Alarm lifted');
  expect(transfer).toMatch(/^trf_/);
});

test('an agent who hears another voice locks the customer for everybody, with a reason', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  await openApproved(page, customer);
  const { card, data, status } = partsOf(page);
  await card.getByRole('button', { name: 'This is not the customer' }).click();
  await card.getByRole('button', { name: 'This is not the customer' }).click();
  await expect(card.getByRole('alert')).toContainText('Say what made you think so');
  await card.getByRole('textbox', { name: 'Reason' }).fill('A man’s voice; she is 84');
  await card.getByRole('button', { name: 'This is not the customer' }).click();
  await expect(data).toHaveCount(0);
  await expect(status).toHaveText('Locked by an alarm');
  await expect(alarmOn(page)).toContainText('A man’s voice; she is 84');
  await expect(alarmOn(page)).toContainText(agent);
});

test('a transfer that was entered before an alarm stays, and cannot be sent while it stands', async ({
  openDesk,
  agent,
  teller,
  customer,
}) => {
  const tellers = await openDesk(teller);
  const { submit } = await enter(tellers, customer);
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  await verify(page);
  await (await Phone.of(customer.number)).answer("I'm not on a call");
  await expect(alarmOn(tellers)).toBeVisible();
  await expect(submit).toHaveAttribute('aria-disabled', 'true');
  await expect(tellers.getByLabel('Payee’s name', { exact: true })).toHaveValue('Lena Vogt');
});

test('after a denial the page says when the next request is possible, and a supervisor can allow one more', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const { verifyAgain, status, card, code } = await openCustomer(page, customer);
  await verify(page);
  await expect(code).toBeVisible();
  const first = await lettersOf(code);
  const phone = await Phone.of(customer.number);
  await phone.answer('Deny');
  await expect(status).toHaveText('Denied by the customer');
  const limit = card.getByRole('region', { name: 'Request limit' });
  await expect(limit).toContainText('The next request is possible in');
  await expect(verifyAgain).toHaveCount(0);

  const supervisors = await openDesk(supervisor);
  await openCustomer(supervisors, customer);
  await supervisors.getByRole('textbox', { name: 'Reason' }).fill('She pressed the wrong button');
  await supervisors.getByRole('button', { name: 'Allow one more request' }).click();
  await expect(supervisors.getByText('One more request is allowed')).toBeVisible();
  await expect(verifyAgain).toBeVisible(AT_ONCE);
  await verifyAgain.click();
  await expect(status).toHaveText('Waiting for the customer');
  await expect(code).toBeVisible();
  expect(await lettersOf(code)).not.toBe(first);
  expect((await phone.pending()).bindingMessage.replaceAll('-', '')).toContain(await lettersOf(code));
});
