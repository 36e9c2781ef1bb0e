import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide, defaultPolicy, type PolicyFacts, type PolicyRules } from '@/lib/transfers/policy';
import type { Requirement } from '@/lib/transfers/view';

const requirements: readonly Requirement[] = ['none', 'customer', 'customer_and_second_person'];

const euros = (amount: number) => ({ currency: 'EUR', minor: amount * 100 });
const facts = (change: Partial<PolicyFacts> = {}): PolicyFacts => ({
  amount: euros(500),
  isNewPayee: false,
  customerCount: 0,
  tellerCount: 0,
  ...change,
});
const verdict = (change: Partial<PolicyFacts> = {}, rules: Partial<PolicyRules> = {}) =>
  decide({ ...defaultPolicy, ...rules }, facts(change));

describe('by default', () => {
  test('every transfer needs the customer', () => {
    expect(verdict()).toEqual({ requirement: 'customer', reasons: ['every_transfer'] });
    expect(verdict({ amount: { currency: 'EUR', minor: 1 } })).toMatchObject({ requirement: 'customer' });
  });

  test('a large one needs a second person too, from the very cent', () => {
    expect(verdict({ amount: { currency: 'EUR', minor: 999_999 } })).toMatchObject({
      requirement: 'customer',
    });
    expect(verdict({ amount: euros(10_000) })).toEqual({
      requirement: 'customer_and_second_person',
      reasons: ['large_amount'],
    });
  });

  test('a currency nobody set an amount for needs a second person', () => {
    for (const currency of ['BHD', '__proto__', 'constructor']) {
      expect(verdict({ amount: { currency, minor: 1 } })).toEqual({
        requirement: 'customer_and_second_person',
        reasons: ['unknown_currency'],
      });
    }
  });

  test('the sixth of a customer and the forty-first of a teller within a day need a second person', () => {
    expect(verdict({ customerCount: 4, tellerCount: 39 })).toMatchObject({ requirement: 'customer' });
    expect(verdict({ customerCount: 5 })).toMatchObject({ reasons: ['many_for_customer'] });
    expect(verdict({ tellerCount: 40 })).toMatchObject({ reasons: ['many_by_teller'] });
    expect(verdict({ customerCount: 5, tellerCount: 40, amount: euros(10_000) })).toEqual({
      requirement: 'customer_and_second_person',
      reasons: ['large_amount', 'many_for_customer', 'many_by_teller'],
    });
  });
});

describe('as the administrator decided', () => {
  const small = { withoutCustomerUpTo: { EUR: 5_000 } };

  test('a small one needs nobody, up to the very cent', () => {
    expect(verdict({ amount: euros(50) }, small)).toEqual({ requirement: 'none', reasons: [] });
    expect(verdict({ amount: { currency: 'EUR', minor: 5_001 } }, small)).toMatchObject({
      requirement: 'customer',
    });
    expect(verdict({ amount: { currency: 'USD', minor: 1 } }, small)).toMatchObject({
      requirement: 'customer',
    });
  });

  test('but a new payee is never paid without the customer, however little', () => {
    expect(verdict({ amount: euros(1), isNewPayee: true }, small)).toEqual({
      requirement: 'customer',
      reasons: ['new_payee'],
    });
  });

  test('a new payee may need a second person', () => {
    expect(verdict({ isNewPayee: true }, { newPayee: 'customer_and_second_person' })).toEqual({
      requirement: 'customer_and_second_person',
      reasons: ['new_payee'],
    });
  });
});

test('more money, more transfers or a payee unknown never ask for fewer people', () => {
  const rank = (one: PolicyFacts, rules: PolicyRules) => requirements.indexOf(decide(rules, one).requirement);
  const count = fc.integer({ min: 0, max: 60 });
  const amounts = fc.dictionary(fc.constantFrom('EUR', 'USD'), fc.integer({ min: 0, max: 2_000_000 }));
  fc.assert(
    fc.property(
      fc.record({
        amount: fc.record({
          currency: fc.constantFrom('EUR', 'USD', 'BHD'),
          minor: fc.integer({ min: 1, max: 3_000_000 }),
        }),
        isNewPayee: fc.boolean(),
        customerCount: count,
        tellerCount: count,
      }),
      fc.record({ minor: count, customerCount: count, tellerCount: count, isNewPayee: fc.boolean() }),
      fc.record({
        withoutCustomerUpTo: amounts,
        secondPersonFrom: amounts,
        newPayee: fc.constantFrom('customer' as const, 'customer_and_second_person' as const),
        perCustomerAndDay: fc.record({ count }),
        perTellerAndDay: fc.record({ count }),
      }),
      (less, more, rules) => {
        const greater: PolicyFacts = {
          amount: { ...less.amount, minor: less.amount.minor + more.minor * 100_000 },
          isNewPayee: less.isNewPayee || more.isNewPayee,
          customerCount: less.customerCount + more.customerCount,
          tellerCount: less.tellerCount + more.tellerCount,
        };
        expect(rank(greater, rules)).toBeGreaterThanOrEqual(rank(less, rules));
      },
    ),
    { numRuns: 1000 },
  );
});
