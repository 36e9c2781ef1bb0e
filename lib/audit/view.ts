/** What can be wrong with a trail. */
export type FindingKind =
  /** A record is not what it was when it was given its place. */
  | 'changed'
  | 'removed'
  | 'inserted'
  | 'reordered'
  /** Signed once, and gone from the end. */
  | 'cut_off'
  /** The chain holds in itself and is not the one that was signed. */
  | 'rewritten'
  /** A signature no key of ours made. */
  | 'forged_signature'
  /** Nothing signed covers it. */
  | 'unsigned'
  /** Who acted, or whom it concerned, is gone without a recorded removal. */
  | 'erased_unrecorded'
  /** A verification was changed and the trail does not say so, or says more than happened. */
  | 'unrecorded'
  | 'unreadable';

export interface Finding {
  readonly kind: FindingKind;
  /** Place in the chain, where it begins; null where it has none. */
  readonly position: number | null;
  /** The last place concerned, where there are several. */
  readonly until: number | null;
  /** The record's own key. */
  readonly id: number | null;
  /** A sentence for people. */
  readonly says: string;
}

/** What proving a trail came to. */
export interface Proof {
  readonly sound: boolean;
  readonly records: number;
  /** Places in the chain; 0 when there are none. */
  readonly first: number;
  readonly last: number;
  /** Parts that tell of a person and were removed in time. */
  readonly erased: { readonly staff: number; readonly customer: number };
  /** How many signatures were checked, and the time of the newest. */
  readonly checkpoints: number;
  readonly signedAt: string | null;
  /** Records written moments ago that have no place yet. */
  readonly waiting: number;
  /** The first ones; `sound` means there are none. */
  readonly findings: readonly Finding[];
}

/** When the trail was last proved, for the line on the history. */
export interface LastProof {
  readonly at: string;
  readonly records: number;
  readonly sound: boolean;
}

/** A proof that runs, or that has ended. */
export interface ProofRun {
  readonly state: 'running' | 'sound' | 'unsound' | 'broken_off';
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly askedBy: string;
  readonly records: number;
  readonly total: number;
  readonly findings: readonly Finding[];
}

/** How the trail stands, for its page. */
export interface TrailStatus {
  readonly records: number;
  readonly waiting: number;
  /** Why nothing is given its place any more; null while all is well. */
  readonly stopped: string | null;
  readonly head: { readonly position: number; readonly hash: string; readonly at: string } | null;
  readonly keyId: string;
  readonly checkpoints: readonly { readonly position: number; readonly at: string }[];
  readonly proofs: readonly ProofRun[];
}
