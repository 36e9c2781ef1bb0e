import { isOver, type OpenCall } from '@/lib/verification/view';
import { say } from '@/messages/shell';
import { pageSigns } from '../customer/page-title';
import { type EndWords, statusText, wordsAfterAlarm, wordsForEnd } from '../verification/words';

/** How a call of the rail ended and what to do now; null while it goes on. */
export function endOf({ verification, alarm }: OpenCall): EndWords | null {
  if (!isOver(verification)) return null;
  return (alarm ? null : wordsAfterAlarm(verification)) ?? wordsForEnd(verification);
}

/** `Denied by the customer`, `Transfer: denied by the customer`. */
export function callStatus(call: OpenCall): string {
  const status = endOf(call)?.status ?? statusText(call.verification);
  return call.verification.transferId ? say.calls.ofTransfer({ status }) : status;
}

export function callHref({ verification: { transferId }, customer }: OpenCall): string {
  return transferId
    ? `/transfers/${encodeURIComponent(transferId)}`
    : `/customers/${encodeURIComponent(customer.id)}`;
}

/** What every tab's title begins with while ends wait to be read; '' while none does. */
export function titleNews(calls: readonly OpenCall[], path: string): string {
  // The page itself says what is about it.
  const ends = calls.filter((call) => endOf(call) !== null && callHref(call) !== path);
  const [first] = ends;
  if (!first) return '';
  return say.calls.titleNews({
    ends: ends.length,
    sign: pageSigns[endOf(first)?.tone ?? 'calm'],
    status: callStatus(first),
    name: first.customer.name,
  });
}

/** What has come in since the rail was last told: approvals and ends, each once. */
export function newsSince(before: readonly OpenCall[], now: readonly OpenCall[]): OpenCall[] {
  const keys = new Set(before.map(newsKey));
  return now.filter((call) => newsKey(call) !== null && !keys.has(newsKey(call)));
}

/** What tells one piece of news from another; null for what still waits. */
export function newsKey({ verification }: OpenCall): string | null {
  const { id, status, grantEnd } = verification;
  return status === 'requested' || status === 'pending' ? null : `${id} ${status} ${grantEnd ?? ''}`;
}
