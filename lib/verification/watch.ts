import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import { findWatchable } from './find';
import type { Notifications } from './notifications';
import { present } from './present';
import { rereads } from './rereads';
import type { VerificationStore } from './store';
import { isOver, type VerificationView } from './view';

/**
 * Snapshots of a verification, the first at once, then one for every change, until it is over or
 * `signal` aborts. Who starts with `since` gets nothing they have seen already. A change may be skipped
 * when a newer one is there: only the latest state counts.
 *
 * @throws AppError when this person may not watch it (before the first snapshot)
 */
export async function* watch(
  deps: {
    readonly verifications: VerificationStore;
    readonly notifications: Notifications;
    readonly clock: Clock;
  },
  actor: StaffActor,
  id: string,
  signal: AbortSignal,
  since = 0,
): AsyncGenerator<VerificationView> {
  let seen = since;
  for await (const _ of rereads(deps, (wake) => deps.notifications.onChange(id, wake), signal)) {
    const view = present(await findWatchable(deps, actor, id), actor, deps.clock.now());
    if (view.version > seen) {
      seen = view.version;
      yield view;
    }
    if (isOver(view)) return;
  }
}
