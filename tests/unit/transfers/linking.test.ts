import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { authorizationDetail, hashOf, isExactly } from '@/lib/transfers/linking';
import type { Order } from '@/lib/transfers/transfer';

const order: Order = {
  sourceAccount: 'ES9121000418450200051332',
  payeeName: 'John Doe',
  payeeAccount: { scheme: 'iban', iban: 'DE89370400440532013000' },
  amount: { currency: 'EUR', minor: 50_000 },
  reference: 'Invoice 7',
};
const transfer = { id: 'trf_1', customerId: 'C-100001', edition: 1, order };
const changed = (change: Partial<Order>) => ({ ...transfer, order: { ...order, ...change } });

describe('the hash of a transfer', () => {
  test('is the same however its members are ordered', () => {
    const { amount, reference, ...rest } = order;
    expect(
      hashOf({ order: { reference, ...rest, amount }, edition: 1, customerId: 'C-100001', id: 'trf_1' }),
    ).toBe(hashOf(transfer));
    expect(hashOf(transfer)).toMatch(/^[\w-]{43}$/);
  });

  test('is what anybody computes who has the detail: SHA-256 of its canonical JSON without the hash', () => {
    const canonical =
      '{"creditorAccount":{"iban":"DE89370400440532013000"},"creditorName":"John Doe","customerId":"C-100001",' +
      '"debtorAccount":{"iban":"ES9121000418450200051332"},"edition":1,' +
      '"instructedAmount":{"amount":"500.00","currency":"EUR"},' +
      '"remittanceInformationUnstructured":"Invoice 7","transferId":"trf_1","type":"wire_transfer"}';
    expect(hashOf(transfer)).toBe(createHash('sha256').update(canonical).digest('base64url'));
  });

  test.each([
    ['the amount, by a cent', changed({ amount: { currency: 'EUR', minor: 50_001 } })],
    ['the currency', changed({ amount: { currency: 'USD', minor: 50_000 } })],
    ['the payee', changed({ payeeName: 'Jon Doe' })],
    ['the account', changed({ payeeAccount: { scheme: 'iban', iban: 'GB33BUKB20201555555555' } })],
    ['the account it comes from', changed({ sourceAccount: 'GB33BUKB20201555555555' })],
    ['the reference', changed({ reference: '' })],
    ['the customer', { ...transfer, customerId: 'C-100002' }],
    ['the transfer', { ...transfer, id: 'trf_2' }],
    ['the edition', { ...transfer, edition: 2 }],
  ])('is another one with %s changed, and what was approved is not it', (_what, other) => {
    expect(hashOf(other)).not.toBe(hashOf(transfer));
    expect(isExactly(other, [authorizationDetail(transfer)])).toBe(false);
  });
});

describe('what the customer approves', () => {
  test('is the amount in decimals, payee, both accounts, reference and hash', () => {
    expect(authorizationDetail(transfer)).toEqual({
      type: 'wire_transfer',
      transferId: 'trf_1',
      edition: 1,
      customerId: 'C-100001',
      instructedAmount: { amount: '500.00', currency: 'EUR' },
      debtorAccount: { iban: 'ES9121000418450200051332' },
      creditorName: 'John Doe',
      creditorAccount: { iban: 'DE89370400440532013000' },
      remittanceInformationUnstructured: 'Invoice 7',
      hash: hashOf(transfer),
    });
  });

  test.each([
    ['JPY', 5_000, '5000'],
    ['EUR', 5, '0.05'],
    ['BHD', 1_234_567, '1234.567'],
  ])('has the decimals %s has', (currency, minor, amount) => {
    expect(authorizationDetail(changed({ amount: { currency, minor } }))).toMatchObject({
      instructedAmount: { amount, currency },
    });
  });

  test('has the bank with a number that is no IBAN, and no empty reference', () => {
    const payeeAccount = { scheme: 'other', number: '12345678', bank: 'First Bank' } as const;
    const detail = authorizationDetail(changed({ payeeAccount, reference: '' }));
    expect(detail).toMatchObject({ creditorAccount: { number: '12345678', bank: 'First Bank' } });
    expect(detail).not.toHaveProperty('remittanceInformationUnstructured');
  });

  test('is recognised when it comes back, in whatever order of members', () => {
    const { hash, ...rest } = authorizationDetail(transfer);
    expect(isExactly(transfer, [{ ...rest, hash }])).toBe(true);
    expect(isExactly(transfer, JSON.parse(JSON.stringify([{ hash, ...rest }])))).toBe(true);
  });

  test.each<[string, (detail: object) => unknown[] | undefined]>([
    ['missing', () => undefined],
    ['empty', () => []],
    ['twice', (detail) => [detail, detail]],
    ['with something more', (detail) => [{ ...detail, creditorAgent: 'X' }]],
    ['beside something else', (detail) => [detail, { type: 'account_access' }]],
    [
      'with another amount',
      (detail) => [{ ...detail, instructedAmount: { amount: '500.0', currency: 'EUR' } }],
    ],
    ['of another edition', (detail) => [{ ...detail, edition: 2 }]],
    ['without its hash', (detail) => [{ ...detail, hash: undefined }]],
  ])('is not recognised when it comes back %s', (_how, back) => {
    expect(isExactly(transfer, back(authorizationDetail(transfer)))).toBe(false);
  });
});

test('two orders have the same hash only when they are the same', () => {
  const orders: fc.Arbitrary<Order> = fc.record({
    sourceAccount: fc.constantFrom('a', 'b'),
    payeeName: fc.constantFrom('John', 'Jon', 'John\u00a0', 'Jo\u0301n', 'J\u00f3n'),
    payeeAccount: fc.constantFrom(
      { scheme: 'iban' as const, iban: 'X' },
      { scheme: 'other' as const, number: 'X', bank: '' },
      { scheme: 'other' as const, number: '', bank: 'X' },
    ),
    amount: fc.record({ currency: fc.constantFrom('EUR', 'USD'), minor: fc.integer({ min: 1, max: 3 }) }),
    reference: fc.constantFrom('', '1', '"}'),
  });
  fc.assert(
    fc.property(orders, orders, (one, other) => {
      const same = JSON.stringify(one) === JSON.stringify(other);
      expect(hashOf({ ...transfer, order: one }) === hashOf({ ...transfer, order: other })).toBe(same);
    }),
    { numRuns: 1000 },
  );
});
