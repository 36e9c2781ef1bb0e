import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { apply } from './apply';
import { findOwn } from './find';
import type { VerificationStore } from './store';
import type { Verification } from './verification';

/**
 * Gives a verification up. CIBA knows no way to call a request back, so the phone may go on showing it;
 * an approval that comes after this leads nowhere.
 *
 * @returns the verification as it is now, also when it had ended before
 */
export async function cancelVerification(
  deps: { readonly verifications: VerificationStore; readonly clock: Clock },
  actor: StaffActor,
  id: string,
): Promise<Verification> {
  authorize(actor, 'verification.cancel');
  const verification = await findOwn(deps, actor, id);
  return (await apply(deps, verification.id, { type: 'cancelled' }, actor)) ?? findOwn(deps, actor, id);
}
