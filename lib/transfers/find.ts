import { say } from '@/messages/transfers/refusals';
import type { StaffActor } from '../actor';
import { authorize, can, type Permission } from '../auth/permissions';
import { AppError, type Refusal } from '../errors';
import type { TransferStore } from './store';
import { isTransferId, type Transfer } from './transfer';

export interface FindDeps {
  readonly transfers: TransferStore;
}

/**
 * A transfer this person may look at. Somebody else's is `not_found`, like one that does not exist: whoever tries
 * ids learns nothing.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function findVisible({ transfers }: FindDeps, actor: StaffActor, id: string): Promise<Transfer> {
  authorize(actor, 'transfers.read');
  return visible(isTransferId(id) ? await transfers.find(id) : undefined, actor, 'look');
}

/**
 * A transfer this person entered and may act on. A try that is not theirs to make is a refusal that is recorded.
 *
 * @param what they try, for the record
 */
export async function findOwn(
  deps: FindDeps,
  actor: StaffActor,
  id: string,
  what: string,
): Promise<Transfer> {
  const found = await attempt(deps, actor, id, what, 'transfer.enter');
  if (found.tellerSubject === actor.subject) return found;
  throw refused(say.onlyTheTeller, refusal(found, what, 'person'));
}

/** A transfer somebody else entered, for who may judge it: nobody is both the first and the second person. */
export async function findOthers(
  deps: FindDeps,
  actor: StaffActor,
  id: string,
  what: string,
  permission: Permission,
): Promise<Transfer> {
  const found = await attempt(deps, actor, id, what, permission);
  if (found.tellerSubject !== actor.subject) return found;
  throw refused(say.notTheTeller, refusal(found, what, 'person'));
}

async function attempt(
  { transfers }: FindDeps,
  actor: StaffActor,
  id: string,
  what: string,
  permission: Permission,
): Promise<Transfer> {
  const known = isTransferId(id) ? await transfers.find(id) : undefined;
  authorize(actor, permission, refusal(known, what, 'role'));
  authorize(actor, 'transfers.read');
  return visible(known, actor, what);
}

/** To who tries ids it is not there; the record knows better. */
function visible(known: Transfer | undefined, actor: StaffActor, what: string): Transfer {
  if (!known) throw new AppError('not_found', say.noTransfer);
  if (known.tellerSubject === actor.subject || can(actor, 'transfers.read_all')) return known;
  throw new AppError('not_found', say.noTransfer, { refusal: refusal(known, what, 'person') });
}

function refused(message: string, why: Refusal): AppError {
  return new AppError('forbidden', message, { refusal: why });
}

function refusal(transfer: Transfer | undefined, what: string, why: 'role' | 'person'): Refusal {
  return {
    action: 'transfer.attempt_refused',
    why,
    attempt: what,
    ...(transfer ? { transferId: transfer.id, customerId: transfer.customerId } : {}),
  };
}
