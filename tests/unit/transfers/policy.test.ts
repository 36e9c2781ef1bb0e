import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LARGEST_MINOR } from '@/lib/transfers/money';
import { decide, defaultPolicy, limitsOf, type PolicyFacts, type PolicyRules } from '@/lib/transfers/policy';
import type { PolicySums } from '@/lib/transfers/transfer';
import type { Requirement, SumReason } from '@/lib/transfers/view';

const requirements: readonly Requirement[] = ['none', 'customer', 'customer_and_second_person'];

const euros = (amount: number) => ({ currency: 'EUR', minor: amount * 100 });
const facts = (change: Partial<PolicyFacts> = {}): PolicyFacts => ({
  amount: euros(500),
  isNewPayee: false,
  customerCount: 0,
  tellerCount: 0,
  sums: sums({}),
  ...change,
});
/** Minor units; all of the teller's own. */
const sums = (minor: Partial<Record<SumReason, number>>): PolicyFacts['sums'] => {
  const of = (reason: SumReason) => ({ minor: minor[reason] ?? 0, own: minor[reason] ?? 0 });
  return {
    day_sum_payee: of('day_sum_payee'),
    day_sum_customer: of('day_sum_customer'),
    day_sum_teller: of('day_sum_teller'),
    day_sum_unasked: of('day_sum_unasked'),
  };
};
const verdict = (change: Partial<PolicyFacts> = {}, rules: Partial<PolicyRules> = {}) =>
  decide({ ...defaultPolicy, ...rules }, facts(change));

