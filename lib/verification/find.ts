import { say } from '@/messages/verification/refusals';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { AppError, type Refusal } from '../errors';
import { mayWatch } from './present';
import type { VerificationStore } from './store';
import { isVerificationId, type Verification } from './verification';

interface FindDeps {
  readonly verifications: VerificationStore;
}

/**
 * A verification this person may watch. Somebody else's is `not_found`, like one that does not exist:
 * whoever tries ids learns nothing.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function findWatchable(
  { verifications }: FindDeps,
  actor: StaffActor,
  id: string,
): Promise<Verification> {
  authorize(actor, 'verification.read');
  const found = isVerificationId(id) ? await verifications.find(id) : undefined;
  if (!found) throw new AppError('not_found', say.noVerification);
  if (!mayWatch(found, actor))
    throw new AppError('not_found', say.noVerification, { refusal: notTheirs(found) });
  return found;
}

/** A verification this person made and may act on. */
export async function findOwn(deps: FindDeps, actor: StaffActor, id: string): Promise<Verification> {
  const found = await findWatchable(deps, actor, id);
  if (found.staffSubject !== actor.subject) {
    throw new AppError('forbidden', say.notYours, {
      refusal: notTheirs(found),
    });
  }
  return found;
}

function notTheirs({ id, customerId }: Verification): Refusal {
  return { why: 'person', verificationId: id, customerId };
}
