import type { PolicyReason, Requirement } from '@/lib/transfers/view';

const reasonTexts: Record<PolicyReason, string> = {
  every_transfer: 'every transfer needs it',
  large_amount: 'the amount is large',
  unknown_currency: 'the bank has set no limit for this currency',
  new_payee: 'this customer has not paid this payee before',
  many_for_customer: 'this customer has sent several transfers today',
  many_by_teller: 'the teller has entered many transfers today',
};

interface Need {
  readonly who: 'customer' | 'second_person' | 'nobody';
  readonly what: string;
  readonly why: string;
}

/** Who has to agree to a transfer, and why: one line for each of them, in the order they are asked. */
export function needsOf(requirement: Requirement, reasons: readonly PolicyReason[]): readonly Need[] {
  if (requirement === 'none') {
    return [{ who: 'nobody', what: 'Nobody’s approval', why: 'the bank’s rules let small amounts through' }];
  }
  const why = reasons.map((reason) => reasonTexts[reason]).join(', and ');
  const customer = { who: 'customer', what: 'The customer’s approval on their phone' } as const;
  if (requirement === 'customer') return [{ ...customer, why: why || reasonTexts.every_transfer }];
  return [
    { who: 'second_person', what: 'A second member of staff', why: why || reasonTexts.large_amount },
    { ...customer, why: reasonTexts.every_transfer },
  ];
}
