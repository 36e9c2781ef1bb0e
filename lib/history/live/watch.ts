import type { StaffActor } from '../../actor';
import { authorize } from '../../auth/permissions';
import type { Clock } from '../../clock';
import { isTransferId } from '../../transfers/transfer';
import { isOfOneRow, type Notifications } from '../../verification/notifications';
import type { SharedReads } from '../../verification/shared-reads';
import { snapshots } from '../../verification/snapshots';
import type { LiveView } from './view';
import type { Wall } from './wall';

/**
 * What happens at the desk right now, once.
 *
 * @throws AppError `forbidden`
 */
export async function getLive(deps: { readonly wall: Wall }, actor: StaffActor): Promise<LiveView> {
  authorize(actor, 'history.read_all');
  return deps.wall.read();
}

/**
 * The same again whenever it has changed, until `signal` aborts. Some of it changes by itself with the time, and is
 * seen within a few seconds.
 *
 * @throws AppError `forbidden`, at once
 */
export function watchLive(
  deps: {
    readonly wall: Wall;
    readonly notifications: Notifications;
    readonly reads: SharedReads;
    readonly clock: Clock;
  },
  actor: StaffActor,
  signal: AbortSignal,
): AsyncGenerator<LiveView> {
  authorize(actor, 'history.read_all');
  // Nothing here tells of transfers; their requests are verifications.
  const subscribe = (wake: () => void) =>
    deps.notifications.onAny((id) => {
      if (id === undefined || (isOfOneRow(id) && !isTransferId(id))) wake();
    });
  return snapshots(deps, subscribe, { topic: 'live', actor, read: () => deps.wall.read() }, signal);
}
