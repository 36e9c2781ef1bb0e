import { say } from '@/messages/audit/trail';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { GENESIS, hashOf } from './chain';
import type { ChainEnd, ChainStore, Extension, Waiting } from './chain-store';
import { type Checkpoint, readCheckpoint, signCheckpoint } from './checkpoint';
import type { AuditKeys } from './keys';

/** Records wait this long at most for their place, in milliseconds. */
const LOOK_MS = 500;
const BATCH = 500;
/** A checkpoint is kept for good at most this often. */
const KEEP_MS = 60_000;

/** What others have sealed is looked at this often. */
const LEARN_MS = 2_000;

/** Port: where this node keeps checkpoints outside of the database. */
export interface Witness {
  /** The one that was noted last and the one that was kept last, JWS; none where there is none. */
  newest(): Promise<readonly string[]>;
  /** For good. */
  keep(jws: string): Promise<void>;
  /** The furthest end there was, in place of the one before. */
  note(jws: string): Promise<void>;
}

export interface SealerDeps {
  readonly chain: ChainStore;
  readonly keys: AuditKeys;
  readonly witness: Witness;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The chain is not the one that was signed: nothing is added to it, so that what happened stays to be seen. */
export class TrailAlteredError extends Error {
  override readonly name = 'TrailAlteredError';
}

/**
 * Gives records their places in the chain and signs each new end of it. Writers do not wait for it; any node may do it,
 * one at a time. A record without the mark of our own writers gets no place.
 */
export class Sealer {
  readonly #deps: SealerDeps;
  #cancel = () => {};
  #working: Promise<void> | undefined;
  #stopped = false;
  /** The furthest signed end this node has seen, here or in its own file: the chain can only have grown since. */
  #seen: Checkpoint | undefined;
  #altered: string | null = null;
  #learnedAt = Number.NEGATIVE_INFINITY;
  /** What this node seals now, and what waits for it. */
  #sealing: Promise<unknown> = Promise.resolve();

  constructor(deps: SealerDeps) {
    this.#deps = deps;
  }

  /** Why nothing is sealed any more; null while all is well. */
  get stoppedBecause(): string | null {
    return this.#altered;
  }

  start(): void {
    this.#schedule(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#working;
  }

  /**
   * Seals everything that waits now. One after the other: who exports asks for it beside the node's own turns, and two at once
   * would note their ends in the wrong order.
   *
   * @throws TrailAlteredError
   */
  seal(): Promise<void> {
    const sealed = this.#sealing.then(() => this.#sealNow());
    this.#sealing = sealed.catch(() => {});
    return sealed;
  }

  async #sealNow(): Promise<void> {
    await this.#remember();
    try {
      while (await this.#step());
      await this.#learn();
      this.#altered = null;
    } catch (error) {
      this.#altered = error instanceof TrailAlteredError ? error.message : say.stopped.database;
      throw error;
    }
  }

  /** @returns whether more may wait */
  async #step(): Promise<boolean> {
    let added: Extension | undefined;
    const waited = await this.#deps.chain.extend(BATCH, async (end, waiting) => {
      added = await this.#extend(end, waiting);
      return added;
    });
    // Only what was committed counts as seen: a chain that fell short of it would look cut off for ever.
    if (added && waited > 0) {
      const { head, keptAt } = added;
      this.#seen = head;
      await this.#deps.witness.note(head.jws);
      if (keptAt) await this.#deps.witness.keep(head.jws);
    }
    return waited === BATCH;
  }

  /** What another node has sealed is remembered here too: that one may be gone when the end is. */
  async #learn(): Promise<void> {
    const { chain, clock, witness } = this.#deps;
    const now = clock.now().getTime();
    if (now - this.#learnedAt < LEARN_MS) return;
    const further = await chain.look(async (end) => {
      const signed = await this.#requireSigned(end);
      return signed && signed.position > (this.#seen?.position ?? 0)
        ? { ...signed, jws: end.jws }
        : undefined;
    });
    this.#learnedAt = now;
    if (!further?.jws) return;
    this.#seen = further;
    await witness.note(further.jws);
  }

  #schedule(ms: number): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.clock.after(ms, () => {
      this.#working = this.#turn();
    });
  }

  async #turn(): Promise<void> {
    let wait = LOOK_MS;
    try {
      await this.seal();
    } catch (error) {
      this.#deps.log.error({ err: error }, 'the audit trail could not be sealed');
      wait = LOOK_MS * 20;
    }
    this.#schedule(wait);
  }

  async #remember(): Promise<void> {
    if (this.#seen) return;
    const { witness, keys, chain } = this.#deps;
    const newest = await Promise.all(
      (await witness.newest()).map((jws) => readCheckpoint(jws, keys.verifying)),
    );
    // Another node may have refused what was written with a key only this one has yet.
    await chain.retryRefused();
    const none: Checkpoint = { position: 0, hash: GENESIS.toString('base64url'), at: '' };
    this.#seen = newest.reduce<Checkpoint>(
      (furthest, each) => (each && each.position > furthest.position ? each : furthest),
      none,
    );
  }

  async #extend(end: ChainEnd, waiting: readonly Waiting[]): Promise<Extension | undefined> {
    const { keys, clock, log } = this.#deps;
    await this.#requireSigned(end);
    const links: { position: number; id: number; hash: Uint8Array }[] = [];
    let { position } = end;
    let previous = end.hash;
    for (const { id, record, mac } of waiting) {
      if (!keys.isOurs(record, mac)) {
        log.error({ record: id }, 'a record in the audit trail was not written by this desk');
        continue;
      }
      previous = hashOf(previous, { position: ++position, id, record, mac });
      links.push({ position, id, hash: previous });
    }
    if (links.length === 0) return undefined;
    const now = clock.now();
    const checkpoint = {
      position,
      hash: Buffer.from(previous).toString('base64url'),
      at: now.toISOString(),
    };
    const jws = await signCheckpoint(keys, checkpoint);
    const isKept = !end.keptAt || now.getTime() - end.keptAt.getTime() >= KEEP_MS;
    return { links, head: { ...checkpoint, jws }, keptAt: isKept ? now : undefined };
  }

  /** Adding to an end nobody signed would lend it our signature. */
  async #requireSigned(end: ChainEnd): Promise<Checkpoint | undefined> {
    const hash = Buffer.from(end.hash).toString('base64url');
    const signed = end.jws && (await readCheckpoint(end.jws, this.#deps.keys.verifying));
    if (end.jws === undefined) {
      if (end.position > 0) throw new TrailAlteredError(say.stopped.noSignature);
    } else {
      if (!signed) throw new TrailAlteredError(say.stopped.otherKey);
      if (signed.position !== end.position || signed.hash !== hash) {
        throw new TrailAlteredError(say.stopped.otherEnd);
      }
    }
    const seen = this.#seen;
    if (!seen || seen.position === 0) return signed || undefined;
    const there = end.position === seen.position ? end.hash : await end.hashAt(seen.position);
    if (!there || Buffer.from(there).toString('base64url') !== seen.hash) {
      throw new TrailAlteredError(
        say.stopped.setBack({ end: end.position, seen: seen.position, at: seen.at }),
      );
    }
    return signed || undefined;
  }
}
