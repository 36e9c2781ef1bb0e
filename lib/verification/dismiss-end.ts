import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import type { VerificationStore } from './store';
import { isVerificationId } from './verification';

/**
 * This person has read how their verification ended, and it need not stand among their calls any more.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function dismissEnd(
  deps: { readonly verifications: Pick<VerificationStore, 'dismiss'>; readonly clock: Clock },
  actor: StaffActor,
  id: string,
): Promise<void> {
  authorize(actor, 'verification.request');
  const isTheirs =
    isVerificationId(id) && (await deps.verifications.dismiss(id, actor.subject, deps.clock.now()));
  if (!isTheirs) throw new AppError('not_found', 'There is no such verification.');
}
