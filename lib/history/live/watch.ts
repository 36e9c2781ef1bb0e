import type { StaffActor } from '../../actor';
import { authorize } from '../../auth/permissions';
import type { Clock } from '../../clock';
import { isTransferId } from '../../transfers/transfer';
import type { Notifications } from '../../verification/notifications';
import { rereads } from '../../verification/rereads';
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
  deps: { readonly wall: Wall; readonly notifications: Notifications; readonly clock: Clock },
  actor: StaffActor,
  signal: AbortSignal,
): AsyncGenerator<LiveView> {
  authorize(actor, 'history.read_all');
  return snapshots(deps, signal);
}

async function* snapshots(
  deps: { readonly wall: Wall; readonly notifications: Notifications; readonly clock: Clock },
  signal: AbortSignal,
): AsyncGenerator<LiveView> {
  // Nothing here tells of transfers; their requests are verifications.
  const subscribe = (wake: () => void) =>
    deps.notifications.onAny((id) => {
      if (id === undefined || !isTransferId(id)) wake();
    });
  let seen = '';
  for await (const _ of rereads(deps, subscribe, signal)) {
    const view = await deps.wall.read();
    const state = JSON.stringify({ ...view, now: '' });
    if (state !== seen) yield view;
    seen = state;
  }
}
