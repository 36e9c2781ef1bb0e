import type { StaffActor } from '../actor';
import { can } from '../auth/permissions';
import { leaveOthers } from '../verification/end-call';
import type { EndGrantDeps } from '../verification/end-grant';

/**
 * This customer is the one the person now has before them: what they had on screen of others is over. Who cannot hold
 * approvals only looks, and ends nothing.
 */
export async function turnTo(deps: EndGrantDeps, actor: StaffActor, customerId: string): Promise<void> {
  if (!can(actor, 'verification.request')) return;
  // First, so that data of another customer that is still being fetched is not shown any more.
  await deps.verifications.turnTo(actor.subject, customerId);
  await leaveOthers(deps, actor, customerId);
}
