import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Verification } from '../../lib/verification/verification';
import { type Desk, startDesk } from '../support/desk';
import { openCustomer, verify } from './support/customer-page';
import { fillHistory, madeUpHistory } from './support/made-up-history';
import { ownDatabase } from './support/own-desk';
import { customerNamed, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

// A desk with a past of its own: what these stories find must be all there is.
let desk: Desk;
let past: Verification[];

// One after the other in one worker: each would start a desk otherwise.
test.describe.configure({ mode: 'default' });
test.beforeAll(async () => {
  test.setTimeout(180_000);
  const database = await ownDatabase();
  desk = await startDesk({
    env: { DATABASE_URL: database, TIME_ZONE: 'UTC' },
    sandboxEnv: { SANDBOX_INTERVAL: '1' },
  });
  past = madeUpHistory(130, new Date());
  await fillHistory(database, past);
});
test.afterAll(() => desk?.stop());
test.beforeEach(() => test.slow());

const chips = (page: Page) => page.getByRole('list', { name: 'Active filters' });
const fold = (page: Page) => page.locator('summary');
const shown = (page: Page) =>
  page
    .getByRole('table')
    .getByRole('link')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.replace('/history/', '')));
const idsOf = (verifications: readonly Verification[]) => verifications.map(({ id }) => id);
const matching = (holds: (each: Verification) => boolean) => idsOf(past.filter(holds));
const dayOf = (date: Date) => date.toISOString().slice(0, 10);

test('filters combine, stand above the list, and come off one by one', async ({ openDesk }) => {
  const page = await openDesk(supervisor, { at: desk });
  await page.goto('/history');
  await expect(page.getByText('The newest 50 verifications')).toBeVisible();
  expect(await shown(page)).toEqual(idsOf(past.slice(0, 50)));

  const form = page.getByRole('search', { name: 'Filter the history' });
  await fold(page).click();
  await form.getByLabel('Status').selectOption('Denied');
  await form.getByLabel('End reason').selectOption('Reported as fraud');
  await form.getByLabel('Requested by').selectOption('Alex Novak');
  await form.getByLabel('Customer').fill('C-100003');
  await form.getByRole('button', { name: 'Apply filters' }).click();
  // Only what was chosen, so that the address can be passed on.
  await expect(page).toHaveURL(
    /\/history\?staff=[^&]+&customer=C-100003&status=denied&reason=fraud_reported$/,
  );
  const fraud = (each: Verification) => each.reason === 'fraud_reported';
  const ofDora = (each: Verification) => each.customerId === 'C-100003';
  const byAlex = (each: Verification) => each.staffName === 'Alex Novak';
  await expect(chips(page).getByRole('link')).toHaveCount(5);
  expect(await shown(page)).toEqual(matching((each) => fraud(each) && ofDora(each) && byAlex(each)));

  await chips(page).getByRole('link', { name: 'Remove filter Requested by: Alex Novak' }).click();
  await expect(chips(page).getByRole('link')).toHaveCount(4);
  const withoutAlex = matching((each) => fraud(each) && ofDora(each));
  expect(await shown(page)).toEqual(withoutAlex);
  expect(withoutAlex.length).toBeGreaterThan(2);
  await chips(page).getByRole('link', { name: 'Remove filter Customer: C-100003' }).click();
  await expect(chips(page).getByRole('link')).toHaveCount(3);
  expect(await shown(page)).toEqual(matching(fraud));

  const [from, to] = [
    dayOf(past.at(80)?.requestedAt ?? new Date()),
    dayOf(past.at(20)?.requestedAt ?? new Date()),
  ];
  const between = (each: Verification) => from <= dayOf(each.requestedAt) && dayOf(each.requestedAt) <= to;
  // What is set stands in the form as well, and the rest is added to it.
  await fold(page).click();
  await expect(form.getByLabel('End reason')).toHaveValue('fraud_reported');
  await form.getByLabel('Period').selectOption('From one day to another');
  await form.getByLabel('From', { exact: true }).fill(from);
  await form.getByLabel('To', { exact: true }).fill(to);
  await form.getByRole('button', { name: 'Apply filters' }).click();
  await expect(page).toHaveURL(`/history?from=${from}&to=${to}&status=denied&reason=fraud_reported`);
  expect(await shown(page)).toEqual(matching((each) => fraud(each) && between(each)));

  await chips(page).getByRole('link', { name: 'Clear all' }).click();
  await expect(page).toHaveURL('/history');
  await expect(chips(page)).toHaveCount(0);
  expect(await shown(page)).toEqual(idsOf(past.slice(0, 50)));
});

