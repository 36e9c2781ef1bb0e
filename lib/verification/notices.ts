import type { Clock } from '../clock';
import type { Notifications } from './notifications';
import { rereads } from './rereads';
import type { Changed } from './view';

/**
 * Says, at once and then at most every `pauseMs`, that something has changed that a hint of this kind tells of, and
 * nothing about it: who hears it asks, with their own permissions.
 */
export async function* notices(
  deps: { readonly notifications: Notifications; readonly clock: Clock },
  isAbout: (hint: string) => boolean,
  signal: AbortSignal,
  pauseMs = 250,
): AsyncGenerator<Changed> {
  let changed = true;
  const subscribe = (wake: () => void) =>
    deps.notifications.onAny((hint) => {
      if (hint !== undefined && !isAbout(hint)) return;
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