describe('by default', () => {
  test('every transfer needs the customer', () => {
    expect(verdict()).toEqual({ requirement: 'customer', reasons: ['every_transfer'], sums: {} });
    expect(verdict({ amount: { currency: 'EUR', minor: 1 } })).toMatchObject({ requirement: 'customer' });
  });

  test('a large one needs a second person too, from the very cent', () => {
    expect(verdict({ amount: { currency: 'EUR', minor: 999_999 } })).toMatchObject({
      requirement: 'customer',
    });
    expect(verdict({ amount: euros(10_000) })).toEqual({
      requirement: 'customer_and_second_person',
      reasons: ['large_amount'],
      sums: {},
    });
  });

  test('a currency nobody set an amount for needs a second person', () => {
    for (const currency of ['BHD', '__proto__', 'constructor']) {
      expect(verdict({ amount: { currency, minor: 1 } })).toEqual({
        requirement: 'customer_and_second_person',
        reasons: ['unknown_currency'],
        sums: {},
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
      sums: {},
    });
  });

  test('the second of two that come to a large one together needs a second person, and it is said why', () => {
    const others = sums({ day_sum_payee: 999_999, day_sum_customer: 999_999, day_sum_teller: 999_999 });
    expect(verdict({ amount: { currency: 'EUR', minor: 999_999 }, sums: others })).toEqual({
      requirement: 'customer_and_second_person',
      reasons: ['day_sum_payee'],
      sums: { day_sum_payee: { minor: 999_999, own: 999_999 } },
    });
  });

  test.each<[SumReason, number]>([
    ['day_sum_payee', 1_000_000],
    ['day_sum_customer', 2_000_000],
    ['day_sum_teller', 20_000_000],
  ])('%s is a reason from the very cent, this one included', (reason, from) => {
    const amount = { currency: 'EUR', minor: 40_000 };
    const upTo = (minor: number) => verdict({ amount, sums: sums({ [reason]: minor - 40_000 }) });
    expect(upTo(from - 1)).toEqual({ requirement: 'customer', reasons: ['every_transfer'], sums: {} });
    expect(upTo(from)).toEqual({
      requirement: 'customer_and_second_person',
      reasons: [reason],
      sums: { [reason]: { minor: from - 40_000, own: from - 40_000 } },
    });
  });

  test('a large one after others has both reasons, a large one after none its own alone', () => {
    const others = sums({ day_sum_payee: 100, day_sum_customer: 100, day_sum_teller: 100 });
    expect(verdict({ amount: euros(20_000), sums: others })).toMatchObject({
      reasons: ['large_amount', 'day_sum_payee', 'day_sum_customer'],
    });
    expect(verdict({ amount: euros(300_000) })).toMatchObject({ reasons: ['large_amount'] });
  });

  test('a sum that no number holds any more has passed every limit there can be', () => {
    const rules = { ...defaultPolicy, secondPersonFrom: { EUR: LARGEST_MINOR } };
    const most = Number.MAX_SAFE_INTEGER;
    expect(Math.max(...Object.values(limitsOf(rules, 'EUR') ?? {}))).toBeLessThan(most);
    for (const reason of ['day_sum_payee', 'day_sum_customer', 'day_sum_teller'] as const) {
      const known = { amount: { currency: 'EUR', minor: 1 }, sums: sums({ [reason]: most }) };
      expect(verdict(known, rules)).toMatchObject({ reasons: [reason] });
    }
  });
});

describe('as the administrator decided', () => {
  const small = { withoutCustomerUpTo: { EUR: 5_000 } };

  test('a small one needs nobody, up to the very cent', () => {
    expect(verdict({ amount: euros(50) }, small)).toEqual({ requirement: 'none', reasons: [], sums: {} });
    expect(verdict({ amount: { currency: 'EUR', minor: 5_001 } }, small)).toMatchObject({
      requirement: 'customer',
    });
    expect(verdict({ amount: { currency: 'USD', minor: 1 } }, small)).toMatchObject({
      requirement: 'customer',
    });
  });

  test('small ones that nobody was asked about are no more than one small one together', () => {
    const upTo = (minor: number) =>
      verdict({ amount: euros(10), sums: sums({ day_sum_unasked: minor - 1_000 }) }, small);
    expect(upTo(5_000)).toMatchObject({ requirement: 'none' });
    expect(upTo(5_001)).toEqual({
      requirement: 'customer',
      reasons: ['day_sum_unasked'],
      sums: { day_sum_unasked: { minor: 4_001, own: 4_001 } },
    });
    // What the customer was asked about takes nothing from it.
    expect(
      verdict(
        { amount: euros(10), sums: sums({ day_sum_customer: 500_000, day_sum_payee: 500_000 }) },
        small,
      ),
    ).toMatchObject({ requirement: 'none' });
  });

  test('a sum may be larger or smaller than usual, in each currency by itself', () => {
    const rules = {
      perPayeeAndDay: { sumFrom: { EUR: 3_000_000 } },
      perCustomerAndDay: { count: 5, sumFrom: { EUR: 1_500_000 } },
      perTellerAndDay: { count: 40, sumFrom: { EUR: 1_600_000 } },
    };
    const reasonsAfter = (minor: number, currency: string) =>
      verdict(
        {
          amount: { currency, minor: 900_000 },
          sums: sums({ day_sum_payee: minor, day_sum_customer: minor, day_sum_teller: minor }),
        },
        rules,
      ).reasons;
    expect(reasonsAfter(599_999, 'EUR')).toEqual(['every_transfer']);
    expect(reasonsAfter(600_000, 'EUR')).toEqual(['day_sum_customer']);
    expect(reasonsAfter(700_000, 'EUR')).toEqual(['day_sum_customer', 'day_sum_teller']);
    expect(reasonsAfter(600_000, 'USD')).toEqual(['day_sum_payee']);
  });

  test('a sum less than what one transfer may be holds for one transfer too', () => {
    const rules = { perPayeeAndDay: { sumFrom: { EUR: 500_000 } } };
    expect(verdict({ amount: euros(4_999) }, rules)).toMatchObject({ requirement: 'customer' });
    expect(verdict({ amount: euros(5_000) }, rules)).toMatchObject({ reasons: ['large_amount'] });
  });

  test('what is not said of sums follows from what is said of one transfer', () => {
    expect(limitsOf({ ...defaultPolicy, secondPersonFrom: { PLN: 4_000 } }, 'PLN')).toEqual({
      one: 4_000,
      payee: 4_000,
      customer: 8_000,
      teller: 80_000,
    });
    expect(limitsOf(defaultPolicy, 'PLN')).toBeUndefined();
  });

  test('a sum in a currency nobody set an amount for changes nothing: it needs a second person anyway', () => {
    const rules = { perPayeeAndDay: { sumFrom: { BHD: 1_000_000 } } };
    expect(verdict({ amount: { currency: 'BHD', minor: 1 } }, rules)).toMatchObject({
      reasons: ['unknown_currency'],
    });
  });

  test('but a new payee is never paid without the customer, however little', () => {
    expect(verdict({ amount: euros(1), isNewPayee: true }, small)).toEqual({
      requirement: 'customer',
      reasons: ['new_payee'],
      sums: {},
    });
  });

  test('a new payee may need a second person', () => {
    expect(verdict({ isNewPayee: true }, { newPayee: 'customer_and_second_person' })).toEqual({
      requirement: 'customer_and_second_person',
      reasons: ['new_payee'],
      sums: {},
    });
  });
});

describe('an amount in parts, within a day,', () => {
  const amounts = fc.dictionary(fc.constantFrom('EUR', 'USD'), fc.integer({ min: 1, max: 2_000 }));
  const rulesOf = fc
    .record({
      withoutCustomerUpTo: amounts,
      secondPersonFrom: amounts,
      count: fc.integer({ min: 1, max: 6 }),
    })
    .map(
      ({ count, ...rules }): PolicyRules => ({
        ...defaultPolicy,
        ...rules,
        perCustomerAndDay: { count, sumFrom: {} },
      }),
    );
  const part = fc.record({
    minor: fc.integer({ min: 1, max: 900 }),
    customer: fc.constantFrom('C-1', 'C-2'),
    teller: fc.constantFrom('tom', 'tess'),
  });
  const rank = (requirement: Requirement) => requirements.indexOf(requirement);

  /** One after the other, each judged by those before it as the store would add them up. */
  function inParts(
    parts: readonly { minor: number; customer: string; teller: string }[],
    rules: PolicyRules,
  ) {
    const sent: { minor: number; customer: string; teller: string; requirement: Requirement }[] = [];
    for (const each of parts) {
      const total = (which: (one: (typeof sent)[number]) => boolean) =>
        sent.filter(which).reduce((sum, { minor }) => sum + minor, 0);
      const { requirement } = decide(rules, {
        amount: { currency: 'EUR', minor: each.minor },
        isNewPayee: false,
        customerCount: sent.filter(({ customer }) => customer === each.customer).length,
        tellerCount: sent.filter(({ teller }) => teller === each.teller).length,
        sums: sums({
          day_sum_payee: total(() => true),
          day_sum_customer: total(({ customer }) => customer === each.customer),
          day_sum_teller: total(({ teller }) => teller === each.teller),
          day_sum_unasked: total(
            ({ customer, requirement: needed }) => customer === each.customer && needed === 'none',
          ),
        }),
      });
      sent.push({ ...each, requirement });
    }
    return sent;
  }

  test('to one payee never needs fewer people than in one piece, whoever pays and enters the parts', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), rulesOf, (parts, rules) => {
        const sent = inParts(parts, rules);
        const whole = sent.reduce((sum, { minor }) => sum + minor, 0);
        const needed = Math.max(...sent.map(({ requirement }) => rank(requirement)));
        const { requirement } = verdict({ amount: { currency: 'EUR', minor: whole } }, rules);
        // Of several customers each may send a little without being asked: that is theirs, and not the payee's.
        const isOneCustomers = new Set(sent.map(({ customer }) => customer)).size === 1;
        if (requirement === 'customer_and_second_person' || isOneCustomers) {
          expect(needed).toBeGreaterThanOrEqual(rank(requirement));
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('goes without a second person only below what one may be, and without the customer up to what one may be', () => {
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), rulesOf, (parts, rules) => {
        const sent = inParts(parts, rules);
        const sum = (which: (one: (typeof sent)[number]) => boolean) =>
          sent.filter(which).reduce((total, { minor }) => total + minor, 0);
        const passed = sum(({ requirement }) => requirement !== 'customer_and_second_person');
        if (passed > 0) expect(passed).toBeLessThan(rules.secondPersonFrom.EUR ?? 0);
        for (const customer of ['C-1', 'C-2']) {
          const unasked = sum((one) => one.customer === customer && one.requirement === 'none');
          expect(unasked).toBeLessThanOrEqual(rules.withoutCustomerUpTo.EUR ?? 0);
        }
      }),
      { numRuns: 1000 },
    );
  });
});

