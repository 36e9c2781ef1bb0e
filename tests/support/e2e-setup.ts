import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDesk } from './desk';
import { migratedPglite, migratedPostgres } from './migrated';
import { createDatabase, startPostgres } from './postgres';

/**
 * One PostgreSQL, desk and sandbox for all specs, and what the specs that start desks of their own give them as a
 * database. The workers inherit where they are.
 */
export default async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-pglite-'));
  const embedded = path.join(folder, 'desk');
  const [postgres] = await Promise.all([startPostgres(), migratedPglite(embedded)]);
  const template = await migratedPostgres(postgres.url);
  const env = {
    DATABASE_URL: await createDatabase(postgres.url, template),
    // Nobody here tests patience: a phone's answer is heard within a second, and nobody asks too many for one person.
    REQUESTS_PER_STAFF_MINUTE: '100',
    REQUESTS_PER_STAFF_SHIFT: '1000',
  };
  const desk = await startDesk({ env, sandboxEnv: { SANDBOX_INTERVAL: '1' } });
  process.env.DESK_URL = desk.url;
  process.env.SANDBOX_URL = desk.sandboxUrl;
  process.env.POSTGRES_URL = postgres.url;
  process.env.DESK_DATABASE_URL = env.DATABASE_URL;
  process.env.MIGRATED_POSTGRES = template;
  process.env.MIGRATED_PGLITE = embedded;
  return async () => {
    await desk.stop();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
