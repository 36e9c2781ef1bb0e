import type { Locator, Page } from '@playwright/test';
import pg from 'pg';
import { type DatabaseLine, openDatabaseLine } from '../support/database-line';
import { type Desk, startDesk } from '../support/desk';
import { dataPath, openApproved, openCustomer, partsOf, verify } from './support/customer-page';
import { outage } from './support/noise';
import { ownDatabase } from './support/own-desk';
import {
  type Customer,
  colleague,
  customer as customerOf,
  type Person,
  supervisor,
  takeable,
  tellerOf,
} from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';
import { request } from './support/transfer-page';

const alarmOn = (page: Page) => page.getByRole('region', { name: 'Alarm' });
const shownAmong = async (places: readonly Locator[]) =>
  (await Promise.all(places.map((place) => place.isVisible()))).filter(Boolean).length;
/** Pushed, so nobody waits for the next look. */
const AT_ONCE = { timeout: 3_000 };

let databaseUrl: string;
/** The nodes' only way to it. */
let database: DatabaseLine;
let desk: Desk;
let secondUrl: string;

// One after the other in one worker: each would start nodes otherwise.
test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  test.setTimeout(120_000);
  databaseUrl = await ownDatabase();
  database = await openDatabaseLine(databaseUrl);
  // Nobody has to do a thing ten times to come to a limit.
  const limits = { REQUESTS_PER_STAFF_MINUTE: '6', SEARCHES_PER_MINUTE: '40' };
  desk = await startDesk({ env: { DATABASE_URL: database.url, ...limits } });
  secondUrl = await desk.startSecondNode();
});
test.afterAll(async () => {
  await desk?.stop();
  await database?.close();
});

test('what a customer reports is on the screens of both nodes at once, and keeps everybody out', async ({
  openDesk,
  openBrowser,
  customer,
}) => {
  test.setTimeout(120_000);
  /** Signed in at the first node, as everybody is, and then served by the second. */
  const onSecond = async (person: Person) => {
    const page = await openDesk(person, { at: desk });
    const session = await page.context().storageState();
    return openBrowser({ at: { url: secondUrl }, storageState: session });
  };
  const agents = await openDesk('Ines Moreau', { at: desk });
  const id = await openApproved(agents, customer, desk.sandboxUrl);
  const colleagues = await onSecond(colleague);
  await openCustomer(colleagues, customer);
  await expect(alarmOn(colleagues)).toHaveCount(0);
  const supervisors = await onSecond(supervisor);
  await supervisors.goto('/history/live');
  const tellers = await openDesk(tellerOf(0), { at: desk });
  await request(tellers, customer);

  await (await Phone.of(customer.number, desk.sandboxUrl)).answer("I'm not on a call");

  await expect(partsOf(agents).data).toHaveCount(0, AT_ONCE);
  await expect(alarmOn(agents)).toBeVisible(AT_ONCE);
  await expect(alarmOn(colleagues)).toBeVisible(AT_ONCE);
  await expect(partsOf(colleagues).verify).toHaveCount(0);
  await expect(supervisors.getByRole('main')).toContainText(customer.name, AT_ONCE);
  expect((await agents.request.get(dataPath(id))).status()).toBe(403);
  // The same person, served by the other node.
  const elsewhere = await onSecond('Ines Moreau');
  expect((await elsewhere.request.get(dataPath(id))).status()).toBe(403);
  await openCustomer(elsewhere, customer);
  await expect(alarmOn(elsewhere)).toBeVisible();
  await expect(partsOf(elsewhere).data).toHaveCount(0);

  await openCustomer(supervisors, customer);
  await alarmOn(supervisors).getByRole('textbox', { name: 'Reason' }).fill('Spoke to them at the branch');
  await alarmOn(supervisors).getByRole('button', { name: 'Lift alarm' }).click();
  for (const page of [agents, colleagues, elsewhere]) await expect(alarmOn(page)).toHaveCount(0, AT_ONCE);
});

