import type { StaffActor } from '../actor';
import { apply } from './apply';
import { type EndGrantDeps, endGrant } from './end-grant';
import { findOwn } from './find';
import { isOpen, type Verification } from './verification';

/** The call is over: all this person may see of the customer locks and the tokens are revoked. Idempotent. */
export async function endCall(deps: EndGrantDeps, actor: StaffActor, id: string): Promise<Verification> {
  const { customerId } = await findOwn(deps, actor, id);
  for (const current of await deps.verifications.listCurrentOf(actor.subject)) {
    if (current.customerId !== customerId || isOpen(current)) continue;
    await endGrant(deps, current.id, 'call_ended', actor);
  }
  return findOwn(deps, actor, id);
}

/**
 * The agent turned to another customer: approvals whose data they had on screen end, so that only one
 * customer's data is ever within reach. What is still waiting for its customer goes on.
 */
export async function leaveOthers(deps: EndGrantDeps, actor: StaffActor, customerId: string): Promise<void> {
  for (const verification of await deps.verifications.listCurrentOf(actor.subject)) {
    if (verification.customerId === customerId || verification.viewedAt === null) continue;
    await endGrant(deps, verification.id, 'left_customer', actor);
  }
}

/**
 * The agent signed out: nothing of theirs stays open, whatever their role is by now. One that cannot be
 * closed does not keep the others open; it runs out by itself.
 */
export async function closeAll(deps: EndGrantDeps, actor: StaffActor): Promise<void> {
  const current = await deps.verifications.listCurrentOf(actor.subject);
  const closed = await Promise.allSettled(
    current.map(({ id, status }) =>
      isOpen({ status })
        ? apply(deps, id, { type: 'cancelled' }, actor)
        : endGrant(deps, id, 'signed_out', actor),
    ),
  );
  for (const result of closed) {
    if (result.status === 'rejected') deps.log.error({ err: result.reason }, 'not closed at sign-out');
  }
}
