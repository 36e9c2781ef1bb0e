import { inject } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { createDatabase } from './postgres';
import { recordingLog } from './recording-log';

export interface Engine {
  readonly name: string;
  /** An empty database of its own, migrated. */
  open(): Promise<Database>;
}

const pglite: Engine = {
  name: 'PGlite',
  open: () => migrated(openPglite(undefined)),
};

const postgres: Engine = {
  name: 'PostgreSQL',
  open: async () => migrated(openPostgres(await freshUrl(), recordingLog().log)),
};

/** Both serve the same product, so both pass the same tests. */
export const engines: readonly Engine[] = [pglite, postgres];

/** The URL of an empty database on the run's PostgreSQL. */
export function freshUrl(): Promise<string> {
  return createDatabase(inject('postgresUrl'));
}

async function migrated(opening: Promise<Database>): Promise<Database> {
  const database = await opening;
  await migrate(database.db);
  return database;
}
