import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { EndGrantDeps } from '../verification/end-grant';
import { type CustomerDeps, getCustomer } from './get';
import { turnTo } from './turn-to';

/**
 * Whoever verifies is shown a page of this customer that their browser still had, without asking for it: what they had
 * on screen of others is over, as if they had opened it.
 */
export async function enterCustomer(
  deps: CustomerDeps & EndGrantDeps,
  actor: StaffActor,
  id: string,
): Promise<void> {
  authorize(actor, 'verification.request');
  const { customer } = await getCustomer(deps, actor, id);
  await turnTo(deps, actor, customer.id);
}
