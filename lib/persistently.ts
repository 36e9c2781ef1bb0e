import type { Clock } from './clock';

const ATTEMPTS = 5;
const PAUSE_MS = 500;

/**
 * Stores what exists only in this process so far (tokens, an answer of the bank): tried a few times before it is given
 * up, since it cannot be asked for again.
 *
 * @throws what the last attempt threw
 */
export async function persistently<T>(clock: Clock, store: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store();
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
    }
  }
}