test('with a phone whose no does not say why, the agent is asked what the caller says, and that locks the customer on both nodes', async ({
  openDesk,
  openBrowser,
}) => {
  test.setTimeout(120_000);
  const olga = customerOf('olga');
  const agents = await openDesk('Ines Moreau', { at: desk });
  const { status, card, verifyAgain } = await openCustomer(agents, olga);
  const session = await (await openDesk(colleague, { at: desk })).context().storageState();
  const colleagues = await openBrowser({ at: { url: secondUrl }, storageState: session });
  await openCustomer(colleagues, olga);
  const phone = await Phone.of(olga.number, desk.sandboxUrl);
  const question = card.getByRole('group', { name: /What did you press/ });
  const record = card.getByRole('button', { name: 'Record the answer' });

  await verify(agents);
  await phone.answer('Deny');
  await expect(status).toHaveText('Denied by the customer', { timeout: 15_000 });
  await expect(question.getByRole('radio', { name: /pressed nothing/ })).toBeChecked();
  await expect(card, 'until it is known').not.toContainText('pressed Deny on their phone');
  await expectGoodScreen(agents);
  // Who pretends would say so too: it shortens nothing.
  await question.getByRole('radio', { name: /by mistake/ }).check();
  await record.click();
  await expect(card).toContainText('The caller said that they pressed Deny by mistake.');
  await expect(card.getByRole('region', { name: 'Request limit' })).toBeVisible();
  await expect(alarmOn(agents)).toHaveCount(0);

  const grace = await openDesk(supervisor, { at: desk });
  await openCustomer(grace, olga);
  await grace.getByRole('textbox', { name: 'Reason' }).fill('Called her back');
  await grace.getByRole('button', { name: 'Allow one more request' }).click();
  await verifyAgain.click();
  await expect(status).toHaveText('Waiting for the customer');
  await phone.answer('Deny');
  await expect(question).toBeVisible({ timeout: 15_000 });
  // By the keyboard alone.
  await question.getByRole('radio', { name: /pressed nothing/ }).focus();
  await agents.keyboard.press('Enter');

  for (const page of [agents, colleagues]) {
    await expect(alarmOn(page)).toContainText('pressed nothing', AT_ONCE);
    await expect(partsOf(page).verify).toHaveCount(0);
  }
  await expect(question).toHaveCount(0);
  await expect(verifyAgain).toHaveCount(0);
});

test('whoever reads the directory out by its search box is stopped by both nodes together, and a supervisor sees who', async ({
  openDesk,
  noise,
}) => {
  test.setTimeout(120_000);
  noise.allow(/status of 429/);
  const grace = await openDesk(supervisor, { at: desk });
  await grace.goto('/history/live');
  const alex = await openDesk('Alex Novak', { at: desk });
  const beginnings = [...'abcdefghijklmnoprst'].flatMap((first) =>
    [...'aeiouhlnrst'].map((next) => first + next),
  );
  const asked = await Promise.all(
    beginnings
      .slice(0, 70)
      .map((q, index) =>
        alex.request.get(`${index % 2 ? secondUrl : desk.url}/api/customers`, { params: { q } }),
      ),
  );
  const statuses = asked.map((answer) => answer.status());
  expect(statuses.filter((status) => status === 200)).toHaveLength(40);
  expect(statuses.filter((status) => status === 429)).toHaveLength(30);

  const words = /^You have searched 40 times within a minute.* You can go on in \d+ seconds?\./;
  for (const path of ['/customers?q=maria', '/history?customer=maria']) {
    await alex.goto(path);
    await expect(alex.getByRole('main').getByRole('alert')).toContainText(words);
  }
  const alert = grace
    .getByRole('region', { name: 'Alerts' })
    .getByRole('listitem')
    .filter({ hasText: 'Alex Novak' });
  await expect(alert).toContainText('Too many searches');
  await expect(alert).toContainText(
    /saw \d+ customers in 40 searches, opened none of them and asked none to verify/,
  );
});

