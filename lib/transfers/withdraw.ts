import { say } from '@/messages/transfers/refusals';
import type { StaffActor } from '../actor';
import { AppError } from '../errors';
import { type ApplyDeps, apply } from './apply';
import { type AskDeps, cancelRequests } from './ask-customer';
import { findOwn } from './find';
import type { TransferEvent } from './state';
import type { Transfer } from './transfer';

/** Gives a transfer up for good, as long as the bank was not called. */
export function cancelTransfer(deps: AskDeps & ApplyDeps, actor: StaffActor, id: string): Promise<Transfer> {
  return withdraw(deps, actor, id, 'cancel', { type: 'cancelled' });
}

/** Makes a draft of it again: whoever agreed to it agreed to something else, and the customer's phone asks in vain. */
export function reopenTransfer(deps: AskDeps & ApplyDeps, actor: StaffActor, id: string): Promise<Transfer> {
  return withdraw(deps, actor, id, 'edit', { type: 'reopened' });
}

/**
 * The transfer changes first: from then on an approval is worth nothing, whenever it comes. Calling the request back
 * is for the phone's sake; where this process ends before, the executor does it.
 */
async function withdraw(
  deps: AskDeps & ApplyDeps,
  actor: StaffActor,
  id: string,
  what: string,
  event: TransferEvent,
): Promise<Transfer> {
  const before = await findOwn(deps, actor, id, what);
  if (event.type === 'reopened' && before.status === 'draft') return before;
  const after = await apply(deps, before.id, event, actor);
  if (!after) {
    throw new AppError('conflict', say.cannotChange);
  }
  await cancelRequests(deps, actor, after);
  return after;
}
