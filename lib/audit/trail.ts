/** A record with its place in the chain, as it was found. */
export interface ChainItem {
  readonly kind: 'record';
  readonly position: number;
  readonly id: number;
  /** The exact text that was hashed. Null when the place is there and the record is not. */
  readonly record: string | null;
  readonly staff: string | null;
  readonly customer: string | null;
  readonly mac: Uint8Array;
  /** What the chain says its hash is up to here. */
  readonly hash: Uint8Array;
}

/** A signed state of the chain, found after the record it covers last. */
export interface FoundCheckpoint {
  readonly kind: 'checkpoint';
  readonly jws: string;
  /** What stands beside it, where something does: it must be what was signed. */
  readonly beside: Beside | null;
}

interface Beside {
  readonly position: number;
  /** ISO 8601; null where no time is kept. */
  readonly at: string | null;
}

/** A line that is neither; only in files. */
interface Rubbish {
  readonly kind: 'rubbish';
  readonly line: number;
}

export type TrailPart = ChainItem | FoundCheckpoint | Rubbish;

/** Port: a whole audit trail, or an exported part of one, to be read from its beginning. May be read more than once. */
export interface Trail {
  /** What comes right before the first record. */
  readonly start: { readonly position: number; readonly hash: Uint8Array };
  /** How many records there should be, if it is known; for progress only. */
  readonly total: number | null;
  /** In order of positions, in batches that fit into memory. */
  parts(): AsyncIterable<readonly TrailPart[]>;
  /** What a record's source knows beyond the chain, asked for at the end. */
  ending(onStep?: () => void): Promise<TrailEnding>;
}

export interface Unrecorded {
  readonly what: 'verification' | 'report' | 'alarm';
  readonly id: string;
}

export interface TrailEnding {
  /** The newest signature, which must cover the last record; of an export, the signed end. Null where there is none. */
  readonly seal: FoundCheckpoint | { readonly kind: 'export'; readonly jws: string } | null;
  /** Whether there is something to sign even where there is no record: an export has an end. */
  readonly mustBeSigned: boolean;
  /** Checkpoints of places past the newest signature. */
  readonly ahead: readonly FoundCheckpoint[];
  /** Records that are kept and have no place in the chain, nor wait for one. */
  readonly strays: readonly number[];
  /** Places in the chain beyond what the newest signature covers. */
  readonly unsigned: readonly number[];
  /** What is not as its records say: changed more or fewer times, made up, or gone. */
  readonly unrecorded: readonly Unrecorded[];
  /** Written moments ago and not yet given their place. */
  readonly waiting: number;
  /** Since when one of them waits, if that is longer than sealing takes. ISO 8601. */
  readonly stuckSince: string | null;
}