test('a filter that finds nothing says what to remove, and an odd address what was ignored', async ({
  openDesk,
}) => {
  const page = await openDesk(supervisor, { at: desk });
  await page.goto('/history?call=CRM+4704&status=approved&purpose=wire_transfer');
  await expect(page.getByText('No verification matches all of these filters.')).toBeVisible();
  await expectGoodScreen(page);
  await page.getByRole('link', { name: 'Without “Purpose: Wire transfer”' }).click();
  await expect(page.getByRole('table')).toBeVisible();
  expect(await shown(page)).toEqual(
    matching(({ callReference, status }) => callReference === 'CRM 4704' && status === 'approved'),
  );

  await page.goto('/history?status=maybe&from=1999-01-01&reason=expired');
  await expect(page.getByText(/Ignored: “From”, “Status”\./)).toBeVisible();
  expect(await shown(page)).toEqual(matching(({ reason }) => reason === 'expired'));
});

test('the filter works without a program in the browser', async ({ openDesk, noise }) => {
  // What is preloaded for programs that may not run.
  noise.allow(/request failed: csp GET .*\/_next\/static\/chunks\//);
  await openDesk(supervisor, { at: desk });
  const page = await openDesk(supervisor, { at: desk, javaScriptEnabled: false });
  await page.goto('/history');
  await fold(page).click();
  await page.getByLabel('Delivery').selectOption('Ping');
  await page.getByLabel('Status').selectOption('Cancelled');
  await page.getByRole('button', { name: 'Apply filters' }).click();
  await expect(page).toHaveURL('/history?status=cancelled&delivery=ping');
  const links = page.locator('tbody a');
  const expected = matching(({ status, delivery }) => status === 'cancelled' && delivery === 'ping');
  expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')?.slice(9)))).toEqual(
    expected,
  );
  expect(expected.length).toBeGreaterThan(3);
});

test('older pages visit each verification once, by the keyboard alone', async ({ openDesk }) => {
  const page = await openDesk(supervisor, { at: desk });
  await page.goto('/history');
  const seen = await shown(page);
  for (const text of ['50 older verifications', 'The oldest 30 verifications']) {
    await page.getByRole('link', { name: 'Older' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByText(text)).toBeVisible();
    seen.push(...(await shown(page)));
  }
  expect(seen).toEqual(idsOf(past));
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0);
  await page.getByRole('link', { name: 'Newest' }).press('Enter');
  await expect(page).toHaveURL('/history');

  // From the list into an entry: each row is one stop, named by whom and when.
  const first = page.getByRole('table').getByRole('link').first();
  await expect(first).toHaveAccessibleName(/^[A-Z][a-z]+ [A-Z][a-z]+ \d{1,2} \w+ 20\d\d, \d\d:\d\d:\d\d$/);
  await first.press('Enter');
  await expect(page).toHaveURL(`/history/${past[0]?.id}`);
});

test('the export is the list, and says when it is whole', async ({ openDesk, noise }) => {
  // On a busy machine the page may ask how far it is before it has begun.
  noise.allow(/status of 404 .*\/api\/history\/exports\//);
  const page = await openDesk(supervisor, { at: desk });
  await page.goto('/history?status=denied');
  const denied = matching(({ status }) => status === 'denied');
  const download = async (name: string) => {
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name }).click(),
    ]);
    await expect(page.getByText(`Exported: ${denied.length} verifications.`).first()).toBeVisible();
    return readFile(await file.path(), 'utf8');
  };
  const jsonl = await download('JSON Lines');
  const rows = jsonl
    .trimEnd()
    .split('\n')
    .map((line): { id: string } => JSON.parse(line));
  expect(rows.map(({ id }) => id)).toEqual(denied);

  const [header, ...lines] = (await download('CSV'))
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n');
  expect(header?.startsWith('id,')).toBe(true);
  expect(lines.map((line) => line.split(',')[0])).toEqual(denied);
});

