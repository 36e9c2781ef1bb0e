import type { Clock } from '../clock';
import { hintOf, type Notifications } from '../verification/notifications';
import { rereads } from '../verification/rereads';
import type { StaffSessions } from './staff-sessions';

/** Resolves when the session has ended or run out, or `signal` aborts: within 5 s, at once where it is announced. */
export async function sessionEnd(
  deps: { readonly sessions: StaffSessions; readonly notifications: Notifications; readonly clock: Clock },
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const subscribe = (wake: () => void) => deps.notifications.onChange(hintOf.session(id), wake);
  for await (const _ of rereads(deps, subscribe, signal)) {
    if (!(await deps.sessions.isLive(id, deps.clock.now()))) return;
  }
}
