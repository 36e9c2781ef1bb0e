import type { Clock } from '../clock';
import { rereads } from './rereads';

/**
 * What `read` answers, at once and then whenever it answers something else, until `signal` aborts. It is asked when
 * `subscribe`'s listener is called, and every few seconds all the same. A change may be skipped when a newer one is
 * there: only the latest state counts. The server's clock (`now`, at any depth) is no change.
 */
export async function* snapshots<T>(
  deps: { readonly clock: Clock },
  subscribe: (wake: () => void) => () => void,
  read: () => Promise<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  let told: string | undefined;
  for await (const _ of rereads(deps, subscribe, signal)) {
    const value = await read();
    const state = JSON.stringify(value, (key, part: unknown) => (key === 'now' ? undefined : part));
    if (state !== told) yield value;
    told = state;
  }
}
