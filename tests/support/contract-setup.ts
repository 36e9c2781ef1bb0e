import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type {} from 'vitest';
import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres';

declare module 'vitest' {
  interface ProvidedContext {
    /** The administrator's URL of the run's PostgreSQL; each test file makes a database of its own from it. */
    postgresUrl: string;
    /** The file of a PGlite that was set up and never used. */
    emptyDatabase: string;
  }
}

/** One real PostgreSQL for the whole contract run, and what every PGlite in it begins with. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-pglite-'));
  const file = path.join(folder, 'empty.tar');
  const [postgres] = await Promise.all([startPostgres(), writeEmptyDatabase(file)]);
  project.provide('postgresUrl', postgres.url);
  project.provide('emptyDatabase', file);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function writeEmptyDatabase(file: string): Promise<void> {
  const pglite = await PGlite.create();
  const dump = await pglite.dumpDataDir('none');
  await writeFile(file, Buffer.from(await dump.arrayBuffer()));
  await pglite.close();
}
