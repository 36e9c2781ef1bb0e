import type { StaffActor } from '../actor';
import type { AuditEntry } from '../audit/entry';
import { closeAll } from '../verification/end-call';
import type { EndGrantDeps } from '../verification/end-grant';
import type { EndedSession, SessionsToEnd, StaffSessions } from './staff-sessions';

/** Why a session ended that its person did not end themselves. */
export type SessionEndReason =
  /** Somebody signed in at the same browser. */
  | 'replaced'
  /** Nobody pressed or typed anything for as long as a session may rest. */
  | 'idle'
  /** The staff IdP said so (OpenID Connect Back-Channel Logout 1.0). */
  | 'provider';

/** Whose session it was. Their roles are not known any more, and nothing that ends needs one. */
export function personOf({ id, subject, name }: EndedSession): StaffActor {
  return { kind: 'staff', subject, name, roles: [], sessionId: id };
}

/** The record of it, which says whose session it was. */
export function endedBecause(why: SessionEndReason, actor: StaffActor, at: Date): AuditEntry {
  return { at, actor, action: 'security.session_ended', details: { why } };
}

/**
 * Ends sessions on every node, with all verifications and approvals of their people.
 *
 * @param once the logout token that says so, which counts one time
 * @returns how many there were
 */
export async function endSessions(
  deps: EndGrantDeps & { readonly sessions: Pick<StaffSessions, 'endAll'> },
  which: SessionsToEnd,
  why: SessionEndReason,
  once?: Parameters<StaffSessions['endAll']>[3],
): Promise<number | 'came_before'> {
  const now = deps.clock.now();
  const auditOf = (session: EndedSession) => endedBecause(why, personOf(session), now);
  const ended = await deps.sessions.endAll(which, now, auditOf, once);
  if (ended === 'came_before') return ended;
  const people = new Map(ended.map((session) => [session.subject, personOf(session)]));
  for (const actor of people.values()) await closeAll(deps, actor);
  return ended.length;
}
