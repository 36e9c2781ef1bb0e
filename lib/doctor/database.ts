import { say } from '@/messages/doctor/database';
import { serversIn } from '../database-url';
import type { Env } from '../env';
import { type Check, check, fail, skipped, type Verdict, within } from './check';
import { askRunningDesk, type DataFolder, whyNot, withEmbedded } from './embedded';
import {
  judgeDatabaseError,
  judgeNotifications,
  notificationsArrive,
  silentDatabase,
  withPostgres,
} from './postgres';
import { knownMigrations, readSchema } from './schema-reading';
import {
  judgeCustomers,
  judgeMigrations,
  judgeServer,
  judgeTrigrams,
  type SchemaState,
} from './schema-state';

const LIMIT_MS = 8_500;
const HEALTH_MS = 3_000;

/** The database of either engine, and the customers in it. */
export async function databaseChecks(
  env: Env,
  folder: DataFolder,
  port: string | undefined,
): Promise<Check[]> {
  const found = env.DATABASE_URL
    ? await server(env.DATABASE_URL)
    : await embedded(env.DATA_DIR, folder, port);
  if ('status' in found) {
    return [
      check('database.reachable', found),
      check('database.customers', skipped(found.status === 'fail' ? say.notUsable : say.notOpened)),
    ];
  }
  const known = await knownMigrations();
  return [
    check('database.reachable', judgeServer(found)),
    ...(env.DATABASE_URL && found.writing === 'on'
      ? [check('database.notifications', await notifications(env.DATABASE_URL))]
      : []),
    check('database.pg_trgm', judgeTrigrams(found)),
    check('database.migrations', judgeMigrations(found, known)),
    check('database.customers', judgeCustomers(found, env.SANDBOX_URL !== undefined)),
  ];
}

/** Of several servers, the one that takes writes; when none does, what is the matter with the last. */
function server(url: string): Promise<SchemaState | Verdict> {
  return within<SchemaState | Verdict>(
    LIMIT_MS,
    async () => {
      let found: SchemaState | Verdict = silentDatabase(url);
      for (const each of serversIn(url)) {
        found = await withPostgres(each, readSchema).catch((error: unknown) =>
          judgeDatabaseError(error, each),
        );
        if ('writing' in found && found.writing === 'on') return found;
      }
      return found;
    },
    () => silentDatabase(url),
  );
}

async function notifications(url: string): Promise<Verdict> {
  for (const each of serversIn(url)) {
    // Those that are away were told of, or are not needed.
    const arrive = await notificationsArrive(each).catch(() => undefined);
    if (arrive !== undefined) return judgeNotifications(arrive);
  }
  return skipped(say.noNotificationTest);
}

async function embedded(
  dataDir: string,
  folder: DataFolder,
  port: string | undefined,
): Promise<SchemaState | Verdict> {
  const late = () => skipped(say.embedded.slow);
  if (folder === 'in use') {
    return within<Verdict>(HEALTH_MS, (signal) => askRunningDesk(port, signal), late);
  }
  const reason = await whyNot(folder, dataDir);
  if (reason) return reason;
  return within<SchemaState | Verdict>(
    LIMIT_MS,
    () => withEmbedded(dataDir, readSchema).catch(() => fail(say.embedded.damaged({ folder: dataDir }))),
    late,
  );
}
