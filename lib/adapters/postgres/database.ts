import type { Kysely } from 'kysely';
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
  /** Whether something can be stored now: asked, and for a second at most. */
  takesWork(): Promise<boolean>;
  /** Whether anything can be read, at least. */
  readonly isReadable: boolean;
  /** Why nothing can be stored. */
  readonly reason: Error | undefined;
  /** Since when notifications do not arrive; null while they do, or nothing is known. */
  readonly deafSince: Date | null;
}
