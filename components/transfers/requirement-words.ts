import {
  type PolicyReason,
  type Requirement,
  type SumReason,
  type SumsView,
  sumReasons,
} from '@/lib/transfers/view';
import { say } from '@/messages/transfers/needs';
import { amountText } from './amount-text';

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
    return [{ who: 'nobody', what: say.nobody, why: say.smallAmount }];
  }
  const why = whyOf(reasons, sums);
  const customer = { who: 'customer', what: say.customer } as const;
  if (requirement === 'customer') return [{ ...customer, why: why || say.reasons.every_transfer }];
  return [
    { who: 'second_person', what: say.secondPerson, why: why || say.reasons.large_amount },
    { ...customer, why: say.reasons.every_transfer },
  ];
}

/** The reasons in one clause, such as `the amount is large, and every transfer needs it`; '' where there are none. */
export function whyOf(reasons: readonly PolicyReason[], sums: SumsView): string {
  const isNew = reasons.includes('new_payee');
  const plain = reasons.flatMap((reason) =>
    isSum(reason) || reason === 'new_payee' ? [] : [say.reasons[reason]],
  );
  // Last: it is always told, and seldom the reason.
  const told = [...plain, ...sumTexts(reasons, sums), ...(isNew ? [say.reasons.new_payee] : [])];
  return say.all({ reasons: told });
}

/** What is the same for the payee and the customer is said once. */
function sumTexts(reasons: readonly PolicyReason[], sums: SumsView): string[] {
  const groups = new Map<string | null, Exclude<SumReason, 'day_sum_unasked'>[]>();
  for (const reason of reasons.filter(isSum)) {
    const sum = sums[reason];
    const amount = sum ? amountText(sum) : null;
    if (reason === 'day_sum_unasked') return [say.sumNeedsCustomer({ amount })];
    groups.set(amount, [...(groups.get(amount) ?? []), reason]);
  }
  return [...groups].map(([amount, of]) => say.sumNeedsSecondPerson({ amount, of }));
}

function isSum(reason: PolicyReason): reason is SumReason {
  return sumReasons.some((each) => each === reason);
}
