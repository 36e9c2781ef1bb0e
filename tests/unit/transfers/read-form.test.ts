import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalOf, LARGEST_MINOR, readAmount, unambiguousText } from '@/lib/transfers/money';
import { readForm } from '@/lib/transfers/read-form';
import { emptyForm, type FieldReading, type TransferForm } from '@/lib/transfers/view';
import { tries } from '../../support/property-runs';
import { form, order } from '../../support/transfer-samples';

const read = (change: Partial<TransferForm> = {}) => readForm({ ...form, ...change });
const flaw = (why: string) => ({ kind: 'flaw', why });

describe('a form', () => {
  test('that is understood is an order', () => {
    expect(read()).toEqual({ fields: {}, payeeAccount: order.payeeAccount, order });
  });

  test('with an account that is no IBAN is an order with its bank', () => {
    const { order: other } = read({ payeeAccount: '20-15-55 5555 5555', payeeBank: ' First  Bank ' });
    expect(other?.payeeAccount).toEqual({
      scheme: 'other',
      number: '20-15-55 5555 5555',
      bank: 'First Bank',
    });
  });

  test('may go without a reference, and keeps a bank beside an IBAN out of the order', () => {
    expect(read({ reference: '  ', payeeBank: 'First Bank' }).order).toEqual({ ...order, reference: '' });
  });

  test('that is empty says what is missing, and nothing else', () => {
    const missing = { kind: 'missing' };
    expect(readForm(emptyForm)).toEqual({
      fields: {
        sourceAccount: missing,
        payeeName: missing,
        payeeAccount: missing,
        amount: missing,
        currency: missing,
      },
      payeeAccount: null,
      order: null,
    });
  });

  test.each<[keyof TransferForm, string, ReturnType<typeof flaw> | { kind: string }]>([
    ['sourceAccount', '20155555555555', flaw('not_an_iban')],
    ['sourceAccount', 'ES91 2100 0418 4502 0005 1333', flaw('wrong_check_digits')],
    ['sourceAccount', 'ES91 2100', flaw('wrong_length')],
    ['sourceAccount', 'ЕS91 2100 0418 4502 0005 1332', flaw('not_an_account')],
    ['payeeName', ' ', { kind: 'missing' }],
    ['payeeName', 'x'.repeat(71), flaw('too_long')],
    ['payeeName', 'John\u200bDoe', flaw('hidden_characters')],
    ['payeeName', 'Jоhn Doe', flaw('mixed_scripts')],
    ['payeeName', 'Code KX7-4PT', flaw('looks_like_code')],
    ['payeeName', 'Lena Vogt. Code KX7 4PT', flaw('looks_like_code')],
    ['reference', 'Code KX7–4PT', flaw('looks_like_code')],
    ['payeeAccount', '', { kind: 'missing' }],
    ['payeeAccount', 'XX89 3704 0044 0532 0130 00', flaw('unknown_country')],
    ['payeeAccount', 'DE89 3704 0044 0532 0130 0', flaw('wrong_length')],
    ['payeeAccount', 'DE89 3704 0044 0532 0130 01', flaw('wrong_check_digits')],
    ['payeeAccount', 'hello', flaw('not_an_account')],
    ['payeeAccount', 'ES9121000418450200051332', flaw('same_account')],
    ['amount', ' ', { kind: 'missing' }],
    ['amount', 'five', flaw('not_a_number')],
    ['amount', '-5', flaw('negative')],
    ['amount', '0.00', flaw('zero')],
    ['amount', '5.0055', flaw('too_many_decimals')],
    ['amount', '9'.repeat(16), flaw('too_large')],
    ['amount', '1e3', flaw('not_a_number')],
    ['amount', '$500', flaw('other_currency')],
    ['currency', '', { kind: 'missing' }],
    ['currency', 'XYZ', flaw('unknown_currency')],
    ['currency', '__proto__', flaw('unknown_currency')],
    ['reference', 'x'.repeat(141), flaw('too_long')],
    ['reference', 'Rent\u202e', flaw('hidden_characters')],
    ['reference', '…', flaw('hidden_characters')],
  ])('with %s %j is no order: %j', (field, text, reading) => {
    const { fields, order: none } = read({ [field]: text });
    expect(none).toBeNull();
    expect(fields).toEqual({ [field]: reading });
  });

  test.each([
    ['', { kind: 'missing' }],
    ['First\u200bBank', flaw('hidden_characters')],
    ['Fіrst Bank', flaw('mixed_scripts')],
    ['x'.repeat(71), flaw('too_long')],
  ])('with a number that is no IBAN, of the bank %j, is no order', (payeeBank, reading) => {
    const { fields, order: none } = read({ payeeAccount: '20155555555555', payeeBank });
    expect(none).toBeNull();
    expect(fields).toEqual({ payeeBank: reading });
  });

  test.each([
    [' eur ', 'EUR'],
    ['jpy', 'JPY'],
  ])('may have its currency written as %j', (currency, code) => {
    expect(read({ currency }).order?.amount.currency).toBe(code);
  });
});

