import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import type { Notifications } from '../verification/notifications';
import { rereads } from '../verification/rereads';
import { findVisible } from './find';
import { getTransfer, type ViewDeps } from './get';
import { isTransferId } from './transfer';
import { isSettled, type TransferView } from './view';

export interface WatchDeps extends ViewDeps {
  readonly notifications: Notifications;
  readonly clock: Clock;
}

/**
 * Snapshots of a transfer and of the request to its customer, the first at once, then one for every change, until it
 * is settled or `signal` aborts.
 *
 * @throws AppError when this person may not watch it (before the first snapshot)
 */
export async function* watchTransfer(
  deps: WatchDeps,
  actor: StaffActor,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<TransferView> {
  const { id: known, customerId } = await findVisible(deps, actor, id);
  let seen = '';
  const subscribe = (wake: () => void) => {
    const stops = [known, `customer:${customerId}`].map((id) => deps.notifications.onChange(id, wake));
    return () => {
      for (const stop of stops) stop();
    };
  };
  const changes = rereads(deps, subscribe, signal);
  for await (const _ of changes) {
    const view = await getTransfer(deps, actor, known);
    const state = `${view.version} ${view.verification?.id} ${view.verification?.version} ${view.alarm?.id} ${view.alarm?.reports.length}`;
    if (state !== seen) yield view;
    seen = state;
    if (isSettled(view)) return;
  }
}

/** Says, at most every `pauseMs`, that some transfer has changed: work lists are read again then. */
export async function* watchTransfers(
  deps: Pick<WatchDeps, 'notifications' | 'clock'>,
  signal: AbortSignal,
  pauseMs = 250,
): AsyncGenerator<{ readonly at: string }> {
  let changed = true;
  const subscribe = (wake: () => void) =>
    deps.notifications.onAny((id) => {
      if (id !== undefined && !isTransferId(id)) return;
      changed = true;
      wake();
    });
  for await (const _ of rereads(deps, subscribe, signal)) {
    if (!changed) continue;
    changed = false;
    yield { at: deps.clock.now().toISOString() };
    await new Promise<void>((resolve) => deps.clock.after(pauseMs, resolve));
  }
}
