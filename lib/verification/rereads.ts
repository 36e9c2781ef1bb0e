import type { Clock } from '../clock';

/** Without a notification the database is read again this often: NOTIFY is only a hint. */
const REREAD_MS = 5_000;

/**
 * A turn at once, then one whenever `subscribe`'s listener was called, and one every few seconds all the same, until
 * `signal` aborts. Calls during a turn are not lost: they bring one more.
 *
 * @param key whose turns of every few seconds fall together: those of the same. Without it they count from the last turn
 */
export async function* rereads(
  { clock }: { readonly clock: Clock },
  subscribe: (wake: () => void) => () => void,
  signal: AbortSignal,
  key?: string,
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
        const cancel = clock.after(key === undefined ? REREAD_MS : untilTurn(key, clock.now()), resolve);
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

/** Each key has a moment of its own within the five seconds: not all keys read at once. */
function untilTurn(key: string, now: Date): number {
  let phase = 0;
  for (const sign of key) phase = (phase * 31 + (sign.codePointAt(0) ?? 0)) % REREAD_MS;
  return REREAD_MS - ((now.getTime() + phase) % REREAD_MS);
}
