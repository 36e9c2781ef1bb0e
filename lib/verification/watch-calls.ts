import type { StaffActor } from '../actor';
import { hintOf, type Notifications, onAnyOf } from './notifications';
import { listOpenCalls, type OpenCallsDeps } from './open-calls';
import { snapshots } from './snapshots';
import type { OpenCalls } from './view';

/** This person's open calls, and again whenever one of them changes, until `signal` aborts. */
export function watchCalls(
  deps: OpenCallsDeps & { readonly notifications: Notifications },
  actor: StaffActor,
  signal: AbortSignal,
): AsyncGenerator<OpenCalls> {
  const subscribe = (wake: () => void) =>
    onAnyOf(deps.notifications, [hintOf.staff(actor.subject), hintOf.alarms], wake);
  return snapshots(deps, subscribe, () => listOpenCalls(deps, actor), signal);
}
