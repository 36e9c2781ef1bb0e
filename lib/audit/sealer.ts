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

/** Port: where this node keeps checkpoints outside of the database. */
export interface Witness {
  /** The last one kept, JWS; undefined when there is none. */
  last(): Promise<string | undefined>;
  keep(jws: string): Promise<void>;
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
   * Seals everything that waits now.
   *
   * @throws TrailAlteredError
   */
  async seal(): Promise<void> {
    await this.#remember();
    try {
      while (await this.#step());
      this.#altered = null;
    } catch (error) {
      this.#altered =
        error instanceof TrailAlteredError
          ? error.message
          : 'The database does not take it. The log says why.';
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
      this.#seen = added.head;
      if (added.keptAt) await this.#deps.witness.keep(added.head.jws);
    }
    return waited === BATCH;
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
    const jws = await witness.last();
    const kept = jws && (await readCheckpoint(jws, keys.verifying));
    // Another node may have refused what was written with a key only this one has yet.
    await chain.retryRefused();
    this.#seen = kept || { position: 0, hash: GENESIS.toString('base64url'), at: '' };
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
  async #requireSigned(end: ChainEnd): Promise<void> {
    const hash = Buffer.from(end.hash).toString('base64url');
    if (end.jws === undefined) {
      if (end.position > 0) throw new TrailAlteredError('The chain has records and no signature.');
    } else {
      const signed = await readCheckpoint(end.jws, this.#deps.keys.verifying);
      if (!signed) throw new TrailAlteredError('The newest signature was made by no key of AUDIT_KEYS.');
      if (signed.position !== end.position || signed.hash !== hash) {
        throw new TrailAlteredError('The chain does not end as it was signed.');
      }
    }
    const seen = this.#seen;
    if (!seen || seen.position === 0) return;
    const there = end.position === seen.position ? end.hash : await end.hashAt(seen.position);
    if (!there || Buffer.from(there).toString('base64url') !== seen.hash) {
      throw new TrailAlteredError(
        `The chain ends with record ${end.position}; what this node keeps outside of the database says that record ${seen.position} was there, at ${seen.at}. If a backup was restored, alarms raised after it was made are not known here: customers they stood for can be asked again until somebody reports it anew.`,
      );
    }
  }
}
