import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, exponentOf, LARGEST_MINOR, readAmount } from '@/lib/transfers/money';

const minor = (text: string, currency = 'EUR') => {
  const reading = readAmount(text, currency);
  return reading.kind === 'amount' ? reading.money.minor : reading;
};
const both = (...minors: number[]) => ({
  kind: 'ambiguous',
  readings: minors.map((one) => ({ currency: 'EUR', minor: one })),
});
const invalid = (why: string) => ({ kind: 'invalid', why });

test.each([
  ['EUR', 2],
  ['JPY', 0],
  ['BHD', 3],
  ['XYZ', undefined],
  ['eur', undefined],
  ['', undefined],
])('%s has %s decimals', (currency, decimals) => {
  expect(exponentOf(currency)).toBe(decimals);
});

describe('an amount is understood', () => {
  test.each([
    ['5', 500],
    ['500', 50_000],
    ['500.5', 50_050],
    ['500,50', 50_050],
    ['1,000.50', 100_050],
    ['1.000,50', 100_050],
    ['1 000,50', 100_050],
    ['1\u00a0000,50', 100_050],
    ['1\u202f000\u202f000,00', 100_000_000],
    ["1'000.50", 100_050],
    ['1’000’000.05', 100_000_005],
    ['1,000,000', 100_000_000],
    ['1.000.000', 100_000_000],
    ['1,234,567.89', 123_456_789],
    ['0.01', 1],
    ['.50', 50],
    [' 12,30 ', 1230],
    ['007', 700],
    ['12.3400', 1234],
    ['1250.-', 125_000],
    ['1250,-', 125_000],
    ['1.250,--', 125_000],
    ['1250,—', 125_000],
    ['€1,250.00', 125_000],
    ['1.250,00 €', 125_000],
    ['1.250,00\u00a0€', 125_000],
    ['EUR 1250', 125_000],
    ['eur 1250', 125_000],
    ['1250EUR', 125_000],
    ['١٢٥٠', 125_000],
    ['۱۲۵۰', 125_000],
    ['१२५०', 125_000],
    ['１２５０', 125_000],
    ['١٬٢٥٠٫٥٠', 125_050],
    ['\u200f١٢٥٠\u200f', 125_000],
    ['1\u2007250,00', 125_000],
    ['1\t250,00', 125_000],
  ])('%j', (text, expected) => {
    expect(minor(text)).toBe(expected);
  });

  test.each([
    ['1,000', 'JPY', 1000],
    ['5000', 'JPY', 5000],
    ['1,000,000', 'JPY', 1_000_000],
    ['1.234,567', 'BHD', 1_234_567],
    ['12.5', 'BHD', 12_500],
    ['1,00,000.00', 'INR', 10_000_000],
    ['12,34,56,789', 'INR', 12_345_678_900],
    ['Rs. 1,00,000.50', 'INR', 10_000_050],
    ['₹1,00,000', 'INR', 10_000_000],
    ['1,000.00', 'INR', 100_000],
    ['100,000.00', 'PKR', 10_000_000],
    ['Fr. 1250.-', 'CHF', 125_000],
    ["CHF 1'250.–", 'CHF', 125_000],
    ['$1,250.00', 'USD', 125_000],
    ['US$1,250.00', 'USD', 125_000],
    ['1250 kr', 'SEK', 125_000],
    ['1 250,50 zł', 'PLN', 125_050],
    ['¥5000', 'JPY', 5000],
    ['5000.-', 'JPY', 5000],
  ])('%j in %s', (text, currency, expected) => {
    expect(minor(text, currency)).toBe(expected);
  });
});

