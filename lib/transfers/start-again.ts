import { say } from '@/messages/transfers/refusals';
import type { StaffActor } from '../actor';
import { canonical } from '../ciba/authorization-details';
import { AppError } from '../errors';
import { findOwn } from './find';
import { type Draft, type DraftDeps, saveDraft } from './save-draft';
import { mayStartAgain } from './transfer';

/** A new draft with what was typed into one that has ended. Nobody's agreement comes with it. */
export async function startAgain(deps: DraftDeps, actor: StaffActor, id: string): Promise<Draft> {
  const ended = await findOwn(deps, actor, id, 'start again');
  if (!mayStartAgain(ended)) throw new AppError('conflict', say.cannotStartAgain);
  const { customerId, form } = ended;
  const begun = await deps.transfers.findDraft(customerId, actor.subject);
  const draft = begun ? undefined : await saveDraft(deps, actor, customerId, form);
  // Two tabs may begin at once: whose draft it became shows in what stands in it.
  if (!draft || canonical(draft.transfer.form) !== canonical(form)) {
    throw new AppError('conflict', say.anotherBegun);
  }
  return draft;
}
