import type { PolicyReason, SumReason } from '@/lib/transfers/view';

const whose = {
  day_sum_payee: 'to this payee',
  day_sum_customer: 'from this customer',
  day_sum_teller: 'entered by the teller',
} satisfies Record<Exclude<SumReason, 'day_sum_unasked'>, string>;

/** @param amount null: there were some, and how much is not for this person to know */
const others = (amount: string | null): string =>
  amount
    ? `together with other transfers of ${amount} in the last 24 hours`
    : 'together with other transfers in the last 24 hours';

/** Who has to approve a transfer, and why. Reasons are clauses: they follow “because” or a dash. */
export const say = {
  nobody: 'No approval',
  secondPerson: 'A second member of staff',
  customer: 'The customer’s approval on their phone',

  because: ({ reasons }: { reasons: string }) => `– ${reasons}`,
  all: ({ reasons }: { reasons: readonly string[] }) => reasons.join(', and '),

  smallAmount: 'the bank’s rules let small amounts through',
  reasons: {
    every_transfer: 'every transfer needs it',
    large_amount: 'the amount is large',
    unknown_currency: 'the bank has set no limit for this currency',
    new_payee: 'this customer has not paid this payee before',
    many_for_customer: 'this customer has sent several transfers today',
    many_by_teller: 'the teller has entered many transfers today',
  } satisfies Record<Exclude<PolicyReason, SumReason>, string>,

  /** What this transfer and others of the day come to. */
  sumNeedsSecondPerson: ({ amount, of }: { amount: string | null; of: readonly (keyof typeof whose)[] }) =>
    `${others(amount)} (${of.map((reason) => whose[reason]).join(', ')}), this transfer needs a second person`,
  sumNeedsCustomer: ({ amount }: { amount: string | null }) =>
    `${others(amount)}, this transfer is too much to send without approval`,
};
