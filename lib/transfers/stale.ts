import { say } from '@/messages/transfers/refusals';
import { AppError } from '../errors';
import { velocitySince } from './policy';
import type { Transfer } from './transfer';

/** Policy judged it by the transfers of its day: later, that verdict stands for nothing. */
export function isStale({ submittedAt }: Pick<Transfer, 'submittedAt'>, now: Date): boolean {
  return submittedAt !== null && submittedAt <= velocitySince(now);
}

export function staleTransfer(): AppError {
  return new AppError('conflict', say.stale);
}
