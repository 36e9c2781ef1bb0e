import { say } from '@/messages/verification/refusals';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import type { VerificationStore } from './store';
import { isVerificationId } from './verification';

/**
 * This person has read how their verification ended, and it need not stand among their calls any more.
 *
 * @throws AppError `forbidden`, `not_found`; `conflict` while it asks them what the caller says
 */
export async function dismissEnd(
  deps: { readonly verifications: Pick<VerificationStore, 'dismiss' | 'find'>; readonly clock: Clock },
  actor: StaffActor,
  id: string,
): Promise<void> {
  authorize(actor, 'verification.request');
  const found = isVerificationId(id) ? await deps.verifications.find(id) : undefined;
  if (found?.staffSubject !== actor.subject) throw new AppError('not_found', say.noVerification);
  if (found.denialUnclear && found.denialAnswer === null) {
    throw new AppError('conflict', say.answerFirst);
  }
  await deps.verifications.dismiss(found.id, actor.subject, deps.clock.now());
}
