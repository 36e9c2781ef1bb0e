import {
  type PolicyReason,
  type Requirement,
  type SumReason,
  type SumsView,
  sumReasons,
} from '@/lib/transfers/view';
import { amountText } from './amount-text';

const reasonTexts: Record<Exclude<PolicyReason, SumReason>, string> = {
  every_transfer: 'every transfer needs it',
  large_amount: 'the amount is large',
  unknown_currency: 'the bank has set no limit for this currency',
  new_payee: 'this customer has not paid this payee before',
  many_for_customer: 'this customer has sent several transfers today',
  many_by_teller: 'the teller has entered many transfers today',
};

const whose: Record<Exclude<SumReason, 'day_sum_unasked'>, string> = {
  day_sum_payee: 'to this payee',
  day_sum_customer: 'from this customer',
  day_sum_teller: 'entered by the teller',
};

interface Need {
  readonly who: 'customer' | 'second_person' | 'nobody';
  readonly what: string;
  readonly why: string;
}

/** Who has to agree to a transfer, and why: one line for each of them, in the order they are asked. */
export function needsOf(
  requirement: Requirement,
  reasons: readonly PolicyReason[],
  sums: SumsView,
): readonly Need[] {
  if (requirement === 'none') {
    return [{ who: 'nobody', what: 'Nobody’s approval', why: 'the bank’s rules let small amounts through' }];
  }
  const why = whyOf(reasons, sums);
  const customer = { who: 'customer', what: 'The customer’s approval on their phone' } as const;
  if (requirement === 'customer') return [{ ...customer, why: why || reasonTexts.every_transfer }];
  return [
    { who: 'second_person', what: 'A second member of staff', why: why || reasonTexts.large_amount },
    { ...customer, why: reasonTexts.every_transfer },
  ];
}

/** `the amount is large, and with the €500.00 of the last 24 hours this needs a second person (to this payee)` */
export function whyOf(reasons: readonly PolicyReason[], sums: SumsView): string {
  const isNew = reasons.includes('new_payee');
  const plain = reasons.flatMap((reason) =>
    isSum(reason) || reason === 'new_payee' ? [] : [reasonTexts[reason]],
  );
  // Last: it is always told, and seldom the reason.
  return [...plain, ...sumTexts(reasons, sums), ...(isNew ? [reasonTexts.new_payee] : [])].join(', and ');
}

/** What is the same for the payee and the customer is said once. */
function sumTexts(reasons: readonly PolicyReason[], sums: SumsView): string[] {
  const groups = new Map<string, string[]>();
  for (const reason of reasons.filter(isSum)) {
    const amount = sums[reason];
    const others = amount
      ? `with the ${amountText(amount)} of the last 24 hours`
      : 'with what else was sent in the last 24 hours';
    if (reason === 'day_sum_unasked') return [`${others} it is too much to send without asking`];
    groups.set(others, [...(groups.get(others) ?? []), whose[reason]]);
  }
  return [...groups].map(([others, of]) => `${others} this needs a second person (${of.join(', ')})`);
}

function isSum(reason: PolicyReason): reason is SumReason {
  return sumReasons.some((each) => each === reason);
}
