import type { AuditEntry } from '../audit/entry';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { COUNTS_KEPT_MS, PACE_MS, type SearchStore, type SearchWindow, WINDOW_MS } from './searches';

export interface DigesterDeps {
  readonly searches: Pick<SearchStore, 'digest' | 'forget'>;
  readonly clock: Clock;
  readonly log: Logger;
}

const LOOK_MS = 60_000;

/**
 * Records who searched how much, one record for each person and quarter of an hour, on whichever node. What no node
 * came to waits in the database.
 */
export class Digester {
  readonly #deps: DigesterDeps;
  #cancel = () => {};
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: DigesterDeps) {
    this.#deps = deps;
  }

  start(): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.clock.after(LOOK_MS, () => {
      this.#working = this.#look().then(() => this.start());
    });
  }

  /** Ends after the window that is being digested. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#working;
  }

  async #look(): Promise<void> {
    const { searches, clock, log } = this.#deps;
    const before = (ms: number) => new Date(clock.now().getTime() - ms);
    try {
      let more = true;
      while (more && !this.#stopped) {
        const now = clock.now();
        more = await searches.digest(before(WINDOW_MS), now, (window) => digestOf(window, now));
      }
      await searches.forget(before(COUNTS_KEPT_MS), before(PACE_MS));
    } catch (error) {
      // Nothing is lost: the next look tries it again.
      log.error({ err: error }, 'searches could not be recorded');
    }
  }
}

/** What the trail keeps of a window: how much for good, who was opened for as long as what tells of customers. */
function digestOf(
  { staff, from, to, searches, limitReached, customersSeen, opened }: SearchWindow,
  at: Date,
): AuditEntry {
  return {
    at,
    // The record says who it was and nothing of what they were allowed.
    actor: { kind: 'staff', ...staff, roles: [], sessionId: '' },
    action: 'customers.searched',
    details: {
      searches,
      limit_reached: limitReached,
      customers_seen: customersSeen,
      opened: opened.length,
      from: from.toISOString(),
      to: to.toISOString(),
    },
    ...(opened.length > 0 ? { personal: { opened: opened.join(' ') } } : {}),
  };
}
