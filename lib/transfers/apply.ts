import { say } from '@/messages/transfers/refusals';
import type { Actor } from '../actor';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { auditOf } from './audit-of';
import { type TransferEvent, transition } from './state';
import type { TransferStore } from './store';
import type { Transfer, TransferId } from './transfer';

export interface ApplyDeps {
  readonly transfers: TransferStore;
  readonly clock: Clock;
}

/** More than the writers that ever meet at one transfer: teller, second person, the machine on each node. */
const ATTEMPTS = 5;

/**
 * Lets an event happen to a stored transfer: read, decide, write if nobody else was faster, with the audit entry in
 * the same transaction. Returns the transfer after the event, or undefined when the event did not apply (any more).
 */
export async function apply(
  { transfers, clock }: ApplyDeps,
  id: TransferId,
  event: TransferEvent,
  actor: Actor,
): Promise<Transfer | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await transfers.find(id);
    if (!before) throw new AppError('not_found', say.noTransfer);
    const now = clock.now();
    const after = transition(before, event, now);
    if (!after) return undefined;
    if (await transfers.update(before, after, auditOf(after, event, actor, now))) return after;
  }
  throw new AppError('conflict', say.changedByMany);
}
