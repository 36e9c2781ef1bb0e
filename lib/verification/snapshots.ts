import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import { rereads } from './rereads';
import type { SharedReads } from './shared-reads';

/** What is read, for whom. */
export interface Reading<T> {
  /** Names it among all that is read: `customer:C-100001`. */
  readonly topic: string;
  readonly actor: StaffActor;
  readonly read: () => Promise<T>;
}

/**
 * What `read` answers, at once and then whenever it answers something else, until `signal` aborts. It is asked when
 * `subscribe`'s listener is called, and every few seconds all the same, once for all streams of a session. A change may be skipped when a newer one is
 * there: only the latest state counts. The server's clock (`now`, at any depth) is no change.
 */
export async function* snapshots<T>(
  deps: { readonly clock: Clock; readonly reads: SharedReads },
  subscribe: (wake: () => void) => () => void,
  { topic, actor, read }: Reading<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  let told: string | undefined;
  const key = `${topic} ${actor.sessionId} ${actor.roles}`;
  for await (const _ of rereads(deps, subscribe, signal, key)) {
    const value = await deps.reads.read(key, read);
    const state = JSON.stringify(value, (key, part: unknown) => (key === 'now' ? undefined : part));
    if (state !== told) yield value;
    told = state;
  }
}
