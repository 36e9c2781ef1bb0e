import type { Page } from '@playwright/test';
import { dataPath, lettersOf, openApproved, openCustomer, partsOf, verify } from './support/customer-page';
import { openStream } from './support/events';
import { ownDesk } from './support/own-desk';
import { auditor, colleague, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

async function secondTab(page: Page, url: string): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(url);
  return tab;
}

test('a double click makes one request', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  const { status, verify: button } = await openCustomer(page, customer);
  await button.dblclick();
  await expect(status).toHaveText('Waiting for the customer');
  const phone = await Phone.of(customer.number);
  await phone.pending();
  expect(await phone.requests()).toHaveLength(1);
});

test('a second tab shows the request of the first, and its answer', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  const first = await openCustomer(page, customer);
  await verify(page);
  await expect(first.code).toBeVisible();

  const tab = await secondTab(page, page.url());
  const second = partsOf(tab);
  await expect(second.status).toHaveText('Waiting for the customer');
  await expect(second.code).toBeVisible();
  expect(await lettersOf(second.code)).toBe(await lettersOf(first.code));

  await (await Phone.of(customer.number)).answer('Approve');
  for (const { status, data } of [first, second]) {
    await expect(status).toHaveText('Approved', { timeout: 15_000 });
    await expect(data).toContainText(customer.email);
  }
  await second.endCall.click();
  for (const { status, data } of [first, second]) {
    await expect(status).toHaveText('Call ended', { timeout: 15_000 });
    await expect(data).toHaveCount(0);
  }
});

test('two tabs that were open before the click end up with one request', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const first = await openCustomer(page, customer);
  const tab = await secondTab(page, page.url());
  const second = partsOf(tab);
  await expect(second.verify).toBeVisible();

  await Promise.all([first.verify.click(), second.verify.click()]);

  for (const { status, code } of [first, second]) {
    await expect(status).toHaveText('Waiting for the customer');
    await expect(code).toBeVisible();
  }
  expect(await lettersOf(second.code)).toBe(await lettersOf(first.code));
  const phone = await Phone.of(customer.number);
  await phone.pending();
  expect(await phone.requests()).toHaveLength(1);
});

test('the back button after a click shows the request that is under way', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  await page.goto(`/customers?q=${customer.number}`);
  await page.getByRole('main').getByRole('link', { name: customer.name }).click();
  await verify(page);
  await page.goBack();
  await expect(page.getByRole('searchbox')).toHaveValue(customer.number);
  await page.goForward();
  const { status, code } = partsOf(page);
  await expect(status).toHaveText('Waiting for the customer');
  await expect(code).toBeVisible();
  expect(await (await Phone.of(customer.number)).requests()).toHaveLength(1);
});

test('a colleague sees who is verifying, but neither code nor buttons nor anything behind them', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  const id = await verify(page);
  const code = await lettersOf(partsOf(page).code);

  const other = await openDesk(colleague);
  const seen = await openCustomer(other, customer);
  await expect(seen.status).toHaveText('A colleague is on this');
  await expect(seen.card).toContainText(`${agent} is verifying this customer`);
  await expect(seen.card.getByRole('button')).toHaveCount(0);
  const source = (await other.content()).replaceAll(/[^A-Z\d]/g, '');
  expect(source).not.toContain(code);

  const answer = await other.request.get(dataPath(id));
  expect(answer.status()).toBe(404);
  expect(await answer.text()).not.toContain(customer.email);
  const stream = await openStream(other, `customer:${customer.number}`);

  await (await Phone.of(customer.number)).answer('Approve');
  await expect(partsOf(page).data).toContainText(customer.email, { timeout: 15_000 });
  const told = (await stream.until('"status":"approved"')).replaceAll(/[^A-Z\d]/g, '');
  await stream.close();
  expect(told).not.toContain(code);
  await expect(seen.card).toContainText(`${agent} has this customer on the line`);
  await expect(seen.data).toHaveCount(0);
  await expect(seen.locked).toBeVisible();
  expect((await other.request.get(dataPath(id))).status()).toBe(404);
});

