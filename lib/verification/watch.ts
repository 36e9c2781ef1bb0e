import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import { findWatchable } from './find';
import type { Notifications } from './notifications';
import { present } from './present';
import type { VerificationStore } from './store';
import { isOver, type VerificationView } from './view';

/** Without a notification the row is re-read this often: NOTIFY is only a hint. */
const REREAD_MS = 5_000;

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
  let wake = () => {};
  let changed = false;
  const unsubscribe = deps.notifications.onVerification(id, () => {
    changed = true;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      changed = false;
      const view = present(await findWatchable(deps, actor, id), actor, deps.clock.now());
      if (view.version > seen) {
        seen = view.version;
        yield view;
      }
      if (isOver(view) || signal.aborted) return;
      if (changed) continue;
      await new Promise<void>((resolve) => {
        const cancel = deps.clock.after(REREAD_MS, resolve);
        wake = () => {
          cancel();
          resolve();
        };
      });
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    unsubscribe();
  }
}
