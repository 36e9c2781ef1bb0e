import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bank, openLastingBank } from './bank';
import { call, revoke } from './client';
import {
  approvedToken,
  type Detail,
  newTransfer,
  post,
  sealed,
  send,
  statement,
  TRANSFER_SCOPE,
  tokenFor,
} from './transfer';

let bank: Bank;
beforeAll(async () => {
  bank = await openLastingBank();
});
afterAll(() => bank.close());

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const worth = (amount: string, currency = 'EUR') => ({ instructedAmount: { amount, currency } });

async function errorOf(answer: ReturnType<typeof post>): Promise<unknown[]> {
  const { status, body } = await answer;
  expect(body.error_description).toEqual(expect.any(String));
  return [status, body.error];
}

describe('an approved transfer', () => {
  test('is executed, taken off the account, and the newest transaction', async () => {
    const before = await statement(bank);
    const detail = newTransfer({ remittanceInformationUnstructured: 'Rent' });
    const { status, headers, body } = await post(bank, detail, bearer(await approvedToken(bank, detail)));
    expect(status).toBe(201);
    expect(headers.get('idempotency-replayed')).toBeNull();
    expect(body).toEqual({
      status: 'executed',
      bankReference: expect.stringMatching(/^ALDR-[0-9A-F]{10}$/),
      executedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      transferId: detail.transferId,
      hash: detail.hash,
    });
    const { balance, transactions } = await statement(bank);
    expect(balance).toBe(before.balance - 125_000);
    expect(transactions).toHaveLength(before.transactions.length + 1);
    expect(transactions[0]).toEqual({
      id: body.bankReference,
      bookedOn: String(body.executedAt).slice(0, 10),
      description: 'Transfer to Lena Vogt',
      accountId: expect.stringMatching(/^current-/),
      currency: 'EUR',
      amountMinor: -125_000,
    });
  });

  test('may go to an account that has no IBAN', async () => {
    const detail = newTransfer({ creditorAccount: { number: '000123456789', bank: 'Chase, New York' } });
    expect((await post(bank, detail, bearer(await approvedToken(bank, detail)))).status).toBe(201);
  });

  test('may come from her savings, and can be as much as she has', async () => {
    const savings = { debtorAccount: { iban: 'NL62ALDR9514382000' } };
    expect(await errorOf(send(bank, newTransfer({ ...savings, ...worth('39503.21') })))).toEqual([
      422,
      'insufficient_funds',
    ]);
    expect((await send(bank, newTransfer({ ...savings, ...worth('39503.20') }))).status).toBe(201);
  });

  test('is executed however its members are ordered', async () => {
    const detail = newTransfer({});
    const token = await tokenFor(bank, detail);
    const reversed = Object.fromEntries(Object.entries(detail).reverse());
    const { status } = await post(bank, { ...detail, ...reversed }, bearer(token));
    expect(status).toBe(201);
  });
});

describe('a token', () => {
  test.each([
    ['has expired', { exp: 1 }, [401, 'invalid_token']],
    ['is for another audience', { aud: 'https://other.example' }, [401, 'invalid_token']],
    ['lacks the scope', { scope: 'openid read:sensitive-data' }, [403, 'insufficient_scope']],
    ['was given for nothing in particular', { authorization_details: undefined }, [403, 'details_mismatch']],
    ['is of somebody the bank does not know', { sub: 'nobody' }, [403, 'not_your_account']],
    ['names no customer', { sub: undefined }, [401, 'invalid_token']],
  ])('that %s executes nothing', async (_what, claims, error) => {
    const before = await statement(bank);
    const detail = newTransfer({});
    expect(await errorOf(post(bank, detail, bearer(await tokenFor(bank, detail, claims))))).toEqual(error);
    expect(await statement(bank)).toEqual(before);
  });

  test('is needed', async () => {
    const answer = await post(bank, newTransfer({}), {});
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="customer-api"');
  });

  test('that lacks the scope is told which', async () => {
    const detail = newTransfer({});
    const { headers } = await post(bank, detail, bearer(await tokenFor(bank, detail, { scope: 'openid' })));
    expect(headers.get('www-authenticate')).toContain(`scope="${TRANSFER_SCOPE}"`);
  });

  test('that was revoked executes nothing', async () => {
    const detail = newTransfer({});
    const token = await approvedToken(bank, detail);
    await revoke(bank, token);
    expect(await errorOf(post(bank, detail, bearer(token)))).toEqual([401, 'invalid_token']);
  });

  test('for two transfers executes neither: no answer says which of them the customer meant', async () => {
    const [one, other] = [newTransfer({}), newTransfer({})];
    const token = await tokenFor(bank, one, { authorization_details: [one, other] });
    expect(await errorOf(post(bank, one, bearer(token)))).toEqual([403, 'details_mismatch']);
  });
});

