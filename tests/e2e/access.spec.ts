import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import type { Page, Request } from '@playwright/test';
import { dataPath, openCustomer, partsOf, verify } from './support/customer-page';
import { ownDesk } from './support/own-desk';
import { auditor, customer as customerOf, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { signIn } from './support/sign-in';
import { expect, test } from './support/test';
import { fillIn, request, transferOn } from './support/transfer-page';

const referenceOn = (page: Page) => page.getByRole('textbox', { name: 'Call reference (optional)' });

/** What a button of this page sends, known by how many words it says, to be sent again by somebody else. */
async function sentBy(page: Page, words: number, press: () => Promise<void>): Promise<Request> {
  const sent = page.waitForRequest((each) => {
    if (each.headers()['next-action'] === undefined) return false;
    return JSON.parse(each.postData() ?? '[]').length === words;
  });
  await press();
  return sent;
}

test('an auditor begins at the history, reads customers and transfers, and can act on nothing', async ({
  openBrowser,
  openDesk,
  agent,
  teller,
  customer,
  anotherCustomer,
  noise,
}) => {
  test.setTimeout(90_000);
  noise.allow(/status of 40[34]|ERR_FAILED/);
  const tom = await openDesk(teller);
  const transfer = await request(tom, anotherCustomer, { amount: '50', currency: 'PLN' });
  await expect(transferOn(tom).status).toHaveText('Waiting for a supervisor');
  const ines = await openDesk(agent);
  await openCustomer(ines, customer);
  const asking = await sentBy(ines, 3, () => partsOf(ines).verify.click());
  await expect(partsOf(ines).status).toHaveText('Waiting for the customer');
  await partsOf(ines).cancel.click();
  await expect(partsOf(ines).status).toHaveText('Cancelled');

  const nora = await openBrowser();
  await signIn(nora, auditor);
  await expect(nora).toHaveURL('/history');
  const links = nora.getByRole('navigation', { name: 'Main' }).getByRole('link');
  await expect(links).toHaveText(['Customers', 'Transfers', 'History']);
  await expect(nora.getByRole('complementary', { name: 'Open calls' })).toHaveCount(0);

  const { card } = await openCustomer(nora, customer);
  await expect(card).toContainText('Agents and tellers do that.');
  await expect(nora.getByRole('main').getByRole('button')).toHaveCount(0);
  await expect(nora.getByRole('main').getByRole('textbox')).toHaveCount(0);
  await expect(nora.getByRole('link', { name: 'New transfer' })).toHaveCount(0);
  await expectGoodScreen(nora);

  await links.filter({ hasText: 'Transfers' }).click();
  const lists = nora.getByRole('navigation', { name: 'Lists of transfers' }).getByRole('link');
  await expect(lists.first()).toHaveText('All');
  await expect(lists.first()).toHaveAttribute('aria-current', 'page');
  const row = nora.getByRole('row').filter({ hasText: anotherCustomer.name });
  await expect(row).toContainText('Awaiting second person');
  await row.getByRole('link').first().click();
  await expect(nora).toHaveURL(`/transfers/${transfer}`);
  await expect(transferOn(nora).status).toHaveText('Waiting for a supervisor');
  await expect(nora.getByRole('main').getByRole('button', { name: /^(?!Copy)/ })).toHaveCount(0);

  // What others press, sent by the auditor.
  const grace = await openDesk(supervisor);
  await grace.goto(`/transfers/${transfer}`);
  await grace.route(`**/transfers/${transfer}`, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  const agreed = await sentBy(grace, 2, () => transferOn(grace).agree.click());
  expect(agreed.postData()).toContain(transfer);
  for (const sent of [asking, agreed]) {
    const answer = await nora.request.post(sent.url(), {
      headers: {
        'content-type': 'text/plain;charset=UTF-8',
        'next-action': sent.headers()['next-action'] ?? '',
        origin: process.env.DESK_URL ?? '',
      },
      data: sent.postData() ?? '',
    });
    expect(await answer.text()).toContain('"code":"forbidden"');
  }
  await nora.reload();
  await expect(transferOn(nora).status).toHaveText('Waiting for a supervisor');

  expect((await nora.goto(`/transfers/new?customer=${customer.number}`))?.status()).toBe(403);
  for (const address of [
    `/api/transfers/draft?customer=${customer.number}`,
    `/api/transfers/accounts?customer=${customer.number}`,
    dataPath(`ver_${'A'.repeat(22)}`),
  ]) {
    expect((await nora.request.get(address)).status(), address).toBe(403);
  }
  await transferOn(tom).cancel.click();
  await expect(transferOn(tom).status).toHaveText('Cancelled');
});

test.describe('with a desk of its own', () => {
  const desk = ownDesk();

  test('the call a page was opened for stays with what is asked from it, and each page opened is recorded', async ({
    openDesk,
    noise,
  }) => {
    test.setTimeout(90_000);
    noise.allow(/ERR_CONNECTION|ERR_INCOMPLETE_CHUNKED|Failed to fetch|ERR_EMPTY_RESPONSE/);
    const maria = customerOf('maria');
    const phone = await Phone.of(maria.number, desk().sandboxUrl);
    const ines = await openDesk('Ines Moreau', { at: desk() });
    const screenPop = new URLSearchParams({ phone: '0000 000 000', call: 'GX-2026/7' });
    await ines.goto(`/customers?${screenPop}`);
    await expect(ines.getByRole('heading', { name: /^No customer matches/ })).toBeVisible();
    await ines.getByRole('searchbox').fill(maria.number);
    await ines.getByRole('main').getByRole('link', { name: maria.name }).click();
    const { status, verifyAgain, cancel } = partsOf(ines);
    await expect(ines).toHaveURL(`/customers/${maria.number}?call=GX-2026%2F7`);
    await expect(referenceOn(ines)).toHaveValue('GX-2026/7');
    await expectGoodScreen(ines);

    // A supervisor looks on. Hearing that it is over is not another look.
    await verify(ines);
    const grace = await openDesk(supervisor, { at: desk() });
    const seen = await openCustomer(grace, maria);
    await expect(seen.status).toHaveText('A colleague is on this');
    await phone.answer('Deny');
    await expect(status).toHaveText('Denied by the customer', { timeout: 15_000 });
    await expect(seen.status).toHaveText('Not verified', { timeout: 20_000 });

    await expect(referenceOn(ines), 'for the next one of the same call').toHaveValue('GX-2026/7');
    await referenceOn(ines).fill(' GX-2026/8 ');
    await verifyAgain.click();
    await expect(status).toHaveText('Waiting for the customer');
    await cancel.click();
    await expect(status).toHaveText('Cancelled');
    await expect(referenceOn(ines)).toHaveValue('GX-2026/8');
    await expect(ines).toHaveURL(/\?call=GX-2026%2F8$/);

    const tom = await openDesk('Tom Adeyemi', { at: desk() });
    await tom.goto(`/customers/${maria.number}?call=GX-9`);
    await tom.getByRole('link', { name: 'New transfer' }).click();
    await expect(referenceOn(tom)).toHaveValue('GX-9');
    await fillIn(tom, {
      sourceAccount: 'NL62 ALDR 9514 3820 00',
      payeeName: 'Lena Vogt',
      payeeAccount: 'DE89 3704 0044 0532 0130 00',
      amount: '125.50',
      currency: 'EUR',
    });
    await tom.getByRole('button', { name: 'Request authorization' }).click();
    await expect(tom).toHaveURL(/\/transfers\/trf_[\w-]{22}\?call=GX-9$/);
    await expect(transferOn(tom).status).toHaveText('Waiting for the customer');
    await transferOn(tom).cancelRequest.click();
    await expect(transferOn(tom).status).toHaveText('Request cancelled');
    await expect(referenceOn(tom)).toHaveValue('GX-9');
    await transferOn(tom).ask.click();
    await expect(transferOn(tom).status).toHaveText('Waiting for the customer');

    await desk().kill9Desk();
    const database = await PGlite.create({
      dataDir: path.join(desk().dataDir, 'desk'),
      extensions: { pg_trgm },
    });
    const asked = await database.query(
      'select staff_name, purpose, call_reference from verifications order by requested_at',
    );
    expect(asked.rows).toEqual([
      { staff_name: 'Ines Moreau', purpose: 'account_access', call_reference: 'GX-2026/7' },
      { staff_name: 'Ines Moreau', purpose: 'account_access', call_reference: 'GX-2026/8' },
      { staff_name: 'Tom Adeyemi', purpose: 'wire_transfer', call_reference: 'GX-9' },
      { staff_name: 'Tom Adeyemi', purpose: 'wire_transfer', call_reference: 'GX-9' },
    ]);
    const looks = await database.query(
      `select staff ->> 'name' as who, action, count(*)::int as times, count(distinct customer_id)::int as customers
       from audit where action like '%.viewed' group by 1, 2 order by 1, 2`,
    );
    await database.close();
    expect(looks.rows).toEqual([
      { who: 'Grace Kim', action: 'customer.viewed', times: 1, customers: 1 },
      { who: 'Ines Moreau', action: 'customer.viewed', times: 1, customers: 1 },
      // The customer's page, and the one on which a transfer is entered for them.
      { who: 'Tom Adeyemi', action: 'customer.viewed', times: 2, customers: 1 },
      { who: 'Tom Adeyemi', action: 'transfer.viewed', times: 1, customers: 1 },
    ]);
  });
});
