import type { Clock } from './clock';
import { isAppError } from './errors';
import type { Logger } from './log';

const PAUSE_MS = 500;
/** No failover lasts as long. What cannot be stored by then never will be: there is a fault in the row, or in us. */
const PATIENCE_MS = 60 * 60 * 1000;

/**
 * Stores what exists only in this process and cannot be asked for again (tokens, an acknowledgement, an answer of the
 * bank): tried until the database has said what became of it, and no later than an hour.
 *
 * A commit whose answer is missing may hold or not. So `store` begins by reading, and comes to the same end when it
 * finds its own work done; whatever must only happen when it is, or is not, happens after this returns.
 *
 * @param what names it in the log, by ids alone
 * @throws `not_found` at once; after an hour, what the last attempt threw: nothing is known then
 */
export async function persistently<T>(
  { clock, log }: { readonly clock: Clock; readonly log: Logger },
  what: Readonly<Record<string, string>>,
  store: () => Promise<T>,
): Promise<T> {
  const since = clock.now().getTime();
  for (let attempt = 1; ; attempt++) {
    try {
      const stored = await store();
      if (attempt > 1) log.info({ ...what, attempt }, 'what was kept is stored');
      return stored;
    } catch (error) {
      if (isAppError(error) && error.code === 'not_found') throw error;
      const waited = clock.now().getTime() - since;
      if (waited >= PATIENCE_MS) throw error;
      if (attempt === 1) log.warn({ ...what, err: error }, 'not stored: kept, and tried until it is');
      await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
    }
  }
}
