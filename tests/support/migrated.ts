import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { createDatabase } from './postgres';
import { recordingLog } from './recording-log';

/** Makes a database on that server that was migrated and never used, and returns its name: what others are copied from. */
export async function migratedPostgres(adminUrl: string): Promise<string> {
  const url = await createDatabase(adminUrl);
  const database = await openPostgres(url, recordingLog().log);
  await migrate(database.db);
  await database.close();
  return new URL(url).pathname.slice(1);
}

/** Makes a PGlite in that folder that was migrated and never used. */
export async function migratedPglite(folder: string): Promise<void> {
  const database = await openPglite(folder);
  await migrate(database.db);
  await database.close();
}
