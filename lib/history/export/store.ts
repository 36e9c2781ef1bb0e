import type { AuditEntry } from '../../audit/entry';
import type { Place } from '../cursor';
import type { HistoryQuery } from '../store';
import type { ExportId } from './export-id';
import type { ExportRow } from './row';

/**
 * Port: the rows of an export, and how far it has come. Each method is a statement or a short transaction of its own:
 * nothing is held while a browser takes its time.
 */
export interface ExportStore {
  count(query: HistoryQuery): Promise<number>;
  /** The newest first; with a place only what comes after it. */
  page(query: HistoryQuery, limit: number, after: Place | null): Promise<ExportRow[]>;

  /** @returns false when the id is in use; nothing is written then, audit included */
  start(begun: BegunExport, audit: AuditEntry): Promise<boolean>;
  /** Says that it is still running. */
  move(id: ExportId, written: number, at: Date): Promise<void>;
  end(id: ExportId, end: ExportEnd, audit: AuditEntry): Promise<void>;
  find(id: ExportId): Promise<StoredExport | undefined>;
}

interface BegunExport {
  readonly id: ExportId;
  /** Who sees how far it has come. */
  readonly sessionId: string;
  readonly total: number;
  readonly at: Date;
}

export interface ExportEnd {
  readonly state: 'finished' | 'broken_off';
  readonly written: number;
  readonly at: Date;
}

interface StoredExport {
  readonly sessionId: string;
  readonly state: 'running' | ExportEnd['state'];
  readonly written: number;
  readonly total: number;
  /** When it last said so. */
  readonly movedAt: Date;
}
