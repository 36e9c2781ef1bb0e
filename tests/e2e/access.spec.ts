import type { Page, Request } from '@playwright/test';
import pg from 'pg';
import { dataPath, openCustomer, partsOf, verify } from './support/customer-page';
import { outage } from './support/noise';
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
  const asking = await sentBy(ines, 4, () => partsOf(ines).verify.click());
  await expect(partsOf(ines).status).toHaveText('Waiting for the customer');
  await partsOf(ines).cancel.click();
  await expect(partsOf(ines).status).toHaveText('Cancelled');

  const nora = await openBrowser();
  await signIn(nora, auditor);
  await expect(nora).toHaveURL('/history');
  const links = nora.getByRole('navigation', { name: 'Main' }).getByRole('link');
  await expect(links).toHaveText(['Customers', 'Transfers', 'Alarms', 'History']);
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
  const desk = ownDesk({ env: { TRUSTED_PROXIES: '1', DENIAL_PAUSES: '1' } });

  test('the call a page was opened for stays with what is asked from it, and each page opened is recorded', async ({
    openDesk,
  }) => {
    test.setTimeout(90_000);
    const maria = customerOf('maria');
    const phone = await Phone.of(maria.number, desk().sandboxUrl);
    const ines = await openDesk('Ines Moreau', { at: desk() });
    const screenPop = new URLSearchParams({ phone: '0000 000 000', call: 'GX-2026/7' });
    await ines.goto(`/customers?${screenPop}`);
    await expect(ines.getByRole('heading', { name: /^No customer matches/ })).toBeVisible();
    await ines.goto(`/customers/${maria.number}?call=${'7'.repeat(201)}`);
    await expect(referenceOn(ines)).toHaveAccessibleDescription(
      /^A call reference has at most 200 characters/,
    );
    await referenceOn(ines).fill('GX-2026/7');
    await expect(referenceOn(ines)).toHaveAccessibleDescription('');
    await ines.goto(`/customers?${screenPop}`);

    // Neither another customer, nor reading the page anew, nor typing from elsewhere loses the call.
    await ines.getByRole('searchbox').fill('tanaka');
    await expect(ines).toHaveURL('/customers?q=tanaka&call=GX-2026%2F7');
    await ines.reload();
    await ines.getByRole('main').getByRole('link').first().click();
    await expect(referenceOn(ines)).toHaveValue('GX-2026/7');
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

    const database = new pg.Client({ connectionString: desk().databaseUrl });
    await database.connect();
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
    await database.end();
    expect(looks.rows).toEqual([
      { who: 'Grace Kim', action: 'customer.viewed', times: 1, customers: 1 },
      { who: 'Ines Moreau', action: 'customer.viewed', times: 3, customers: 2 },
      // The customer's page, and the one on which a transfer is entered for them.
      { who: 'Tom Adeyemi', action: 'customer.viewed', times: 2, customers: 1 },
      { who: 'Tom Adeyemi', action: 'transfer.viewed', times: 1, customers: 1 },
    ]);
  });

  test('100 tries of what is others’ leave a few records, which count them and say who it was and from where', async ({
    openBrowser,
    openDesk,
    noise,
  }) => {
    test.setTimeout(120_000);
    noise.allow(/status of 40[0134]/, outage);
    const amara = await openDesk('Amara Diallo', { at: desk() });
    await openCustomer(amara, customerOf('nora'));
    const id = await verify(amara);

    const extraHTTPHeaders = { 'x-forwarded-for': '10.9.8.7, 203.0.113.7' };
    const alex = await openDesk('Alex Novak', { at: desk(), extraHTTPHeaders });
    const theirs: readonly [status: number, address: string][] = [
      [404, `/history/${id}`],
      [403, '/history/export.csv'],
      [403, '/history/audit/trail.jsonl'],
      [403, '/history/retention'],
    ];
    await Promise.all(
      theirs.map(async ([status, address]) => {
        for (let times = 0; times < 25; times++)
          expect((await alex.request.get(address)).status(), address).toBe(status);
      }),
    );
    // Somebody without a role can try whatever a program can send.
    const lee = await openDesk('Lee Chen', { at: desk() });
    for (let times = 0; times < 20; times++) {
      const drafted = await lee.request.put('/api/transfers/draft', {
        data: { customerId: 'C-100001', id: null, version: null, form: emptyForm },
      });
      expect(drafted.status()).toBe(403);
    }
    const stranger = await openBrowser({ at: desk(), extraHTTPHeaders });
    const foreign = { origin: 'https://evil.example', 'content-type': 'text/plain' };
    expect((await stranger.request.post('/customers', { headers: foreign, data: '[]' })).status()).toBe(403);
    const { url } = desk();
    await stranger.request.post('/customers', { headers: { ...foreign, origin: url }, data: '{}' });
    await stranger.request.post('/api/ciba/notify', { data: { auth_req_id: 'x' } });
    await stranger.request.get('/api/auth/callback/staff?code=forged&state=forged');

    // What is counted is recorded when the desk stops.
    await desk().restartDesk();
    const lines =
      desk()
        .output()
        .match(/"class":"security","event":"[a-z_.]+"/g) ?? [];
    expect(lines).toContain('"class":"security","event":"security.refused"');
    expect(lines.length).toBeLessThan(40);
    const grace = await openDesk(supervisor, { at: desk() });
    await grace.goto('/history');
    const sections = grace.getByRole('navigation', { name: 'History' });
    await sections.getByRole('link', { name: 'Security' }).click();
    await expect(grace.getByRole('heading', { level: 1, name: 'Security' })).toBeVisible();
    await expectGoodScreen(grace);
    const rows = grace.getByRole('table').getByRole('row');
    for (const why of [
      'Sent by another site',
      'Not what a page of the desk sends',
      'No token issued by the desk',
    ]) {
      const forged = rows.filter({ hasText: 'A forged request was sent' }).filter({ hasText: why });
      await expect(forged, why).toHaveCount(1);
      await expect(forged).toContainText('Not signed infrom 203.0.113.7');
    }
    await expect(rows.filter({ hasText: 'A sign-in failed' })).toHaveCount(1);

    const filter = grace.getByRole('search', { name: 'Filter security events' });
    const timesOf = async (person: string) => {
      await filter.getByLabel('Member of staff').selectOption({ label: person });
      await filter.getByRole('button', { name: 'Apply filters' }).click();
      await expect(
        grace.getByRole('link', { name: `Remove filter Member of staff: ${person}` }),
      ).toBeVisible();
      await expect(rows.filter({ hasText: person })).toHaveCount((await rows.count()) - 1);
      const [, ...texts] = await rows.allTextContents();
      return texts.map((text) => Number(/(\d+) times/.exec(text)?.[1] ?? 1));
    };
    const alexs = await timesOf('Alex Novak');
    expect(alexs.toSorted((a, b) => a - b)).toEqual([1, 1, 1, 1, 24, 24, 24, 24]);
    await expect(rows.filter({ hasText: 'from 203.0.113.7' })).toHaveCount(8);
    await expect(grace.getByRole('main')).not.toContainText('10.9.8.7');
    const pages = rows.filter({ hasText: 'Belongs to somebody else' });
    await expect(pages).toHaveCount(2);
    await pages.first().getByRole('link', { name: 'Verification' }).click();
    await expect(grace).toHaveURL(`/history/${id}`);
    await expect(grace.getByRole('listitem').filter({ hasText: 'Somebody was refused' })).toHaveCount(2);
    await grace.goto('/history/security');
    const lees = await timesOf('Lee Chen');
    expect(lees.length).toBeLessThan(12);
    expect(lees.reduce((sum, times) => sum + times, 0)).toBeGreaterThanOrEqual(20);
  });
});

const emptyForm = {
  sourceAccount: '',
  payeeName: '',
  payeeAccount: '',
  payeeBank: '',
  amount: '',
  currency: '',
  reference: '',
};
