import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { closeAll } from '../verification/end-call';
import type { EndGrantDeps } from '../verification/end-grant';
import type { StaffIdp } from './staff-idp';
import type { StaffSessions } from './staff-sessions';

export interface SignOutDeps extends EndGrantDeps {
  readonly sessions: StaffSessions;
  readonly staffIdp: StaffIdp;
  readonly audit: AuditLog;
}

/**
 * Ends the session on every node, with all verifications and approvals of this person.
 *
 * @returns where the browser goes to end the staff IdP's session too, if there is such a page
 */
export async function signOutStaff(deps: SignOutDeps, actor: StaffActor): Promise<string | undefined> {
  const now = deps.clock.now();
  // First, so that nothing can be opened anew, nor a later fault keep them signed in.
  await deps.sessions.end(actor.sessionId, now);
  await deps.audit.append({ at: now, actor, action: 'staff.signed_out' });
  await closeAll(deps, actor);
  return deps.staffIdp.endSessionUrl(actor.subject);
}
