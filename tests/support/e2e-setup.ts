import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate } from '../../lib/adapters/postgres/migrate';
import { openPglite } from '../../lib/adapters/postgres/pglite';
import { startDesk } from './desk';

/**
 * One desk and one sandbox for all specs, and a database for the specs that start desks of their own. The workers inherit
 * where they are.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-pglite-'));
  // Nobody here tests patience: a phone's answer is heard within a second, and nobody asks too many for one person.
  const env = { REQUESTS_PER_STAFF_MINUTE: '100', REQUESTS_PER_STAFF_SHIFT: '1000' };
  const database = await migratedDatabase(path.join(folder, 'desk'));
  const desk = await startDesk({ env, sandboxEnv: { SANDBOX_INTERVAL: '1' }, database });
  process.env.DESK_URL = desk.url;
  process.env.SANDBOX_URL = desk.sandboxUrl;
  process.env.MIGRATED_DATABASE = database;
  return async () => {
    await desk.stop();
    await rm(folder, { recursive: true, force: true });
  };
}

async function migratedDatabase(folder: string): Promise<string> {
  const database = await openPglite(folder);
  await migrate(database.db);
  await database.close();
  return folder;
}
