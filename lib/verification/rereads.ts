import type { Clock } from '../clock';

/** Without a notification the database is read again this often: NOTIFY is only a hint. */
const REREAD_MS = 5_000;

/**
 * A turn at once, then one whenever `subscribe`'s listener was called, and one every few seconds all the same, until
 * `signal` aborts. Calls during a turn are not lost: they bring one more.
 */
export async function* rereads(
  { clock }: { readonly clock: Clock },
  subscribe: (wake: () => void) => () => void,
  signal: AbortSignal,
): AsyncGenerator<void> {
  let wake = () => {};
  let changed = false;
  const unsubscribe = subscribe(() => {
    changed = true;
    wake();
  });
  const onAbort = () => wake();
  signal.addEventListener('abort', onAbort);
  try {
    while (!signal.aborted) {
      changed = false;
      yield;
      if (signal.aborted) return;
      if (changed) continue;
      await new Promise<void>((resolve) => {
        const cancel = clock.after(REREAD_MS, resolve);
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