describe('an amount is questioned, not guessed,', () => {
  test.each([
    ['1.000', both(100, 100_000)],
    ['1,000', both(100, 100_000)],
    ['250.000', both(25_000, 25_000_000)],
  ])('when one sign stands before three noughts: %j', (text, expected) => {
    expect(minor(text)).toEqual(expected);
  });

  test('when the currency has three decimals', () => {
    expect(readAmount('1.234', 'BHD')).toEqual({
      kind: 'ambiguous',
      readings: [
        { currency: 'BHD', minor: 1234 },
        { currency: 'BHD', minor: 1_234_000 },
      ],
    });
  });

  test('but not when only one reading is possible', () => {
    expect(minor('1.234')).toBe(123_400);
    expect(minor('1,234')).toBe(123_400);
  });
});

describe('an amount is refused', () => {
  test.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['-5', 'negative'],
    ['−5', 'negative'],
    ['5-', 'negative'],
    ['(5)', 'negative'],
    ['0', 'zero'],
    ['0,00', 'zero'],
    ['five', 'not_a_number'],
    ['5e3', 'not_a_number'],
    ['0x10', 'not_a_number'],
    ['1..0', 'not_a_number'],
    ['1,00,00', 'not_a_number'],
    ['12,34.56.78', 'not_a_number'],
    ['1,000.50.', 'not_a_number'],
    ['10 00', 'not_a_number'],
    ['٥00', 'not_a_number'],
    ['٥５٠', 'not_a_number'],
    ['5\u200b00', 'not_a_number'],
    ['$5', 'other_currency'],
    ['5 USD', 'other_currency'],
    ['USD 5 €', 'other_currency'],
    ['€', 'not_a_number'],
    ['x5', 'not_a_number'],
    ['5 pieces', 'not_a_number'],
    ['-5.-', 'negative'],
    ['1,00,000', 'not_a_number'],
    ['1.2345', 'too_many_decimals'],
    ['0.001', 'too_many_decimals'],
    ['1,000.505', 'too_many_decimals'],
    ['99999999999999999999', 'too_large'],
    ['1000000000001', 'too_large'],
  ])('%j: %s', (text, why) => {
    expect(minor(text)).toEqual(invalid(why));
  });

  test('with decimals where the currency has none', () => {
    expect(minor('100.50', 'JPY')).toEqual(invalid('too_many_decimals'));
  });

  test('in a currency that is none', () => {
    expect(minor('5', 'EUX')).toEqual(invalid('unknown_currency'));
  });
});

const amounts = fc.record({
  currency: fc.constantFrom('EUR', 'JPY', 'BHD', 'USD', 'TND'),
  minor: fc.integer({ min: 1, max: LARGEST_MINOR }),
});

test('what is written in full decimals is read back to the last unit, or questioned with it among the readings', () => {
  fc.assert(
    fc.property(amounts, (money) => {
      const reading = readAmount(decimalOf(money), money.currency);
      const readings =
        reading.kind === 'amount' ? [reading.money] : reading.kind === 'ambiguous' ? reading.readings : [];
      expect(readings).toContainEqual(money);
      if ((exponentOf(money.currency) ?? 0) < 3) expect(reading.kind).toBe('amount');
    }),
  );
});

test('what is written with groups, in either custom, is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: LARGEST_MINOR }), fc.boolean(), (minorUnits, british) => {
      const [whole = '', fraction] = decimalOf({ currency: 'EUR', minor: minorUnits }).split('.');
      const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, british ? ',' : '.');
      expect(minor(`${grouped}${british ? '.' : ','}${fraction}`)).toBe(minorUnits);
    }),
  );
});

test('whatever is typed is read, questioned or refused, and every reading is a whole number of units', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,_ '-€٣x") }), (text) => {
      const reading = readAmount(text, 'EUR');
      const readings =
        reading.kind === 'amount' ? [reading.money] : reading.kind === 'ambiguous' ? reading.readings : [];
      for (const one of readings) {
        expect(Number.isSafeInteger(one.minor)).toBe(true);
        expect(one.minor).toBeGreaterThanOrEqual(0);
        expect(one.minor).toBeLessThanOrEqual(LARGEST_MINOR);
      }
    }),
    { numRuns: 2000 },
  );
});
