import { say } from '@/messages/history/entry';
import { type Standing, statusText } from '../verification/words';

/** The outcome as a third person reads it: an approval stays an approval after the call. */
export function outcomeText(of: Standing): string {
  if (of.status !== 'approved') return statusText(of);
  return of.grantEnd ? say.outcome.approved({ end: of.grantEnd }) : say.outcome.inUse;
}
