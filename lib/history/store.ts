import type { EndReason, Purpose, Status } from '../verification/view';
import type { Place } from './cursor';
import type { Instants } from './period';
import type { Delivery, HistoryEntry, HistoryRow, StaffMember, TimelineItem } from './view';

/** A filter made ready to be asked. What is null does not narrow. */
export interface HistoryQuery extends Instants {
  readonly staff: string | null;
  /** Ids. Of nobody there is nothing. */
  readonly customers: readonly string[] | null;
  readonly purpose: Purpose | null;
  readonly status: Status | null;
  readonly reason: EndReason | null;
  readonly delivery: Delivery | null;
  readonly call: string | null;
  /** Leaves out what was requested later, or ended later in a way that is asked for. */
  readonly asOf: Date | null;
}

/** Port: reads what was recorded. Never writes. */
export interface HistoryStore {
  /** The newest first; with a place only what comes after it. */
  list(query: HistoryQuery, limit: number, after: Place | null): Promise<HistoryRow[]>;
  find(
    verificationId: string,
  ): Promise<{ readonly staffSubject: string; readonly entry: Untimed } | undefined>;
  /** Everything recorded about this verification, oldest first. */
  timeline(verificationId: string): Promise<TimelineItem[]>;
  /** Everybody who ever asked, by name. */
  staff(): Promise<StaffMember[]>;
}

export type Untimed = Omit<HistoryEntry, 'timeline' | 'reports'>;
