import { inject } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { beginning } from './kept-pglite';
import { createDatabase } from './postgres';
import { recordingLog } from './recording-log';

export interface Engine {
  readonly name: string;
  /** An empty database of its own, migrated. */
  open(): Promise<Database>;
}

const pglite: Engine = {
  name: 'PGlite',
  open: () => beginning.run('migrated', () => openPglite(undefined)),
};

export const postgres: Engine = {
  name: 'PostgreSQL',
  async open() {
    const url = await createDatabase(inject('postgresUrl'), inject('migratedPostgres'));
    return openPostgres(url, recordingLog().log);
  },
};

/** Both serve the same product, so both pass the same tests. */
export const engines: readonly Engine[] = [pglite, postgres];

/** Where what happens on one node is to hold on the other: the nodes of one database. */
export const nodeSettings: readonly { readonly name: string; open(): Promise<readonly Database[]> }[] = [
  { name: pglite.name, open: async () => [await pglite.open()] },
  { name: 'two nodes of PostgreSQL', open: twoNodes },
];

async function twoNodes(): Promise<readonly Database[]> {
  const url = await createDatabase(inject('postgresUrl'), inject('migratedPostgres'));
  return Promise.all([1, 2].map(() => openPostgres(url, recordingLog().log)));
}

/** The URL of an empty database on the run's PostgreSQL. */
export function freshUrl(): Promise<string> {
  return createDatabase(inject('postgresUrl'));
}
