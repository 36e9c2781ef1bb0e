import { type Kysely, sql } from 'kysely';
import type { Notifications } from '../../verification/notifications';
import type { Schema } from './schema';

/** An open database of either engine. */
export interface Database {
  readonly db: Kysely<Schema>;
  readonly notifications: Notifications;
  readonly health: Health;
  /** True when no other process can be using the same data. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}

/** What is known of a database without asking it. */
interface Health {
  /** Whether something could be stored a moment ago. */
  readonly isStoring: boolean;
  /** Whether anything can be read, at least. */
  readonly isReadable: boolean;
  /** Why nothing can be stored. */
  readonly reason: Error | undefined;
  /** Whether notifications arrive; undefined while that is not known. */
  readonly notifies: boolean | undefined;
}

/** Whether anything can be stored now: not while the database is away, nor on a standby, which only reads. */
export async function takesWrites(db: Kysely<Schema>): Promise<boolean> {
  try {
    const { rows } = await sql<{ writable: boolean }>`
      select current_setting('transaction_read_only') = 'off' as writable`.execute(db);
    return rows[0]?.writable === true;
  } catch {
    return false;
  }
}
