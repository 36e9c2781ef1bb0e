import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { findWatchable } from '../verification/find';
import type { VerificationStore } from '../verification/store';
import type { Verification } from '../verification/verification';
import { readReason } from './reason';
import { reportOn } from './reports-of';

/**
 * A member of staff says that whoever is on this call is not the customer: one's own verification, or anybody's for who
 * may see all. The customer's alarm is raised at once.
 *
 * @param why in their words
 * @returns the verification as it is then
 * @throws AppError `forbidden`, `not_found`, `invalid_input` without a reason
 */
export async function reportNotCustomer(
  deps: { readonly verifications: VerificationStore; readonly clock: Clock },
  actor: StaffActor,
  verificationId: string,
  why: string,
): Promise<Verification> {
  authorize(actor, 'report.make');
  const verification = await findWatchable(deps, actor, verificationId);
  const report = reportOn(verification, 'staff', actor, deps.clock.now(), readReason(why));
  await deps.verifications.report([report]);
  return findWatchable(deps, actor, verificationId);
}
