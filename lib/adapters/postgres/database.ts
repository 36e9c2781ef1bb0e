import type { Kysely } from 'kysely';
import type { Notifications } from '../../verification/notifications';
import type { Schema } from './schema';

/** An open database of either engine. */
export interface Database {
  readonly db: Kysely<Schema>;
  readonly notifications: Notifications;
  /** True when no other process can be using the same data. */
  readonly exclusive: boolean;
  close(): Promise<void>;
}
