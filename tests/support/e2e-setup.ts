import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { startDesk } from './desk';

/**
 * One desk and one sandbox for all specs, and a database for the specs that start desks of their own. The workers inherit
 * where they are.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-pglite-'));
  // Nobody here tests patience: a phone's answer is heard within a second, and nobody asks too many for one person.
  const env = { REQUESTS_PER_STAFF_MINUTE: '100', REQUESTS_PER_STAFF_SHIFT: '1000' };
  const [desk, database] = await Promise.all([
    startDesk({ env, sandboxEnv: { SANDBOX_INTERVAL: '1' } }),
    emptyDatabase(path.join(folder, 'empty')),
  ]);
  process.env.DESK_URL = desk.url;
  process.env.SANDBOX_URL = desk.sandboxUrl;
  process.env.EMPTY_DATABASE = database;
  return async () => {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function emptyDatabase(folder: string): Promise<string> {
  const pglite = await PGlite.create(folder);
  await pglite.close();
  return folder;
}
