import type { StaffActor } from '../actor';
import type { AuditEntry } from '../audit/entry';

/** The searches of this long are told in one record. Milliseconds, from the first of them on. */
export const WINDOW_MS = 15 * 60 * 1000;

/** The minute in which no more than so many searches are answered. Milliseconds. */
export const PACE_MS = 60 * 1000;

/** What was digested is counted for this long, for whoever watches over it. Milliseconds. */
export const COUNTS_KEPT_MS = 8 * 60 * 60 * 1000;

/** One person's searches from the first one on, for as long as a window lasts. */
export interface SearchWindow {
  readonly staff: { readonly subject: string; readonly name: string };
  readonly from: Date;
  /** The last search. */
  readonly to: Date;
  /** Those that were answered. */
  readonly searches: number;
  /** How often the next one was refused; what followed it before the next may be is not counted. */
  readonly limitReached: number;
  /** Different customers in the results. */
  readonly customersSeen: number;
  /** Whose page this person opened afterwards, by id. */
  readonly opened: readonly string[];
}

export type Counted =
  | { readonly kind: 'counted' }
  /** One too many: `most` were answered within a minute, and the next may be at `until`. */
  | { readonly kind: 'too_many'; readonly most: number; readonly until: Date };

export type Who = Pick<StaffActor, 'subject' | 'name'>;

/**
 * Port: how often each member of staff looks for customers, and whom they see. Held by the database, so that it counts
 * for all nodes together and is still there after a crash.
 */
export interface SearchStore {
  /**
   * Counts a search before it is made. Of any number that come at once, from whichever node, no more are let through
   * than may be within any `PACE_MS`. Those that are not let through do not make it longer.
   */
  count(who: Who, now: Date): Promise<Counted>;
  /** Their results show these customers. */
  showed(who: Who, customerIds: readonly string[], now: Date): Promise<void>;
  /** They opened this customer's page, whether a search of theirs had shown them or not. */
  opened(who: Pick<Who, 'subject'>, customerId: string): Promise<void>;
  /**
   * Digests one window that began by `begunBy`: its record is written, and whom it names is removed, in one
   * transaction. Of several nodes one does.
   *
   * @returns false when there is none
   */
  digest(begunBy: Date, now: Date, entryOf: (window: SearchWindow) => AuditEntry): Promise<boolean>;
  /** Removes what is of no more use: counts digested before `digestedBefore`, paces of before `searchedBefore`. */
  forget(digestedBefore: Date, searchedBefore: Date): Promise<void>;
}
