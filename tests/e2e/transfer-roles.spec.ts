import { eventsPath } from './support/events';
import { supervisor } from './support/people';
import { Phone } from './support/phone';
import { expect, test } from './support/test';
import { openDraft, request, transferOn } from './support/transfer-page';

const FOREIGN = /40[34]/;

test('an agent is offered no transfers and gets to none', async ({ openDesk, agent, customer, noise }) => {
  noise.allow(FOREIGN);
  const page = await openDesk(agent);
  await page.goto(`/customers/${customer.number}`);
  await expect(page.getByRole('link', { name: 'Transfers' })).toHaveCount(0);
  await expect(page.getByRole('link', { name: 'New transfer' })).toHaveCount(0);
  for (const path of ['/transfers', `/transfers/new?customer=${customer.number}`]) {
    const answer = await page.goto(path);
    expect(answer?.status(), path).toBe(403);
  }
  for (const path of [
    '/api/transfers',
    eventsPath('transfers'),
    `/api/transfers/draft?customer=${customer.number}`,
  ]) {
    expect((await page.request.get(path)).status(), path).toBe(403);
  }
});

test('a supervisor enters no transfers, sees everybody’s, and a teller only their own', async ({
  openDesk,
  customer,
  noise,
}) => {
  noise.allow(FOREIGN);
  const tom = await openDesk('Tom Adeyemi');
  const id = await request(tom, customer);
  await transferOn(tom).cancel.click();
  await expect(transferOn(tom).status).toHaveText('Cancelled');

  const grace = await openDesk(supervisor);
  expect((await grace.goto(`/transfers/new?customer=${customer.number}`))?.status()).toBe(403);
  await grace.goto(`/transfers/${id}`);
  await expect(transferOn(grace).status).toHaveText('Cancelled');
  const { cancel, edit, startAgain } = transferOn(grace);
  for (const button of [cancel, edit, startAgain]) await expect(button).toHaveCount(0);

  // Nobody learns from an answer whether somebody else's transfer exists.
  const own = await tom.request.get(eventsPath(`transfer:trf_${'A'.repeat(22)}`));
  expect(own.status()).toBe(404);
});

test('who is teller and supervisor is never both for one transfer', async ({ openDesk, customer }) => {
  const sam = await openDesk('Sam Rivera');
  const id = await request(sam, customer, { amount: '50', currency: 'PLN' });
  const { status, agree, refuse } = transferOn(sam);
  await expect(status).toHaveText(/waiting for a supervisor/i);
  await expect(agree).toHaveCount(0);
  await expect(refuse).toHaveCount(0);
  await sam.goto('/transfers?list=second');
  await expect(sam.getByRole('row').filter({ hasText: customer.name })).toBeVisible();
  expect(await (await Phone.of(customer.number)).requests()).toEqual([]);
  await sam.goto(`/transfers/${id}`);
  await transferOn(sam).cancel.click();
  await expect(status).toHaveText('Cancelled');
});

test('the work list tells of a transfer as it moves, without a reload', async ({
  openDesk,
  customer,
  teller,
}) => {
  const grace = await openDesk(supervisor);
  await grace.goto(`/transfers?list=all&q=${customer.number}`);
  await expect(grace.getByText('No transfers', { exact: false }).first()).toBeVisible();

  const page = await openDesk(teller);
  await request(page, customer);
  const row = grace.getByRole('row').filter({ hasText: customer.name });
  await expect(row).toContainText(/waiting/i);
  await (await Phone.of(customer.number)).answer('Approve');
  await expect(row).toContainText('Executed', { timeout: 15_000 });

  await grace.goto(`/transfers?list=all&status=denied&q=${customer.number}`);
  await expect(row).toHaveCount(0);
  await grace.goto(`/transfers?list=all&status=executed&q=${customer.number}`);
  await expect(row).toHaveCount(1);
});

test('an address for a transfer without a customer says where one begins', async ({
  openDesk,
  teller,
  noise,
}) => {
  noise.allow(FOREIGN);
  const page = await openDesk(teller);
  await page.goto('/transfers/new');
  await expect(page.getByText(/look up the customer/)).toBeVisible();
  await openDraft(page, { number: 'C-100001' });
});

test('what no page of the desk sends is refused, and keeps the desk from nothing', async ({
  openDesk,
  teller,
  customer,
}) => {
  const { request: program } = await openDesk(teller);
  const accounts = `/api/transfers/accounts?customer=${customer.number}`;
  expect((await program.get(accounts)).status()).toBe(200);
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await program.get(accounts, { headers: foreign })).status(), 'a link from elsewhere').toBe(403);
  expect((await program.head(accounts)).status(), 'a look without reading').toBe(405);
  expect((await program.get('/api/transfers?list=mine&q=%00')).status(), 'a search for nothing').toBe(200);

  const form = {
    sourceAccount: '',
    payeeName: '',
    payeeAccount: '',
    payeeBank: '',
    amount: '1',
    currency: '',
    reference: '',
  };
  const body = { customerId: customer.number, id: null, version: null, form };
  const put = async (data: object, headers: Record<string, string> = {}) =>
    (await program.put('/api/transfers/draft', { data, headers })).status();
  expect(await put({ ...body, form: { ...form, reference: 'a\0b' } }), 'a NUL').toBe(400);
  expect(await put({ ...body, form: { ...form, reference: 'x'.repeat(301) } }), 'too long').toBe(400);
  expect(await put({ ...body, form: { ...form, order: {} } }), 'an order of one’s own').toBe(400);
  expect(await put(body, { origin: 'https://elsewhere.example' }), 'from another page').toBe(403);
  const kept = await program.get(`/api/transfers/draft?customer=${customer.number}`);
  expect(await kept.json(), 'none of it was kept').toEqual({ transfer: null, reading: null });
  expect(await put(body)).toBe(200);
});