test('of two agents who click at once one asks, and the other is told', async ({
  openDesk,
  agent,
  customer,
}) => {
  const pages = [await openDesk(agent), await openDesk(colleague)];
  for (const page of pages) await openCustomer(page, customer);
  await Promise.all(pages.map((page) => partsOf(page).verify.click()));

  for (const page of pages) {
    await expect(partsOf(page).status).toHaveText(/^(Waiting for the customer|A colleague is on this)$/);
  }
  const shown = await Promise.all(pages.map((page) => partsOf(page).status.textContent()));
  expect(shown.toSorted()).toEqual(['A colleague is on this', 'Waiting for the customer']);
  const phone = await Phone.of(customer.number);
  await phone.pending();
  expect(await phone.requests()).toHaveLength(1);
  for (const page of pages) {
    if ((await partsOf(page).cancel.count()) > 0) await partsOf(page).cancel.click();
  }
});

test('once the colleague is done the page is free again without a reload', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  await openApproved(page, customer);
  const other = await openDesk(colleague);
  const seen = await openCustomer(other, customer);
  await expect(seen.status).toHaveText('A colleague is on this');

  await partsOf(page).endCall.click();
  await expect(seen.status).toHaveText('Not verified', { timeout: 20_000 });
  await expect(seen.verify).toBeVisible();
});

test('a supervisor releases a colleague’s verified call, and the customer is free', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const id = await openApproved(page, customer);
  const nora = await openDesk(auditor);
  const readOnly = await openCustomer(nora, customer);
  await expect(readOnly.card).toContainText(`${agent} has this customer on the line`);
  await expect(readOnly.card.getByRole('button')).toHaveCount(0);

  const grace = await openDesk(supervisor);
  const seen = await openCustomer(grace, customer);
  await expectGoodScreen(grace);
  await seen.card.getByRole('button', { name: 'Release call' }).click();
  for (const { status } of [seen, readOnly]) await expect(status).toHaveText('Not verified');
  const { status, data, card } = partsOf(page);
  await expect(status).toHaveText('Released by a supervisor');
  await expect(card).toContainText('talk to your supervisor');
  await expect(data).toHaveCount(0);
  expect((await page.request.get(dataPath(id))).status()).toBe(403);
  await page.reload();
  await expect(status, 'a reload does not make it forgotten').toHaveText('Released by a supervisor');
});

test.describe('a colleague who is gone', () => {
  const desk = ownDesk({ env: { RELEASE_AFTER_SECONDS: '6' } });

  test('has their verified call released, and finds out why', async ({ openDesk, customer }) => {
    const page = await openDesk('Ines Moreau', { at: desk() });
    await openApproved(page, customer, desk().sandboxUrl);
    const other = await openDesk(colleague, { at: desk() });
    const seen = await openCustomer(other, customer);
    await expect(seen.status).toHaveText('A colleague is on this');

    const browser = page.context();
    const back = await browser.newPage();
    await back.goto('about:blank');
    await page.close();
    await expect(seen.status).toHaveText('Not verified', { timeout: 20_000 });
    await expect(seen.verify).toBeVisible();

    await back.goto(`${desk().url}/customers/${customer.number}`);
    await expect(partsOf(back).status).toHaveText('Released: page closed');
    await expect(partsOf(back).data).toHaveCount(0);
  });
});

test('a tab holds one stream of events, whatever its pages follow', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  await page.addInitScript(() => {
    const opened: EventSource[] = [];
    window.EventSource = class extends EventSource {
      constructor(url: string | URL) {
        super(url);
        opened.push(this);
      }
    };
    Object.assign(window, { streams: () => opened.filter(({ readyState }) => readyState !== 2) });
  });
  const followed = () =>
    page.evaluate(() => {
      const { streams } = window as unknown as { streams: () => EventSource[] }; // put there above
      return streams().map(({ url }) => new URL(url).searchParams.getAll('on'));
    });

  /** One, of these topics whatever else the page follows, and none of what pages before it did. */
  const expectOne = (...topics: readonly string[]) =>
    expect
      .poll(async () => {
        const streams = await followed();
        return streams.map((all) => all.filter((topic) => topic !== 'alarms' && topic !== 'desk'));
      })
      .toEqual([topics]);

  await openCustomer(page, customer);
  await expectOne('calls', `customer:${customer.number}`);
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Transfers' }).click();
  await expectOne('calls', 'transfers');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Customers' }).click();
  await expectOne('calls');
});
