import { type Kysely, type Migration, Migrator } from 'kysely';
import * as initial from './migrations/001-initial';
import * as deliveries from './migrations/002-deliveries';
import * as transfers from './migrations/003-transfers';
import type { Schema } from './schema';

/** In order of their names. A migration that was released never changes; a new one is added. */
const migrations: Record<string, Migration> = {
  '001-initial': initial,
  '002-deliveries': deliveries,
  '003-transfers': transfers,
};

/**
 * Brings the database up to date. Safe when several nodes start at once: Kysely's migrator holds an
 * advisory lock for the whole run, in one transaction.
 */
export async function migrate(db: Kysely<Schema>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const { error } = await migrator.migrateToLatest();
  if (error) throw error;
}
