import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { migratedPglite, migratedPostgres } from './migrated';
import { startPostgres } from './postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** The administrator's URL of the run's PostgreSQL; each test file makes a database of its own from it. */
    postgresUrl: string;
    /** The name of a database there that was migrated and never used. */
    migratedPostgres: string;
    /** The folder of a PGlite that was migrated and never used. */
    migratedFolder: string;
    /** The same as one file. */
    migratedPglite: string;
  }
}

/** One real PostgreSQL for the whole contract run, and what every database in it begins with. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-pglite-'));
  const [desk, file] = [path.join(folder, 'desk'), path.join(folder, 'desk.tar')];
  const [postgres] = await Promise.all([startPostgres(), preparePglite(desk, file)]);
  project.provide('postgresUrl', postgres.url);
  project.provide('migratedPostgres', await migratedPostgres(postgres.url));
  project.provide('migratedFolder', desk);
  project.provide('migratedPglite', file);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function preparePglite(folder: string, file: string): Promise<void> {
  await migratedPglite(folder);
  const pglite = await PGlite.create({ dataDir: folder, extensions: { pg_trgm } });
  const dump = await pglite.dumpDataDir('none');
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await pglite.close();
}
