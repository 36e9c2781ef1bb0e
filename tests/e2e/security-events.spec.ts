import { openApproved, partsOf } from './support/customer-page';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

test('a customer who reports a suspicious call locks their data at the desk, without anybody touching it', async ({
  openDesk,
  openPhone,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  await openApproved(page, customer);
  const { data, status, card } = partsOf(page);
  const phone = await openPhone(customer.number);
  await phone.getByRole('button', { name: 'Report a suspicious call' }).click();
  await expect(phone.getByRole('status')).toContainText('Thank you');

  await expect(data).toHaveCount(0);
  await expect(status).toHaveText('Locked by an alarm');
  await expect(card).toContainText('Somebody reported that this is not the customer.');
  await expect(page.getByRole('region', { name: 'Alarm' })).toContainText('they are not on a call with us');
  await expect(page.getByText(customer.email)).toHaveCount(0);
  await expectGoodScreen(phone);
});

test('a fraud engine locks a customer whom nobody has asked', async ({
  openDesk,
  openBrowser,
  agent,
  customer,
}) => {
  const bank = await openBrowser();
  await bank.goto(`${process.env.SANDBOX_URL}/bank`);
  await bank.getByRole('combobox', { name: 'Customer number' }).fill(customer.number);
  await bank.getByRole('button', { name: 'Report compromised credentials' }).click();
  await expect(bank.getByRole('status')).toHaveText(new RegExp(`^${customer.name}: Reported`));
  await expectGoodScreen(bank);

  const page = await openDesk(agent);
  const found = await page.request.get(`/api/customers?q=${customer.number}`);
  expect(await found.json()).toMatchObject({ customers: [{ number: customer.number, alarm: true }] });
});

test('what is no event of the bank’s is refused at the door', async ({ request }) => {
  const push = (type: string, data: string) =>
    request.post('/api/security-events', { headers: { 'content-type': type }, data, maxRedirects: 0 });
  for (const [type, body, err] of [
    ['application/secevent+jwt', 'hello', 'invalid_request'],
    ['application/json', '{}', 'invalid_request'],
    ['application/secevent+jwt', unsigned({ typ: 'secevent+jwt', alg: 'ES256' }), 'invalid_issuer'],
    ['application/secevent+jwt', unsigned({ typ: 'secevent+jwt', alg: 'none' }), 'invalid_key'],
  ] as const) {
    const answer = await push(type, body);
    expect([answer.status(), (await answer.json()).err], body).toEqual([400, err]);
    expect(answer.headers()['cache-control']).toBe('no-store');
  }
  expect((await request.get('/api/security-events')).status()).toBe(405);
});

function unsigned(header: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part(header)}.${part({ iss: 'https://evil.example' })}.AAAA`;
}
