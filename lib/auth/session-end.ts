import type { Clock } from '../clock';
import { hintOf, type Notifications } from '../verification/notifications';
import { rereads } from '../verification/rereads';
import type { SharedReads } from '../verification/shared-reads';
import type { StaffSessions } from './staff-sessions';

/** Resolves when the session has ended or run out, or `signal` aborts: within 5 s, at once where it is announced. */
export async function sessionEnd(
  deps: {
    readonly sessions: StaffSessions;
    readonly notifications: Notifications;
    readonly reads: SharedReads;
    readonly clock: Clock;
  },
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const subscribe = (wake: () => void) => deps.notifications.onChange(hintOf.session(id), wake);
  for await (const _ of rereads(deps, subscribe, signal, hintOf.session(id))) {
    if (!(await isLive(deps, id))) return;
  }
}

/** Whether the session is good, asked once for all its streams that want to know now. */
export function isLive(
  { sessions, reads, clock }: Pick<Parameters<typeof sessionEnd>[0], 'sessions' | 'reads' | 'clock'>,
  id: string,
): Promise<boolean> {
  return reads.read(hintOf.session(id), () => sessions.isLive(id, clock.now()));
}
