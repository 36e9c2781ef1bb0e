import { say } from '@/messages/transfers/refusals';
import type { StaffActor } from '../actor';
import type { CibaClient } from '../ciba/client';
import { AppError } from '../errors';
import { apply as applyToVerification } from '../verification/apply';
import { guardRequest } from '../verification/guard';
import { type Asked, type RequestDeps, refusalOf, requestVerification } from '../verification/request';
import { isOpen, type Verification } from '../verification/verification';
import { type FindDeps, findOwn } from './find';
import { authorizationDetail } from './linking';
import { transferMessage } from './message';
import { isStale, staleTransfer } from './stale';
import { isFrozen, type Transfer } from './transfer';

export interface AskDeps extends FindDeps, RequestDeps {
  readonly ciba: CibaClient;
}

/**
 * Asks the customer to approve exactly this transfer on their phone. Asked twice, they are asked once.
 *
 * @param said the user code told by the customer, where the OP wants one, and the reference of the call
 * @returns the request
 * @throws AppError `forbidden`, `not_found`, `conflict` when it does not wait for the customer or the customer is being
 *   asked something else, and whatever requesting a verification throws
 */
export async function askCustomer(
  deps: AskDeps,
  actor: StaffActor,
  id: string,
  said: Pick<Asked, 'userCode' | 'callReference'> = {},
): Promise<Verification> {
  const transfer = await findOwn(deps, actor, id, 'ask');
  if (transfer.status !== 'awaiting_customer' || !isFrozen(transfer)) {
    throw new AppError('conflict', say.notWaiting);
  }
  if (isStale(transfer, deps.clock.now())) throw staleTransfer();
  const { verification, existing } = await requestVerification(deps, actor, transfer.customerId, {
    ...said,
    transfer: {
      id: transfer.id,
      hash: transfer.hash,
      detail: authorizationDetail(transfer),
      message: transferMessage(transfer.order, deps.ciba.sendsDetails),
    },
  });
  if (existing && verification.transferHash !== transfer.hash) throw isBusy(actor, verification);
  return verification;
}

/**
 * What keeps this customer from being asked at this moment, before anything is changed for it; undefined where nothing does. To
 * be called by who is refused for it: then a limit that was come to is recorded.
 */
export async function whyNotNow(
  deps: AskDeps,
  actor: StaffActor,
  customerId: string,
): Promise<(() => Promise<AppError>) | undefined> {
  const current = await deps.verifications.findCurrent(customerId);
  if (current && isOpen(current)) return async () => isBusy(actor, current);
  const customer = await deps.directory.get(customerId);
  if (!customer) return undefined;
  const { limits } = deps.requests;
  const now = deps.clock.now();
  const of = { customerId, customerSubject: customer.subject, staffSubject: actor.subject };
  const verdict = guardRequest(limits, await deps.verifications.guardFacts(of, limits, now), now);
  return verdict.kind === 'refused' ? () => refusalOf(deps, actor, verdict, now) : undefined;
}

function isBusy(actor: StaffActor, { staffSubject, staffName }: Verification): AppError {
  return new AppError(
    'conflict',
    staffSubject === actor.subject ? say.askedByYou : say.askedBy({ name: staffName }),
  );
}

/** Gives the open request up; the transfer waits, and the customer may be asked again. */
export async function cancelAsking(deps: AskDeps, actor: StaffActor, id: string): Promise<Transfer> {
  const transfer = await findOwn(deps, actor, id, 'cancel request');
  await cancelRequests(deps, actor, transfer);
  return transfer;
}

/** What still asks the customer about this transfer is over: an answer to it leads nowhere. */
export async function cancelRequests(
  deps: Pick<AskDeps, 'verifications' | 'clock'>,
  actor: StaffActor,
  { id }: Transfer,
): Promise<void> {
  for (const verification of await deps.verifications.listInUseOf(id)) {
    if (isOpen(verification)) await applyToVerification(deps, verification.id, { type: 'cancelled' }, actor);
  }
}
