import type { StaffActor } from '../actor';
import { closeAll } from '../verification/end-call';
import type { EndGrantDeps } from '../verification/end-grant';
import type { StaffIdp } from './staff-idp';
import type { StaffSessions } from './staff-sessions';

export interface SignOutDeps extends EndGrantDeps {
  readonly sessions: StaffSessions;
  readonly staffIdp: Pick<StaffIdp, 'endSessionUrl'>;
}

/**
 * Ends the session on every node, with all verifications and approvals of this person.
 *
 * @returns where the browser goes to end the staff IdP's session too, if there is such a page
 */
export async function signOutStaff(deps: SignOutDeps, actor: StaffActor): Promise<string | undefined> {
  // While the session lives, so that other tabs are told, and a fault leaves somebody who can try again.
  await closeAll(deps, actor);
  const endSessionUrl = await deps.staffIdp.endSessionUrl(actor.subject);
  const now = deps.clock.now();
  await deps.sessions.end(actor.sessionId, now, { at: now, actor, action: 'staff.signed_out' });
  return endSessionUrl;
}