describe('an amount that can be read in two ways', () => {
  test('is asked about, smallest first, and not chosen', () => {
    const { fields, order: none } = read({ amount: '1.000' });
    expect(none).toBeNull();
    expect(fields.amount).toEqual({
      kind: 'question',
      choices: [
        { text: '1.00', amount: { currency: 'EUR', minor: 100, decimal: '1.00' } },
        { text: '1000.00', amount: { currency: 'EUR', minor: 100_000, decimal: '1000.00' } },
      ],
    });
  });

  const choicesOf = (reading: FieldReading | undefined) =>
    reading?.kind === 'question' ? reading.choices : [];

  test.each([
    ['EUR', '1.000'],
    ['EUR', '12,500'],
    ['BHD', '1.000'],
    ['BHD', '1,234'],
    ['BHD', '999.999'],
  ])('in %s, %j, has a text for each that is read as exactly that', (currency, amount) => {
    const choices = choicesOf(read({ amount, currency }).fields.amount);
    expect(choices).toHaveLength(2);
    for (const { text, amount: meant } of choices) {
      const { fields, order: made } = read({ amount: text, currency });
      expect(fields).toEqual({});
      expect(made?.amount).toEqual({ currency, minor: meant.minor });
    }
  });

  test('has such a text for every amount there is, in every currency', () => {
    const amounts = fc.record({
      currency: fc.constantFrom('EUR', 'JPY', 'BHD', 'CHF'),
      minor: fc.oneof(fc.integer({ min: 1, max: LARGEST_MINOR }), fc.integer({ min: 1, max: 9_999_999 })),
    });
    fc.assert(
      fc.property(amounts, (money) => {
        expect(readAmount(unambiguousText(money), money.currency)).toEqual({ kind: 'amount', money });
        expect(decimalOf(money).replace('.', '').replace(/^0+/, '')).toBe(String(money.minor));
      }),
      { numRuns: tries(500) },
    );
  });
});

test('whatever is typed, nothing is thrown, and an order is made only of what was typed', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.string({ unit: 'binary', maxLength: 10 }),
    fc.constantFrom(...Object.values(form), '1.000', '5,00', 'JPY', 'BHD', '20155555555555', 'First Bank'),
  );
  fc.assert(
    fc.property(
      fc.record({
        sourceAccount: fc.oneof(text, fc.constant(form.sourceAccount)),
        payeeName: text,
        payeeAccount: fc.oneof(text, fc.constant(form.payeeAccount)),
        payeeBank: text,
        amount: text,
        currency: fc.constantFrom('EUR', 'JPY', 'BHD', '', 'eur'),
        reference: text,
      }),
      (typed) => {
        const { fields, order: made } = readForm(typed);
        expect(made === null).toBe(Object.keys(fields).length > 0);
        if (!made) return;
        expect(typed.sourceAccount.replace(/[^A-Za-z0-9]/g, '').toUpperCase()).toBe(made.sourceAccount);
        expect(typed.payeeName.normalize('NFC')).toContain(made.payeeName.split(' ')[0]);
        expect(typed.amount.replace(/\D/g, '').replace(/^0+|0+$/g, '')).toBe(
          String(made.amount.minor).replace(/0+$/, ''),
        );
      },
    ),
    { numRuns: tries(50) },
  );
});
