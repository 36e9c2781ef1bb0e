import type { Locator, Page } from '@playwright/test';
import { openCustomer, partsOf, verify } from './support/customer-page';
import { ownDesk } from './support/own-desk';
import { supervisor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

// Its own desk, so that the figures are of what is done here and of nothing else.
const desk = ownDesk({ env: { REQUESTS_PER_CUSTOMER: '50', DENIAL_PAUSES: '1' } });

test('the figures are those of what was done, each chart has its table, and a figure leads to what it counts', async ({
  openDesk,
  agent,
  teller,
  customer,
  anotherCustomer,
}) => {
  test.setTimeout(240_000);
  const at = desk();
  const ines = await openDesk(agent, { at });
  const phone = await Phone.of(customer.number, at.sandboxUrl);
  const asked = async (then: () => Promise<void>, status: string) => {
    await openCustomer(ines, customer);
    await verify(ines);
    await then();
    await expect(partsOf(ines).status).toHaveText(status, { timeout: 15_000 });
  };
  await asked(() => partsOf(ines).cancel.click(), 'Cancelled');
  // The cancelled request would still be on the phone, and be the one that is answered.
  await phone.answer('Deny');
  await asked(() => phone.answer('Deny'), 'Denied by the customer');
  await asked(() => phone.answer('Approve'), 'Approved');
  await partsOf(ines).endCall.click();
  await expect(partsOf(ines).status).toHaveText('Call ended');
  // The last of them: such an alarm stays on the customer's page.
  await asked(() => phone.answer("I'm not on a call"), 'Reported as fraud');
  const tom = await openDesk(teller, { at });
  await openCustomer(tom, anotherCustomer);
  await verify(tom);

  const grace = await openDesk(supervisor, { at });
  await grace.goto('/history/figures');
  await expect(grace.getByRole('heading', { level: 1, name: 'Figures' })).toBeVisible();

  await test.step('the numbers everybody asks for', async () => {
    await expect(value(grace, 'Total')).toHaveText('5');
    await expect(value(grace, 'Approved')).toHaveText('1');
    await expect(value(grace, 'Denied')).toHaveText('2');
    await expect(value(grace, 'Timeout (expired)')).toHaveText('0');
    await expect(value(grace, 'Approval rate')).toHaveText('25.0%');
    await expect(tile(grace, 'Approval rate')).toContainText('1 of the 4 that ended, a small number');
    await expect(value(grace, 'Failed')).toHaveText('0');
    await expect(value(grace, 'Cancelled')).toHaveText('1');
    await expect(value(grace, 'Reported')).toHaveText('1');
    await expect(value(grace, 'Still open')).toHaveText('1');
    await expect(tile(grace, 'Median time to answer')).toContainText('of 3 answers, a small number');
    await expect(tile(grace, 'Median time to answer')).toContainText('no data before');
  });

  await test.step('a picture that says in a sentence what is in the table beside it', async () => {
    await expect(chart(grace, 'By day')).toHaveAccessibleName(
      /^The busiest day was .+: 5 of 5\. Nobody was asked on 6 days\./,
    );
    await expect(chart(grace, 'Time to answer')).toHaveAccessibleName(/^Only 3 answers, with a median of/);
    await expect(chart(grace, 'By hour of day')).toHaveAccessibleName(
      /^The busiest hour of the day was \d\d:00 to/,
    );
    await expect(chart(grace, 'By purpose')).toHaveAccessibleName(
      /^Account access: 5, 25\.0% approved \(a small number\)\./,
    );
    await expect(chart(grace, 'By member of staff')).toHaveAccessibleName(
      new RegExp(`^2 people asked, ${agent} most often: 4 of 5\\.`),
    );
    expect(await (await openTable(grace, 'By day')).getByRole('row').count()).toBe(1 + 7);
    expect(await (await openTable(grace, 'By hour of day')).getByRole('row').count()).toBe(1 + 24);
    const purposes = await openTable(grace, 'By purpose');
    expect(await cell(purposes, 'Account access', 'Total')).toBe('5');
    expect(await cell(purposes, 'Wire transfer', 'Total')).toBe('0');
    const people = await openTable(grace, 'By member of staff');
    expect(await cell(people, agent, 'Approval rate')).toBe('25.0%');
    expect(await cell(people, agent, 'Denied rate')).toBe('50.0%');
    expect(await cell(people, agent, 'Reported')).toBe('1');
    expect(await cell(people, teller, 'Still open')).toBe('1');
    expect(await cell(people, teller, 'Approval rate')).toBe('–');
    const answers = await openTable(grace, 'Time to answer');
    const each = await answers.getByRole('row').getByRole('cell').allTextContents();
    expect(each.filter((_, nth) => nth % 2 === 0).reduce((sum, text) => sum + Number(text), 0)).toBe(3);
    await expectGoodScreen(grace);
  });

  await test.step('a figure leads to the verifications it counts', async () => {
    await grace.getByRole('link', { name: '2 denied: show them in the list' }).click();
    await expect(grace).toHaveURL('/history?period=7d&status=denied');
    await expect(grace.getByRole('row').filter({ hasText: customer.number })).toHaveCount(2);
    await grace.goBack();
    await openTable(grace, 'By member of staff');
    await grace.getByRole('rowheader', { name: teller }).getByRole('link').click();
    await expect(grace.getByRole('row').filter({ hasText: anotherCustomer.number })).toHaveCount(1);
    await expect(grace.getByRole('row').filter({ hasText: customer.number })).toHaveCount(0);
  });

  await test.step('another period, by the keyboard, keeps what else is filtered by', async () => {
    await grace.goto('/history/figures?status=denied');
    await expect(value(grace, 'Total')).toHaveText('2');
    const month = grace.getByRole('navigation', { name: 'Period' }).getByRole('link', { name: '30 days' });
    await month.focus();
    await grace.keyboard.press('Enter');
    await expect(grace).toHaveURL('/history/figures?period=30d&status=denied');
    await expect(month).toHaveAttribute('aria-current', 'page');
    await expect(value(grace, 'Total')).toHaveText('2');
    expect(await (await openTable(grace, 'By day')).getByRole('row').count()).toBe(1 + 30);
  });

  await test.step('a year is drawn by week, and its table has every day', async () => {
    await grace.goto('/history/figures?period=365d');
    await expect(chart(grace, 'By week')).toHaveAccessibleName(/^The busiest week was .+: 5 of 5\./);
    expect(await (await openTable(grace, 'By week')).getByRole('row').count()).toBe(1 + 365);
  });

  await test.step('on paper the tables are open', async () => {
    await grace.goto('/history/figures');
    const table = section(grace, 'By member of staff').getByRole('table');
    await expect(table).toBeHidden();
    await grace.emulateMedia({ media: 'print' });
    await expect(table).toBeVisible();
    await grace.emulateMedia({ media: null });
  });

  await test.step('where nothing was asked, that is said, and a longer period offered', async () => {
    await grace.goto('/history/figures?from=2020-01-01&to=2020-01-31');
    await expect(grace.getByText('No verification was requested in this period')).toBeVisible();
    await expect(grace.getByRole('img')).toHaveCount(0);
    await expectGoodScreen(grace);
    await grace.getByRole('link', { name: 'Look at the last 365 days' }).click();
    await expect(grace).toHaveURL('/history/figures?period=365d');
    await expect(value(grace, 'Total')).toHaveText('5');
  });
});

test('figures are not for agents', async ({ openDesk, agent, noise }) => {
  noise.allow(/status of 403/);
  const page = await openDesk(agent, { at: desk() });
  const answer = await page.goto('/history/figures');
  expect(answer?.status()).toBe(403);
  await expect(page.getByRole('heading', { name: 'Not for your role' })).toBeVisible();
});

/** A figure with its name and everything said about it. */
function tile(page: Page, label: string): Locator {
  const term = page.locator('dt').filter({ hasText: new RegExp(`^${label.replace(/[()]/g, '\\$&')}$`) });
  return page.locator('dl > div').filter({ has: term });
}

/** The number itself. */
function value(page: Page, label: string): Locator {
  return tile(page, label).locator('dd').first();
}

function section(page: Page, title: string): Locator {
  return page.getByRole('region', { name: new RegExp(`^${title}`) });
}

function chart(page: Page, title: string): Locator {
  return section(page, title).getByRole('img');
}

/** Opens the table of a chart with the keyboard, unless it is open. */
async function openTable(page: Page, title: string): Promise<Locator> {
  const table = section(page, title).getByRole('table');
  if (!(await table.isVisible())) {
    await section(page, title).locator('summary').focus();
    await page.keyboard.press('Enter');
  }
  await expect(table).toBeVisible();
  return table;
}

async function cell(table: Locator, row: string, column: string): Promise<string> {
  const heads = await table.getByRole('columnheader').allTextContents();
  const found = table.getByRole('row').filter({ has: table.page().getByRole('rowheader', { name: row }) });
  // The first heading is of the rows' own names.
  return (
    (await found
      .getByRole('cell')
      .nth(heads.indexOf(column) - 1)
      .textContent()) ?? ''
  );
}
