import type { StaffActor } from '../actor';
import { hintOf, type Notifications, onAnyOf } from './notifications';
import { listOpenCalls, type OpenCallsDeps } from './open-calls';
import type { SharedReads } from './shared-reads';
import { snapshots } from './snapshots';
import type { OpenCalls } from './view';

/** This person's open calls, and again whenever one of them changes, until `signal` aborts. */
export function watchCalls(
  deps: OpenCallsDeps & { readonly notifications: Notifications; readonly reads: SharedReads },
  actor: StaffActor,
  signal: AbortSignal,
): AsyncGenerator<OpenCalls> {
  const subscribe = (wake: () => void) =>
    onAnyOf(deps.notifications, [hintOf.staff(actor.subject), hintOf.alarms], wake);
  return snapshots(
    deps,
    subscribe,
    { topic: 'calls', actor, read: () => listOpenCalls(deps, actor) },
    signal,
  );
}
