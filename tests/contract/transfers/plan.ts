import type { PolicyRules } from '@/lib/transfers/policy';
import { emptyForm, type TransferEndReason, type TransferForm } from '@/lib/transfers/view';
import { oddPayees } from '../../../sandbox/bank/odd-payees';
import type { Random } from '../../../sandbox/bank/random';
import { byHand, openedAccount } from '../../support/transfer-customers';
import type { Answer } from './answering-op';

/** What the people around one transfer are going to do, whatever the machines do. */
export interface Plan {
  readonly teller: string;
  readonly customer: string;
  /** What is typed at first, to be corrected; then what is submitted, edition by edition. */
  readonly typed: TransferForm;
  readonly forms: readonly [TransferForm, ...TransferForm[]];
  readonly answer: Answer;
  readonly second: 'agree' | 'refuse';
  readonly withdraw: 'never' | 'cancel' | 'reopen';
  /** Milliseconds after the customer is asked. */
  readonly withdrawAfter: number;
  /** Why the bank will not execute it. */
  readonly refusal: TransferEndReason | undefined;
}

/** Small enough for four transfers from the poorest account; in minor units, with how many decimals. */
const purses = [
  ['EUR', 900, 2],
  ['USD', 950, 2],
  ['GBP', 750, 2],
  ['JPY', 1400, 0],
  ['BHD', 3500, 3],
  ['SEK', 9500, 2],
  ['VND', 200_000, 0],
] as const;

const payees = [
  'DE89370400440532013000',
  'FR1420041010050500013M02606',
  'GB29NWBK60161331926819',
  'ES9121000418450200051332',
] as const;

/** All plans pay the same few within a minute. */
const plenty = Object.fromEntries(purses.map(([currency]) => [currency, 1_000_000_000]));

/** Every road is taken: nobody is asked, the customer alone, or a second person too. */
export const policy: PolicyRules = {
  withoutCustomerUpTo: { EUR: 400, USD: 400 },
  secondPersonFrom: { EUR: 800, USD: 900, GBP: 700, JPY: 1300, BHD: 3300, SEK: 9000, VND: 190_000 },
  newPayee: 'customer',
  perCustomerAndDay: { count: 1000, sumFrom: plenty },
  perPayeeAndDay: { sumFrom: plenty },
  perTellerAndDay: { count: 1000, sumFrom: plenty },
};

export function plansFor(count: number, random: Random): Plan[] {
  return Array.from({ length: count }, (_, n) => planFor(n, random));
}

function planFor(n: number, random: Random): Plan {
  const customer = byHand[n % byHand.length] ?? '';
  const { iban } = openedAccount(customer);
  const form = (): TransferForm => ({
    ...emptyForm,
    sourceAccount: iban,
    payeeName: random.pick(['Lena Vogt', 'Ñandú & Søn ApS', 'Café “Zum Ölberg”', "O'Brien Ltd"]),
    payeeAccount: payeeFor(n, random),
    reference: random.pick(['', 'Invoice 7', 'Miete März']),
    ...amount(random),
  });
  const withdraw = once(random, 6) ? random.pick(['cancel', 'reopen'] as const) : 'never';
  const plan: Plan = {
    // No two plans share a teller and a customer: a draft belongs to one of them.
    teller: `teller-${Math.floor(n / byHand.length)}-${n % 4}`,
    customer,
    typed: once(random, 4) ? form() : emptyForm,
    forms: withdraw === 'reopen' ? [form(), form()] : [form()],
    answer: once(random, 12) ? random.pick(['deny', 'deny', 'ignore']) : 'approve',
    second: once(random, 20) ? 'refuse' : 'agree',
    withdraw,
    withdrawAfter: random.int(0, 400),
    refusal: undefined,
  };
  return once(random, 16) ? refused(plan, random) : plan;
}

function amount(random: Random): Pick<TransferForm, 'amount' | 'currency'> {
  const [currency, most, decimals] = random.pick<readonly [string, number, number]>(purses);
  const minor = String(random.int(1, most)).padStart(decimals + 1, '0');
  if (decimals === 0) return { currency, amount: minor };
  const [whole, fraction] = [minor.slice(0, -decimals), minor.slice(-decimals)];
  // Three decimals alone could be thousands.
  return { currency, amount: `${whole}.${fraction}${decimals === 3 ? '0' : ''}` };
}

/** A customer's payee comes again, so that nobody has to be asked about a little more of it. */
function payeeFor(n: number, random: Random): string {
  const odd = oddPayees.filter(({ does }) => does !== 'closed').map(({ iban }) => iban);
  if (once(random, 12)) return odd[random.int(0, odd.length - 1)] ?? payees[0];
  return payees[(n % byHand.length) % payees.length] ?? payees[0];
}

function refused(plan: Plan, random: Random): Plan {
  const closed = oddPayees.find(({ does }) => does === 'closed');
  const [refusal, change] = random.pick<readonly [TransferEndReason, Partial<TransferForm>]>([
    ['insufficient_funds', { amount: '200000.00', currency: 'EUR' }],
    ['limit_exceeded', { amount: '250000.01', currency: 'EUR' }],
    ['currency_not_supported', { amount: '1.00', currency: 'MXN' }],
    ['account_closed', { payeeAccount: closed?.iban ?? '' }],
  ]);
  const [first, ...more] = plan.forms;
  return {
    ...plan,
    refusal,
    forms: [{ ...first, ...change }, ...more.map((form) => ({ ...form, ...change }))],
  };
}

function once(random: Random, outOf: number): boolean {
  return random.int(1, outOf) === 1;
}
