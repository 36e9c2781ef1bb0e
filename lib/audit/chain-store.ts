import type { Checkpoint } from './checkpoint';
import type { Trail } from './trail';
import type { ProofRun } from './view';

/** A record that waits for its place. */
export interface Waiting {
  readonly id: number;
  readonly record: string;
  readonly mac: Uint8Array;
}

/** Where the chain ends, as it is stored. */
export interface ChainEnd {
  /** The newest signature; undefined before the first. */
  readonly jws: string | undefined;
  /** The last place; position 0 before the first. */
  readonly position: number;
  readonly hash: Uint8Array;
  /** Time of the newest checkpoint that is kept for good. */
  readonly keptAt: Date | undefined;
  /** The hash of an earlier place. */
  hashAt(position: number): Promise<Uint8Array | undefined>;
}

/** What sealing adds to the chain. */
export interface Extension {
  readonly links: readonly { readonly position: number; readonly id: number; readonly hash: Uint8Array }[];
  readonly head: Checkpoint & { readonly jws: string };
  /** Whether the head is also kept for good, as a checkpoint of this time. */
  readonly keptAt: Date | undefined;
}

/** Port: the places records have been given. Only ever appended to. */
export interface ChainStore {
  /**
   * Lets `seal` give places to the oldest records that wait, at most `limit`, in one transaction. One node at a time
   * does: where another is at it, nothing happens. What `seal` leaves out is
   * refused: it has no place, and is not offered again until `retryRefused`.
   *
   * @returns how many waited
   */
  extend(
    limit: number,
    seal: (end: ChainEnd, waiting: readonly Waiting[]) => Promise<Extension | undefined>,
  ): Promise<number>;

  /** Lets `work` look at the end as it was at one moment. */
  look<T>(work: (end: ChainEnd) => Promise<T>): Promise<T>;

  /** Offers what was refused once more: this node may have the key for it. */
  retryRefused(): Promise<void>;

  /** The newest signature, how far it reaches and how many records wait. */
  status(): Promise<{ readonly jws: string | undefined; readonly records: number; readonly waiting: number }>;
  /** The newest checkpoints that are kept for good, newest first. */
  checkpoints(
    limit: number,
  ): Promise<{ readonly position: number; readonly at: Date; readonly jws: string }[]>;
  /** The position before the first record at or after this moment, and the hash there; of all of them, the beginning. */
  placeBefore(at: Date): Promise<{ readonly position: number; readonly hash: Uint8Array }>;
  /** What is stored from there on, up to the newest signature there is now. */
  trail(after: {
    readonly position: number;
    readonly hash: Uint8Array;
  }): Promise<Trail & { readonly head: string | undefined }>;
}

/** Port: when the trail was proved, by whom, and what came of it. */
export interface ProofStore {
  /** Undefined when one is running already, here or elsewhere. */
  begin(startedAt: Date, askedBy: string, staleBefore: Date): Promise<number | undefined>;
  progress(id: number, records: number, total: number, at: Date): Promise<void>;
  end(id: number, endedAt: Date, run: Pick<ProofRun, 'state' | 'records' | 'findings'>): Promise<void>;
  /** The newest first. */
  newest(limit: number): Promise<ProofRun[]>;
  /** The newest that came to an end. */
  last(): Promise<ProofRun | undefined>;
}
