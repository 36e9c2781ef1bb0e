import { readFile } from 'node:fs/promises';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import { inject, vi } from 'vitest';
import { beginning, type Clean, kept } from './kept-pglite';

// Setting a database up costs PGlite seconds of computing, a copy of one that is set up does not, and one that was used
// and is clean again costs nothing. In memory only: in a folder it happens as at everybody's first start. What the
// product does not use of PGlite is not there at all.
vi.mock('@electric-sql/pglite', async (importOriginal) => {
  const { PGlite } = await importOriginal<typeof import('@electric-sql/pglite')>();
  const create = async (options: PGliteOptions): Promise<PGlite | Clean> => {
    if (options.dataDir) return PGlite.create(options);
    const load = async () =>
      PGlite.create({ ...options, loadDataDir: new Blob([await readFile(inject('migratedPglite'))]) });
    if (beginning.getStore() === 'migrated') return kept(load);
    const pglite = await load();
    await pglite.exec('drop schema public cascade; create schema public');
    return pglite;
  };
  return { PGlite: { create } };
});
