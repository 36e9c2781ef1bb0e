import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { euroCentsOf, minorOf } from '../../../sandbox/bank/money';
import { type Bank, openLastingBank } from './bank';
import { newTransfer, send, statement } from './transfer';

describe('an amount', () => {
  test.each([
    ['0.01', 'EUR', 1n],
    ['999999999999.99', 'EUR', 99_999_999_999_999n],
    ['1250', 'JPY', 1250n],
    ['1.005', 'KWD', 1005n],
  ])('%s %s is exact in minor units', (amount, currency, minor) => {
    expect(minorOf(amount, currency)).toBe(minor);
  });

  test.each([
    ['1.5', 'EUR'],
    ['1.500', 'EUR'],
    ['1', 'EUR'],
    ['1.', 'JPY'],
    ['1.50', 'KWD'],
    ['1000000000000.00', 'EUR'],
    ['٣.٠٠', 'EUR'],
    ['1.00', 'XYZ'],
    ['1.00', 'constructor'],
  ])('%s %s is none', (amount, currency) => {
    expect(minorOf(amount, currency)).toBeUndefined();
  });
});

describe('in euros', () => {
  test.each([
    ['1250.00', 'EUR', 125_000],
    ['100.00', 'USD', 9207],
    ['1.00', 'USD', 93],
    ['0.01', 'USD', 1],
    ['1', 'JPY', 1],
    ['163132', 'JPY', 100_000],
    ['1.000', 'KWD', 300],
    ['0.001', 'KWD', 1],
    ['999999999999.999', 'KWD', 299_800_000_000_000],
    // Floating point makes 655.0000000000001 of it, and would round that up.
    ['6.25', 'CHF', 655],
    ['946.21', 'GBP', 110_518],
    ['1', 'VND', 1],
    ['27028', 'VND', 101],
  ])('%s %s cost %i cents, and a fraction of a cent a whole one', (amount, currency, cents) => {
    expect(euroCentsOf(amount, currency)).toBe(cents);
  });

  test('a currency the bank does not deal in has no price', () => {
    expect(euroCentsOf('100', 'ISK')).toBeUndefined();
  });
});

describe('the account', () => {
  let bank: Bank;
  beforeAll(async () => {
    bank = await openLastingBank();
  });
  afterAll(() => bank.close());

  test('of Maria allows sensible demonstrations', async () => {
    expect((await statement(bank)).balance).toBeGreaterThanOrEqual(4_000_000);
  });

  test('pays for transfers in other currencies in euros, to the cent', async () => {
    const before = (await statement(bank)).balance;
    for (const [amount, currency] of [
      ['100.00', 'USD'],
      ['163132', 'JPY'],
      ['1.000', 'KWD'],
    ]) {
      expect((await send(bank, newTransfer({ instructedAmount: { amount, currency } }))).status).toBe(201);
    }
    const { balance, transactions } = await statement(bank);
    expect(balance).toBe(before - 9207 - 100_000 - 300);
    expect(transactions.slice(0, 3).map(({ amountMinor }) => amountMinor)).toEqual([-300, -100_000, -9207]);
  });
});
