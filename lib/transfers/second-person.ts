import { say } from '@/messages/transfers/refusals';
import type { StaffActor } from '../actor';
import { AppError } from '../errors';
import { type ApplyDeps, apply } from './apply';
import { findOthers } from './find';
import { isStale, staleTransfer } from './stale';
import type { Transfer } from './transfer';

/**
 * The second pair of eyes agrees to what it has seen. Then the customer can be asked.
 *
 * @param hash of the order that was on the screen
 * @throws AppError `forbidden` for whoever entered it, `not_found`, `conflict` when it is not that order any more
 */
export async function agreeToTransfer(
  deps: ApplyDeps,
  actor: StaffActor,
  id: string,
  hash: string,
): Promise<Transfer> {
  const transfer = await findOthers(deps, actor, id, 'agree', 'transfer.agree');
  if (isStale(transfer, deps.clock.now())) throw staleTransfer();
  const { id: known } = transfer;
  const { subject, name } = actor;
  const agreed = await apply(deps, known, { type: 'second_person_agreed', subject, name, hash }, actor);
  return agreed ?? overtaken();
}

export async function refuseTransfer(deps: ApplyDeps, actor: StaffActor, id: string): Promise<Transfer> {
  const { id: known } = await findOthers(deps, actor, id, 'refuse', 'transfer.agree');
  const { subject } = actor;
  return (await apply(deps, known, { type: 'second_person_refused', subject }, actor)) ?? overtaken();
}

/**
 * What a supervisor found out at the bank about a transfer of somebody else, once the machine cannot.
 *
 * @param bankReference the bank's number for it; null when it was not executed
 */
export async function reconcileTransfer(
  deps: ApplyDeps,
  actor: StaffActor,
  id: string,
  bankReference: string | null,
): Promise<Transfer> {
  const { id: known } = await findOthers(deps, actor, id, 'reconcile', 'transfer.reconcile');
  if (bankReference !== null && !/^[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,99}$/u.test(bankReference)) {
    throw new AppError('invalid_input', say.notAReference);
  }
  return (await apply(deps, known, { type: 'reconciled', bankReference }, actor)) ?? overtaken();
}

function overtaken(): never {
  throw new AppError('conflict', say.hasChanged);
}
