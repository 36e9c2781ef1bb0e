import { readFile } from 'node:fs/promises';
import type { PGliteOptions } from '@electric-sql/pglite';
import { inject, vi } from 'vitest';

// Setting a database up costs PGlite seconds of computing, a copy of one that is set up does not. In memory only: in a
// folder it happens as at everybody's first start. What the product does not use of PGlite is not there at all.
vi.mock('@electric-sql/pglite', async (importOriginal) => {
  const { PGlite } = await importOriginal<typeof import('@electric-sql/pglite')>();
  const create = async (options: PGliteOptions) =>
    PGlite.create(options.dataDir ? options : { ...options, loadDataDir: await emptyDatabase() });
  return { PGlite: { create } };
});

async function emptyDatabase(): Promise<Blob> {
  return new Blob([await readFile(inject('emptyDatabase'))]);
}
