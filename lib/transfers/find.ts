import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { authorize, can, type Permission } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import type { TransferStore } from './store';
import { isTransferId, type Transfer } from './transfer';

export interface FindDeps {
  readonly transfers: TransferStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/**
 * A transfer this person may look at. Somebody else's is `not_found`, like one that does not exist: whoever tries
 * ids learns nothing.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function findVisible(
  { transfers }: Pick<FindDeps, 'transfers'>,
  actor: StaffActor,
  id: string,
): Promise<Transfer> {
  authorize(actor, 'transfers.read');
  const found = isTransferId(id) ? await transfers.find(id) : undefined;
  if (!found || !isVisible(found, actor)) throw new AppError('not_found', 'There is no such transfer.');
  return found;
}

function isVisible({ tellerSubject }: Transfer, actor: StaffActor): boolean {
  return tellerSubject === actor.subject || can(actor, 'transfers.read_all');
}

/**
 * A transfer this person entered and may act on. A try that is not theirs to make is recorded.
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
  return refuse(deps, actor, found, what, 'Only the colleague who entered it can do this.');
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
  return refuse(deps, actor, found, what, 'You entered this transfer. Somebody else has to look at it.');
}

async function attempt(
  deps: FindDeps,
  actor: StaffActor,
  id: string,
  what: string,
  permission: Permission,
): Promise<Transfer> {
  const known = isTransferId(id) ? await deps.transfers.find(id) : undefined;
  if (!can(actor, permission)) await record(deps, actor, known, what, 'role');
  authorize(actor, permission);
  // To who tries ids it is not there; the record knows better.
  if (known && !isVisible(known, actor)) await record(deps, actor, known, what, 'person');
  return findVisible(deps, actor, id);
}

async function refuse(
  deps: FindDeps,
  actor: StaffActor,
  transfer: Transfer,
  what: string,
  message: string,
): Promise<never> {
  await record(deps, actor, transfer, what, 'person');
  throw new AppError('forbidden', message);
}

/** Records a try that was not allowed. */
export async function record(
  { audit, clock }: FindDeps,
  actor: StaffActor,
  transfer: Transfer | undefined,
  what: string,
  why: 'role' | 'person',
): Promise<void> {
  await audit.append({
    at: clock.now(),
    actor,
    action: 'transfer.attempt_refused',
    ...(transfer ? { transferId: transfer.id, customerId: transfer.customerId } : {}),
    details: { attempt: what, why },
  });
}
