import { say } from '@/messages/verification/refusals';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { AppError } from '../errors';
import { type EndGrantDeps, endGrant } from './end-grant';
import { findWatchable } from './find';
import { isOpen, type Verification } from './verification';

/**
 * A supervisor takes a verified call from who has it, so that the customer can be verified by somebody else. The data
 * locks and the tokens are revoked. Idempotent.
 *
 * @throws AppError `forbidden`, `not_found`; `conflict` where the customer has not answered yet
 */
export async function releaseCall(deps: EndGrantDeps, actor: StaffActor, id: string): Promise<Verification> {
  authorize(actor, 'verification.release');
  const found = await findWatchable(deps, actor, id);
  if (isOpen(found) || found.purpose !== 'account_access') {
    throw new AppError('conflict', say.notReleasable);
  }
  if (found.status === 'approved') await endGrant(deps, found.id, 'released', actor);
  return findWatchable(deps, actor, id);
}
