import type { StaffActor } from '../actor';
import { closeAll } from '../verification/end-call';
import type { EndGrantDeps } from '../verification/end-grant';
import type { EndSession, StaffIdp } from './staff-idp';
import type { StaffSessions } from './staff-sessions';

export interface SignOutDeps extends EndGrantDeps {
  readonly sessions: Pick<StaffSessions, 'end' | 'idTokenOf'>;
  readonly staffIdp: Pick<StaffIdp, 'endSession'>;
}

/**
 * Ends the session on every node, with all verifications and approvals of this person.
 *
 * @returns how the browser ends the staff IdP's session too, if there is a way
 */
export async function signOutStaff(deps: SignOutDeps, actor: StaffActor): Promise<EndSession | undefined> {
  // While the session lives, so that other tabs are told, and a fault leaves somebody who can try again.
  await closeAll(deps, actor);
  const idToken = await deps.sessions.idTokenOf(actor.sessionId);
  const endSession = await deps.staffIdp.endSession(idToken, actor.subject);
  const now = deps.clock.now();
  await deps.sessions.end(actor.sessionId, now, { at: now, actor, action: 'staff.signed_out' });
  return endSession;
}
