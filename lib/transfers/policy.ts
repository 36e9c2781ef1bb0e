import type { Money } from './money';
import type { DaySum, PolicySums } from './transfer';
import type { PolicyReason, Requirement, SumReason } from './view';

/** What the bank's administrator decided. Amounts in minor units, by currency. */
export interface PolicyRules {
  /** Up to this much, in 24 hours, nobody has to be asked. A currency that is not named here has no such amount. */
  readonly withoutCustomerUpTo: Amounts;
  /** From this much on a second member of staff has to agree. A currency that is not named always needs one. */
  readonly secondPersonFrom: Amounts;
  /** A payee this customer never paid before. */
  readonly newPayee: Exclude<Requirement, 'none'>;
  /** Within a day, this transfer included; what is beyond needs a second person. */
  readonly perCustomerAndDay: CountLimit & SumLimit;
  /** Whichever customers pay. */
  readonly perPayeeAndDay: SumLimit;
  readonly perTellerAndDay: CountLimit & SumLimit;
}

type Amounts = Readonly<Record<string, number>>;

interface CountLimit {
  /** More than these. */
  readonly count: number;
}

interface SumLimit {
  /** From this sum on. A currency that is not named here has the usual multiple of its `secondPersonFrom`. */
  readonly sumFrom: Amounts;
}

/**
 * What is known when a transfer is submitted. Counts and sums are of executed and open transfers of the last 24 hours,
 * without this one; sums are of its currency only.
 */
export interface PolicyFacts {
  readonly amount: Money;
  readonly isNewPayee: boolean;
  readonly customerCount: number;
  readonly tellerCount: number;
  readonly sums: Readonly<Record<SumReason, DaySum>>;
}

export interface PolicyVerdict {
  readonly requirement: Requirement;
  readonly reasons: readonly PolicyReason[];
  readonly sums: PolicySums;
}

/** Every transfer needs the customer; ten thousand of the usual currencies need a second person, in one or in parts. */
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
  perCustomerAndDay: { count: 5, sumFrom: {} },
  perPayeeAndDay: { sumFrom: {} },
  perTellerAndDay: { count: 40, sumFrom: {} },
};

/** From how much on a second person has to agree: in one transfer, and in those of 24 hours. Minor units. */
export interface Limits {
  readonly one: number;
  readonly payee: number;
  readonly customer: number;
  readonly teller: number;
}

/**
 * The limits of one currency. A sum for which nothing is written down follows from `secondPersonFrom`, so that a file
 * which changes that alone still says what it means.
 *
 * @returns undefined for a currency that always needs a second person
 */
export function limitsOf(rules: PolicyRules, currency: string): Limits | undefined {
  const one = own(rules.secondPersonFrom, currency);
  if (one === undefined) return undefined;
  return {
    one,
    payee: own(rules.perPayeeAndDay.sumFrom, currency) ?? one,
    customer: own(rules.perCustomerAndDay.sumFrom, currency) ?? 2 * one,
    teller: own(rules.perTellerAndDay.sumFrom, currency) ?? 20 * one,
  };
}

/** Who has to agree to a transfer, and why. The strictest rule that applies decides. */
export function decide(rules: PolicyRules, facts: PolicyFacts): PolicyVerdict {
  const second = secondPersonReasons(rules, facts);
  if (second.length > 0) {
    // Whoever agrees has to know it, whether or not it is why they are asked.
    const reasons: PolicyReason[] =
      facts.isNewPayee && !second.includes('new_payee') ? [...second, 'new_payee'] : second;
    return verdict('customer_and_second_person', reasons, facts);
  }
  if (facts.isNewPayee) return verdict('customer', ['new_payee'], facts);
  const { currency, minor } = facts.amount;
  const unasked = own(rules.withoutCustomerUpTo, currency) ?? 0;
  if (minor > unasked) return verdict('customer', ['every_transfer'], facts);
  if (minor + facts.sums.day_sum_unasked.minor > unasked)
    return verdict('customer', ['day_sum_unasked'], facts);
  return verdict('none', [], facts);
}

function secondPersonReasons(rules: PolicyRules, facts: PolicyFacts): PolicyReason[] {
  const reasons: (PolicyReason | false)[] = [
    ...amountReasons(limitsOf(rules, facts.amount.currency), facts),
    facts.isNewPayee && rules.newPayee === 'customer_and_second_person' && 'new_payee',
    facts.customerCount + 1 > rules.perCustomerAndDay.count && 'many_for_customer',
    facts.tellerCount + 1 > rules.perTellerAndDay.count && 'many_by_teller',
  ];
  return reasons.filter((reason) => reason !== false);
}

function amountReasons(limits: Limits | undefined, { amount: { minor }, sums }: PolicyFacts) {
  if (!limits) return ['unknown_currency' as const];
  const reaches = ({ minor: others }: DaySum, limit: number) => others > 0 && minor + others >= limit;
  return [
    // A limit that this one reaches by itself is no matter of the others.
    minor >= Math.min(limits.one, limits.payee, limits.customer, limits.teller) && ('large_amount' as const),
    reaches(sums.day_sum_payee, limits.payee) && ('day_sum_payee' as const),
    reaches(sums.day_sum_customer, limits.customer) && ('day_sum_customer' as const),
    reaches(sums.day_sum_teller, limits.teller) && ('day_sum_teller' as const),
  ];
}

function verdict(
  requirement: Requirement,
  reasons: readonly PolicyReason[],
  { sums }: PolicyFacts,
): PolicyVerdict {
  const told = Object.entries(sums).filter(([reason]) => reasons.some((each) => each === reason));
  return { requirement, reasons, sums: Object.fromEntries(told) };
}

function own(amounts: Amounts, currency: string): number | undefined {
  return Object.hasOwn(amounts, currency) ? amounts[currency] : undefined;
}

/** The sums as far as the teller entered them. */
export function ownOf(sums: PolicyFacts['sums']): PolicyFacts['sums'] {
  const own = ({ own: minor }: DaySum): DaySum => ({ minor, own: minor });
  return {
    day_sum_payee: own(sums.day_sum_payee),
    day_sum_customer: own(sums.day_sum_customer),
    day_sum_teller: own(sums.day_sum_teller),
    day_sum_unasked: own(sums.day_sum_unasked),
  };
}

/** Since when other transfers count. */
export function velocitySince(now: Date): Date {
  return new Date(now.getTime() - 24 * 60 * 60 * 1000);
}
