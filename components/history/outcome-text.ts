import type { GrantEnd } from '@/lib/verification/view';
import { type Standing, statusText } from '../verification/words';

export const afterwards: Record<GrantEnd, string> = {
  call_ended: 'call ended',
  left_customer: 'agent moved on',
  signed_out: 'agent signed out',
  grant_expired: 'ran out',
  token_refused: 'withdrawn by the bank',
  page_gone: 'agent’s page closed',
  released: 'released by a supervisor',
  transfer_settled: 'used for its transfer',
  transfer_withdrawn: 'transfer withdrawn',
  alarm: 'ended by an alarm',
};

/** The outcome as a third person reads it: an approval stays an approval after the call. */
export function outcomeText(of: Standing): string {
  if (of.status !== 'approved') return statusText(of);
  return of.grantEnd ? `Approved, ${afterwards[of.grantEnd]}` : 'Approved, in use';
}