test('more money, more transfers or a payee unknown never ask for fewer people', () => {
  const rank = (one: PolicyFacts, rules: PolicyRules) => requirements.indexOf(decide(rules, one).requirement);
  const count = fc.integer({ min: 0, max: 60 });
  const amounts = fc.dictionary(fc.constantFrom('EUR', 'USD'), fc.integer({ min: 0, max: 2_000_000 }));
  const minor = fc.constantFrom(0, 1, 500_000, 2_000_000);
  const daySums = fc
    .record({ day_sum_payee: minor, day_sum_customer: minor, day_sum_teller: minor, day_sum_unasked: minor })
    .map(sums);
  const added = (some: PolicySums, more: PolicySums) => {
    const of = (reason: SumReason) => (some[reason]?.minor ?? 0) + (more[reason]?.minor ?? 0);
    return sums({
      day_sum_payee: of('day_sum_payee'),
      day_sum_customer: of('day_sum_customer'),
      day_sum_teller: of('day_sum_teller'),
      day_sum_unasked: of('day_sum_unasked'),
    });
  };
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
        sums: daySums,
      }),
      fc.record({
        minor: count,
        customerCount: count,
        tellerCount: count,
        isNewPayee: fc.boolean(),
        sums: daySums,
      }),
      fc.record({
        withoutCustomerUpTo: amounts,
        secondPersonFrom: amounts,
        newPayee: fc.constantFrom('customer' as const, 'customer_and_second_person' as const),
        perCustomerAndDay: fc.record({ count, sumFrom: amounts }),
        perPayeeAndDay: fc.record({ sumFrom: amounts }),
        perTellerAndDay: fc.record({ count, sumFrom: amounts }),
      }),
      (less, more, rules) => {
        const greater: PolicyFacts = {
          amount: { ...less.amount, minor: less.amount.minor + more.minor * 100_000 },
          isNewPayee: less.isNewPayee || more.isNewPayee,
          customerCount: less.customerCount + more.customerCount,
          tellerCount: less.tellerCount + more.tellerCount,
          sums: added(less.sums, more.sums),
        };
        expect(rank(greater, rules)).toBeGreaterThanOrEqual(rank(less, rules));
      },
    ),
    { numRuns: 1000 },
  );
});
