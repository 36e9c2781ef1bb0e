import { clockActor } from '../actor';
import { type EndGrantDeps, endGrant } from './end-grant';
import type { PresenceStore } from './presence-store';

export interface PresenceDeps extends EndGrantDeps {
  readonly presence: PresenceStore;
  /** How long somebody has to be without a page until their calls are released. */
  readonly releaseAfterSeconds: number;
}

/** At most this long between two looks. */
const LONGEST_PAUSE_MS = 20_000;
/** Looks within the time after which calls are released. */
const LOOKS = 6;
/** Whoever was not seen for this long has no call any more that anybody could ask about. */
const FORGET_MS = 24 * 60 * 60 * 1000;

/**
 * Knows who has a page of the desk open at this node and keeps it in the database, where all nodes see it. Releases the
 * verified calls of who has none anywhere: nobody else could verify their customers until the approvals run out.
 */
export class Presence {
  readonly #deps: PresenceDeps;
  /** Open streams of each person, at this node. */
  readonly #open = new Map<string, number>();
  readonly #pauseMs: number;
  #cancel = () => {};
  #looking: Promise<void> = Promise.resolve();
  #stopped = false;
  /** Since when this node can see who is there, without a gap in which nobody could have been noted. */
  #seeingSince: number | undefined;
  #lastLook = 0;

  constructor(deps: PresenceDeps) {
    this.#deps = deps;
    this.#pauseMs = Math.min(LONGEST_PAUSE_MS, (deps.releaseAfterSeconds * 1000) / LOOKS);
  }

  start(): void {
    this.#stopped = false;
    this.#next();
  }

  /** Notes who was there to the last. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#looking;
    await this.#note([...this.#open.keys()]);
  }

  /** @returns to be called when the stream is closed; again does nothing */
  enter(staffSubject: string): () => void {
    const count = this.#open.get(staffSubject) ?? 0;
    this.#open.set(staffSubject, count + 1);
    if (count === 0) this.seen(staffSubject);
    let isHere = true;
    return () => {
      if (!isHere) return;
      isHere = false;
      const left = (this.#open.get(staffSubject) ?? 1) - 1;
      if (left > 0) return void this.#open.set(staffSubject, left);
      this.#open.delete(staffSubject);
      this.seen(staffSubject);
    };
  }

  /** A page of theirs was heard of just now. */
  seen(staffSubject: string): void {
    void this.#note([staffSubject]);
  }

  async #note(staffSubjects: readonly string[]): Promise<void> {
    const { presence, clock, log } = this.#deps;
    await presence
      .seen(staffSubjects, clock.now())
      .catch((error: unknown) => log.warn({ err: error }, 'who is at the desk could not be noted'));
  }

  #next(): void {
    if (this.#stopped) return;
    this.#looking = this.#look().then(() => {
      if (!this.#stopped) this.#cancel = this.#deps.clock.after(this.#pauseMs, () => this.#next());
    });
  }

  async #look(): Promise<void> {
    const { presence, clock, log, releaseAfterSeconds } = this.#deps;
    const now = clock.now();
    const ms = now.getTime();
    try {
      await presence.seen([...this.#open.keys()], now);
      // A desk that was down, cut off or asleep has not seen who was there meanwhile: it gives them their time anew.
      const slept = ms - this.#lastLook > 3 * this.#pauseMs;
      if (slept || this.#seeingSince === undefined) this.#seeingSince = ms;
      this.#lastLook = ms;
      if (ms - this.#seeingSince < releaseAfterSeconds * 1000) return;
      await this.#release(new Date(ms - releaseAfterSeconds * 1000));
      await presence.forget(new Date(ms - FORGET_MS));
    } catch (error) {
      this.#seeingSince = undefined;
      log.warn({ err: error }, 'who is at the desk could not be looked up, trying again');
    }
  }

  async #release(before: Date): Promise<void> {
    const { presence, log } = this.#deps;
    for (const id of await presence.findLeft(before)) {
      // One that cannot be ended must not keep the others; the next look tries it again.
      await endGrant(this.#deps, id, 'page_gone', clockActor).catch((error: unknown) =>
        log.error({ err: error, verification: id }, 'could not be released'),
      );
    }
  }
}
