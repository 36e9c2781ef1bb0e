import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import { notices } from '../verification/notices';
import { hintOf, type Notifications, onAnyOf } from '../verification/notifications';
import type { SharedReads } from '../verification/shared-reads';
import { snapshots } from '../verification/snapshots';
import type { Changed } from '../verification/view';
import { findVisible } from './find';
import { getTransfer, type ViewDeps } from './get';
import { isTransferId } from './transfer';
import type { TransferView } from './view';

export interface WatchDeps extends ViewDeps {
  readonly notifications: Notifications;
  readonly reads: SharedReads;
  readonly clock: Clock;
}

/**
 * Snapshots of a transfer, of the request to its customer and of their alarm, the first at once, then one for every
 * change, until `signal` aborts.
 *
 * @throws AppError when this person may not watch it (before the first snapshot)
 */
export async function* watchTransfer(
  deps: WatchDeps,
  actor: StaffActor,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<TransferView> {
  const { customerId } = await findVisible(deps, actor, id);
  const subscribe = (wake: () => void) =>
    onAnyOf(deps.notifications, [id, hintOf.customer(customerId)], wake);
  const read = () => getTransfer(deps, actor, id);
  yield* snapshots(deps, subscribe, { topic: `transfer:${id}`, actor, read }, signal);
}

/** Says that some transfer has changed: work lists are read again then. */
export function watchTransfers(
  deps: Pick<WatchDeps, 'notifications' | 'clock'>,
  signal: AbortSignal,
): AsyncGenerator<Changed> {
  return notices(deps, isTransferId, signal);
}
