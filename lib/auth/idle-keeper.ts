import type { Clock } from '../clock';
import type { Logger } from '../log';
import { closeAll } from '../verification/end-call';
import type { EndGrantDeps } from '../verification/end-grant';
import { endedBecause, personOf } from './end-sessions';
import type { StaffSessions } from './staff-sessions';

export interface IdleKeeperDeps extends EndGrantDeps {
  readonly sessions: Pick<StaffSessions, 'endIdle'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** A page says so itself by then; what is late here stays open for no longer than this. */
const LOOK_MS = 5_000;

/** Ends sessions that nobody uses any more, with all their people have open, on whichever node comes to it. */
export class IdleKeeper {
  readonly #deps: IdleKeeperDeps;
  #cancel = () => {};
  #working: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(deps: IdleKeeperDeps) {
    this.#deps = deps;
  }

  start(): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.clock.after(LOOK_MS, () => {
      this.#working = this.#look().then(() => this.start());
    });
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#working;
  }

  async #look(): Promise<void> {
    const { sessions, clock, log } = this.#deps;
    const now = clock.now();
    try {
      const ended = await sessions.endIdle(now, (session) => endedBecause('idle', personOf(session), now));
      for (const session of ended) {
        // Who works on in another browser keeps what they have open.
        if (!session.hasOthers) await closeAll(this.#deps, personOf(session));
      }
    } catch (error) {
      // Their cookies are worth nothing meanwhile: that is asked of each request.
      log.error({ err: error }, 'sessions that nobody uses could not be ended');
    }
  }
}