/** Each member with another value that could be right. */
const tampered: readonly (readonly [string, object])[] = [
  ['transferId', { transferId: `trf_${'x'.repeat(22)}` }],
  ['edition', { edition: 2 }],
  ['customerId', { customerId: 'C-100002' }],
  ['the amount', worth('1250.01')],
  ['the currency', worth('1250.00', 'USD')],
  ['debtorAccount', { debtorAccount: { iban: 'NL62ALDR9514382000' } }],
  ['creditorName', { creditorName: 'Lena Voght' }],
  ['creditorAccount', { creditorAccount: { iban: 'GB79ODDP99999900000001' } }],
  ['the kind of creditorAccount', { creditorAccount: { number: 'DE89370400440532013000', bank: 'Any' } }],
  ['the reference', { remittanceInformationUnstructured: 'Gift' }],
];

describe('a transfer with another value of', () => {
  test.each(tampered)('%s does not fit its hash', async (_member, change) => {
    const detail = newTransfer({});
    const headers = bearer(await tokenFor(bank, detail));
    expect(await errorOf(post(bank, { ...detail, ...change }, headers))).toEqual([403, 'hash_mismatch']);
  });

  test.each(tampered)('%s does not fit the token, whatever its hash', async (_member, change) => {
    const detail = newTransfer({});
    const headers = bearer(await tokenFor(bank, detail));
    const other: Detail = sealed({ ...detail, ...change });
    expect(await errorOf(post(bank, other, headers))).toEqual([403, 'details_mismatch']);
  });

  test('the hash alone does not pass', async () => {
    const detail = newTransfer({});
    const { hash } = newTransfer({});
    const headers = bearer(await tokenFor(bank, detail));
    expect(await errorOf(post(bank, { ...detail, hash }, headers))).toEqual([403, 'hash_mismatch']);
  });
});

describe('a request', () => {
  test.each([
    ['without a key', ''],
    ['with a key that is too long', 'k'.repeat(256)],
    ['with a key that has a space in it', 'a b'],
  ])('%s is refused', async (_what, key) => {
    const sent = send(bank, newTransfer({}), { 'idempotency-key': key });
    expect(await errorOf(sent)).toEqual([400, 'invalid_request']);
  });

  test('with the longest key there is goes through', async () => {
    const { status } = await send(bank, newTransfer({}), { 'idempotency-key': '~'.repeat(255) });
    expect(status).toBe(201);
  });

  test.each([
    ['an amount with a decimal too few', worth('1250.0')],
    ['an amount without its decimals', worth('1250')],
    ['an amount with leading zeros', worth('01250.00')],
    ['an amount with a sign', worth('-1250.00')],
    ['an amount with an exponent', worth('1e3')],
    ['nothing to send', worth('0.00')],
    ['decimals that yen do not have', worth('1250.00', 'JPY')],
    ['a currency in small letters', worth('1250.00', 'eur')],
    ['a member more', { urgent: true }],
    ['a member of a member more', { debtorAccount: { iban: 'NL75ALDR7637076358', name: 'Maria' } }],
    ['a wrong IBAN', { creditorAccount: { iban: 'DE88370400440532013000' } }],
    ['the account it comes from as its aim', { creditorAccount: { iban: 'NL75ALDR7637076358' } }],
  ])('with %s is refused', async (_what, change) => {
    expect(await errorOf(send(bank, newTransfer(change)))).toEqual([400, 'invalid_request']);
  });

  test('without a body is refused', async () => {
    const detail = newTransfer({});
    const headers = {
      ...bearer(await tokenFor(bank, detail)),
      'idempotency-key': 'key',
      'content-type': 'application/json',
    };
    const sent = call(`${bank.url}/api/transfers`, { method: 'POST', headers });
    expect(await errorOf(sent)).toEqual([400, 'invalid_request']);
  });
});

describe('an account', () => {
  test.each([
    ['of somebody else', { debtorAccount: { iban: 'NL30ALDR6265421508' } }],
    ['of another bank', { debtorAccount: { iban: 'DE89370400440532013000' } }],
    ['of the customer who was looked up, when another device answered', { customerId: 'C-100006' }],
  ])('%s is not hers to send from', async (_what, change) => {
    expect(await errorOf(send(bank, newTransfer(change)))).toEqual([403, 'not_your_account']);
  });

  test('is never overdrawn', async () => {
    const { balance } = await statement(bank);
    const amount = (cents: number) =>
      worth(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
    const sent = send(bank, newTransfer(amount(balance + 1)));
    expect(await errorOf(sent)).toEqual([422, 'insufficient_funds']);
    expect((await statement(bank)).balance).toBe(balance);
  });
});

test.each([
  ['250000.01', 'EUR', 'limit_exceeded'],
  ['250000.00', 'EUR', 'insufficient_funds'],
  ['2000000000', 'VND', 'insufficient_funds'],
  ['40783910', 'JPY', 'limit_exceeded'],
  ['100.00', 'ISK', 'invalid_request'],
  ['100', 'ISK', 'currency_not_supported'],
])('a transfer of %s %s is refused with %s', async (amount, currency, error) => {
  const answer = await send(bank, newTransfer(worth(amount, currency)));
  expect([answer.status, answer.body.error]).toEqual([error === 'invalid_request' ? 400 : 422, error]);
});