test('whoever rings one phone after the other is stopped by both nodes together, and a supervisor sees who', async ({
  openDesk,
  openBrowser,
}) => {
  test.setTimeout(120_000);
  const grace = await openDesk(supervisor, { at: desk });
  await grace.goto('/history/live');
  const first = await openDesk('Amara Diallo', { at: desk });
  const session = await first.context().storageState();
  const second = await openBrowser({ at: { url: secondUrl }, storageState: session });
  const rung = takeable.slice(-7);
  for (const [index, each] of rung.slice(0, 5).entries()) {
    const page = index % 2 ? second : first;
    await openCustomer(page, each);
    await verify(page);
  }
  // Five are told apart by nobody; of the last two, asked at once on two nodes, one is too many.
  const last = [first, second].map((page, index) => ({ page, each: rung[5 + index] as Customer }));
  for (const { page, each } of last) await openCustomer(page, each);
  await Promise.all(last.map(({ page }) => partsOf(page).verify.click()));
  const limits = last.map(({ page }) => page.getByText('as many customers as one person may').first());
  const waiting = last.map(({ page }) => page.getByText('Waiting for the customer').first());
  await expect
    .poll(async () => [await shownAmong(limits), await shownAmong(waiting)], { timeout: 15_000 })
    .toEqual([1, 1]);
  const alert = grace
    .getByRole('region', { name: 'Alerts' })
    .getByRole('listitem')
    .filter({ hasText: 'Amara Diallo' });
  await expect(alert).toContainText('as many customers as one person may within a minute', AT_ONCE);
});

test('while the database is away every page says so and comes back by itself, and an approval is kept', async ({
  openDesk,
  customer,
  noise,
}) => {
  test.setTimeout(120_000);
  noise.allow(outage, /status of 503/);
  const page = await openDesk('Ines Moreau', { at: desk });
  const { card, status, data, verify: button } = await openCustomer(page, customer);
  const other = await openDesk(tellerOf(0), { at: desk });
  await other.goto(`/transfers/new?customer=${customer.number}`);
  const payee = other.getByLabel('Payee’s name', { exact: true });
  await payee.fill('Somebody Else');
  const ready = async () => (await page.request.get(`${desk.url}/api/health/ready`)).status();

  database.freeze();
  const from = performance.now();
  await button.click();
  await expect(card.getByRole('alert')).toContainText(/Nothing was stored|may not have been stored/, {
    timeout: 6_000,
  });
  expect(performance.now() - from).toBeLessThan(5_500);
  expect(await ready()).toBe(503);
  await expect(payee, 'what was typed stays').toHaveValue('Somebody Else');
  const late = await openDesk(tellerOf(0), { at: desk });
  await late.goto('/customers');
  await expect(late.getByRole('heading', { name: 'The desk waits for its database' })).toBeVisible();
  await expectGoodScreen(late);

  database.thaw();
  await expect(late.getByRole('heading', { name: 'The desk waits' })).toHaveCount(0, { timeout: 5_000 });
  await expect(page.getByText('Reconnecting.')).toHaveCount(0, { timeout: 5_000 });
  expect(await ready()).toBe(200);
  await verify(page);

  const phone = await Phone.of(customer.number, desk.sandboxUrl);
  await phone.answer('Approve');
  // Its tokens are fetched about now, or could be.
  database.cut();
  await late.waitForTimeout(4_000);
  database.mend();
  await expect(status).toHaveText('Approved', { timeout: 15_000 });
  await expect(data).toContainText(customer.email, { timeout: 10_000 });
});

test('when the node that waits for a customer is killed, another on the same database hears the answer', async ({
  openDesk,
  customer,
  noise,
}) => {
  test.setTimeout(120_000);
  noise.allow(outage, /status of 503/);
  const page = await openDesk('Ines Moreau', { at: desk });
  const { status, data } = await openCustomer(page, customer);
  await verify(page);
  await desk.kill9Desk();
  await (await Phone.of(customer.number, desk.sandboxUrl)).answer('Approve');

  // Nobody but the second node is left to ask, once the lease of the first has run out.
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const stored = async () => {
    const { rows } = await client.query('select status, sealed from verifications where customer_id = $1', [
      customer.number,
    ]);
    return rows.map((row) => [row.status, row.sealed !== null]);
  };
  await expect.poll(stored, { timeout: 30_000 }).toEqual([['approved', true]]);
  await client.end();

  // The first comes back while there is no database, waits for it, and works with the tokens the second one stored.
  database.cut();
  const restarted = desk.restartDesk();
  const waiting = async () => {
    const answer = await page.request.get(`${desk.url}/api/health/ready`).catch(() => undefined);
    return answer && [answer.status(), (await answer.json()).waits_for];
  };
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([503, 'database']);
  database.mend();
  await restarted;
  await expect(status).toHaveText('Approved', { timeout: 40_000 });
  await expect(data).toContainText(customer.email, { timeout: 15_000 });
});
