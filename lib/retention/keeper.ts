import type { Logger } from '../log';
import { type ApplyDeps, applyRetention } from './apply';
import { retentionClasses } from './view';

export interface KeeperDeps extends ApplyDeps {
  readonly log: Logger;
}

/** A node that just started has callers waiting. */
const FIRST_LOOK_MS = 60_000;
const LOOK_MS = 60 * 60 * 1000;

/** Removes in time what is kept no longer: looks every hour whether the day's run is due, on whichever node. */
export class Keeper {
  readonly #deps: KeeperDeps;
  #cancel = () => {};
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#schedule(FIRST_LOOK_MS);
  }

  /** Ends after the batch that is being removed. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#working;
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.clock.after(ms, () => {
      this.#working = this.#look().then(() => this.#schedule(LOOK_MS));
    });
  }

  async #look(): Promise<void> {
    const { log } = this.#deps;
    for (const name of retentionClasses) {
      if (this.#stopped) return;
      try {
        const applied = await applyRetention(this.#deps, name, { isStopped: () => this.#stopped });
        if ('went' in applied && applied.went.rows + applied.went.records > 0) {
          log.info({ class: name, ...applied }, 'removed what is kept no longer');
        }
      } catch (error) {
        // One class that fails must not keep the others; the next look tries it again.
        log.error({ err: error, class: name }, 'what is kept no longer could not be removed');
      }
    }
  }
}
