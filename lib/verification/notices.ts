import type { Clock } from '../clock';
import type { Notifications } from './notifications';
import { rereads } from './rereads';
import type { Changed } from './view';

/**
 * Says, at once and then at most every `PAUSE_MS`, that something has changed that a hint of this kind tells of, and
 * nothing about it: who hears it asks, with their own permissions.
 *
 * @param mark differs whenever it has changed: for what must be told also while no hint comes through
 */
export async function* notices(
  deps: { readonly notifications: Notifications; readonly clock: Clock },
  isAbout: (hint: string) => boolean,
  signal: AbortSignal,
  mark?: () => Promise<string>,
): AsyncGenerator<Changed> {
  let changed = true;
  let told: string | undefined;
  const subscribe = (wake: () => void) =>
    deps.notifications.onAny((hint) => {
      if (hint !== undefined && !isAbout(hint)) return;
      changed = true;
      wake();
    });
  for await (const _ of rereads(deps, subscribe, signal)) {
    const now = await mark?.();
    if (!changed && now === told) continue;
    changed = false;
    told = now;
    yield { at: deps.clock.now().toISOString() };
    await new Promise<void>((resolve) => deps.clock.after(PAUSE_MS, resolve));
  }
}

const PAUSE_MS = 250;
