import type { Money } from './money';
import type { PolicyReason, Requirement } from './view';

/** What the bank's administrator decided. Amounts in minor units, by currency. */
export interface PolicyRules {
  /** Up to this much nobody has to be asked. A currency that is not named here has no such amount. */
  readonly withoutCustomerUpTo: Amounts;
  /** From this much on a second member of staff has to agree. A currency that is not named always needs one. */
  readonly secondPersonFrom: Amounts;
  /** A payee this customer never paid before. */
  readonly newPayee: Exclude<Requirement, 'none'>;
  /** Within a day, this transfer included; more needs a second person. */
  readonly perCustomerAndDay: Velocity;
  readonly perTellerAndDay: Velocity;
}

type Amounts = Readonly<Record<string, number>>;

interface Velocity {
  readonly count: number;
}

/** What is known when a transfer is submitted. Counts are of executed and open transfers of the last 24 hours, without this one. */
export interface PolicyFacts {
  readonly amount: Money;
  readonly isNewPayee: boolean;
  readonly customerCount: number;
  readonly tellerCount: number;
}

export interface PolicyVerdict {
  readonly requirement: Requirement;
  readonly reasons: readonly PolicyReason[];
}

/** Every transfer needs the customer; ten thousand of the usual currencies need a second person. */
export const defaultPolicy: PolicyRules = {
  withoutCustomerUpTo: {},
  secondPersonFrom: {
    EUR: 1_000_000,
    USD: 1_000_000,
    GBP: 1_000_000,
    CHF: 1_000_000,
    JPY: 1_500_000,
    SEK: 10_000_000,
    NOK: 10_000_000,
    DKK: 7_500_000,
  },
  newPayee: 'customer',
  perCustomerAndDay: { count: 5 },
  perTellerAndDay: { count: 40 },
};

/** Who has to agree to a transfer, and why. The strictest rule that applies decides. */
export function decide(rules: PolicyRules, facts: PolicyFacts): PolicyVerdict {
  const { currency, minor } = facts.amount;
  const threshold = own(rules.secondPersonFrom, currency);
  const second: (PolicyReason | false)[] = [
    threshold === undefined ? 'unknown_currency' : minor >= threshold && 'large_amount',
    facts.isNewPayee && rules.newPayee === 'customer_and_second_person' && 'new_payee',
    facts.customerCount + 1 > rules.perCustomerAndDay.count && 'many_for_customer',
    facts.tellerCount + 1 > rules.perTellerAndDay.count && 'many_by_teller',
  ];
  const reasons = second.filter((reason) => reason !== false);
  if (reasons.length > 0) return { requirement: 'customer_and_second_person', reasons };
  if (facts.isNewPayee) return { requirement: 'customer', reasons: ['new_payee'] };
  if (minor <= (own(rules.withoutCustomerUpTo, currency) ?? 0)) return { requirement: 'none', reasons: [] };
  return { requirement: 'customer', reasons: ['every_transfer'] };
}

function own(amounts: Amounts, currency: string): number | undefined {
  return Object.hasOwn(amounts, currency) ? amounts[currency] : undefined;
}

/** Since when transfers count towards `perCustomerAndDay` and `perTellerAndDay`. */
export function velocitySince(now: Date): Date {
  return new Date(now.getTime() - 24 * 60 * 60 * 1000);
}
