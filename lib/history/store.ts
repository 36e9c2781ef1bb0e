import type { HistoryEntry, HistoryRow } from './view';

/** Port: reads what was recorded. Never writes. */
export interface HistoryStore {
  /** The newest first. */
  newest(limit: number): Promise<HistoryRow[]>;
  get(verificationId: string): Promise<HistoryEntry | undefined>;
}