test('an entry tells who did what, when and how long it took; an agent sees their own only', async ({
  openDesk,
  noise,
}) => {
  noise.allow(/status of 404/);
  const maria = customerNamed('Maria Alvarez');
  const agent = await openDesk('Alex Novak', { at: desk });
  const { data, endCall, status } = await openCustomer(agent, maria);
  const id = await verify(agent);
  const grace = await openDesk(supervisor, { at: desk });
  await grace.goto(`/history/${id}`);
  const messages = grace.getByRole('region', { name: 'Messages as sent' });
  await expect(messages).toContainText('the code is only for the two people on the call');

  await (await Phone.of(maria.number, desk.sandboxUrl)).answer('Approve');
  await expect(data).toContainText(maria.email, { timeout: 15_000 });
  await endCall.click();
  await expect(status).toHaveText('Call ended');

  await grace.reload();
  await grace.reload();
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText('Verification of Maria Alvarez');
  const outcome = grace.getByRole('region', { name: 'Result' });
  await expect(outcome).toContainText('Approved, call ended');
  await expect(outcome).toContainText(/Answered after\s*(\d+\.\d\ss|\d+\smin)/);
  await expect(messages.getByRole('blockquote')).toContainText('Code');
  await expect(
    grace.getByRole('region', { name: 'Who saw the sensitive data' }).getByRole('listitem'),
  ).toContainText('Alex Novak');
  await expect(grace.getByRole('region', { name: 'Protocol details' })).toContainText(id);
  const lines = grace.getByRole('region', { name: 'What was recorded' }).getByRole('listitem');
  await expect(lines.first()).toContainText('Verification requested');
  await expect(lines.filter({ hasText: 'The customer approved' })).toContainText(
    /\+\s\d+(\.\d\ss|\smin.*) later/,
  );
  // Looking is recorded too: once while it was open, twice in a row after it had ended.
  await expect(lines.filter({ hasText: 'Grace Kim looked at this record' })).toHaveCount(2);
  await expect(lines.last()).toContainText('Grace Kim looked at this record 2 times');
  await expectGoodScreen(grace);
  await grace.emulateMedia({ media: 'print' });
  await expect(grace.getByText(/^All times are in/)).toBeVisible();
  await expect(grace.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await grace.emulateMedia({ media: null });

  await agent.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'History' }).click();
  await expect(agent.getByRole('heading', { level: 1 })).toHaveText('My verifications');
  const own = [id, ...matching(({ staffName }) => staffName === 'Alex Novak')];
  expect(await shown(agent)).toEqual(own);
  await expect(agent.getByRole('link', { name: 'CSV' })).toHaveCount(0);
  await expect(agent.getByRole('navigation', { name: 'History' })).toHaveCount(0);
  // Somebody else's name in the address changes nothing, and somebody else's entry is not there.
  const ines = past.find(({ staffName }) => staffName === 'Ines Moreau');
  await agent.goto(`/history?staff=${ines?.staffSubject}`);
  expect(await shown(agent)).toEqual(own);
  await expect(chips(agent)).toHaveCount(0);
  expect((await agent.goto(`/history/${ines?.id}`))?.status()).toBe(404);
  await expect(agent.getByRole('heading', { name: 'No such verification' })).toBeVisible();
});

test('the list is a good screen, its form open or folded', async ({ openDesk }) => {
  const page = await openDesk(supervisor, { at: desk });
  await page.goto('/history?period=30d&status=denied');
  await expect(page.getByRole('table')).toBeVisible();
  await expectGoodScreen(page);
  await fold(page).click();
  await expect(page.getByLabel('Period', { exact: true })).toBeVisible();
  await expectGoodScreen(page);
  const agent = await openDesk('Ines Moreau', { at: desk });
  await agent.goto('/history');
  await expect(agent.getByRole('table')).toBeVisible();
  await expectGoodScreen(agent);
});
