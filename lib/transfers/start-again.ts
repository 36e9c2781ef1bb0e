import type { StaffActor } from '../actor';
import { AppError } from '../errors';
import { findOwn } from './find';
import { type Draft, type DraftDeps, saveDraft } from './save-draft';

/** A new draft with what was typed into one that has ended. Nobody's agreement comes with it. */
export async function startAgain(deps: DraftDeps, actor: StaffActor, id: string): Promise<Draft> {
  const { customerId, form, endedAt } = await findOwn(deps, actor, id, 'start again');
  if (!endedAt) throw new AppError('conflict', 'This transfer has not ended.');
  if (await deps.transfers.findDraft(customerId, actor.subject)) {
    throw new AppError(
      'conflict',
      'You have begun another transfer for this customer. Finish or cancel that one first.',
    );
  }
  return saveDraft(deps, actor, customerId, form);
}
