import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { leaveOthers } from '../verification/end-call';
import type { EndGrantDeps } from '../verification/end-grant';
import { type CustomerDeps, getCustomer } from './get';

/** Whoever verifies turns to this customer: what they had on screen of others is over. */
export async function enterCustomer(
  deps: CustomerDeps & EndGrantDeps,
  actor: StaffActor,
  id: string,
): Promise<void> {
  authorize(actor, 'verification.request');
  const { customer } = await getCustomer(deps, actor, id);
  await leaveOthers(deps, actor, customer.id);
}
