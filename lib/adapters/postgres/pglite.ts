import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { Kysely, PostgresDialect, type PostgresPoolClient } from 'kysely';
import { CHANNEL, NotificationHub } from '../../verification/notifications';
import { closedFolder } from '../closed-folder';
import type { Database } from './database';
import type { Schema } from './schema';

/**
 * PostgreSQL in this process, for one node: the same dialect over another driver.
 *
 * @param dataDir folder that holds the database; undefined keeps it in memory
 */
export async function openPglite(dataDir: string | undefined): Promise<Database> {
  if (dataDir) {
    await closedFolder(path.dirname(dataDir));
    await closedFolder(dataDir);
  }
  const pglite = await PGlite.create({ ...(dataDir ? { dataDir } : {}), extensions: { pg_trgm } });
  const hub = new NotificationHub();
  await pglite.listen(CHANNEL, (id) => hub.publish(id));

  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: singleConnection(pglite) }),
  });
  return {
    db,
    notifications: hub,
    exclusive: true,
    // It is in this process: it is there as long as the process is.
    health: {
      isStoring: true,
      takesWork: async () => true,
      isReadable: true,
      reason: undefined,
      deafSince: null,
    },
    close: () => db.destroy(),
  };
}

/** A pool of the one connection PGlite has: who asks while it is taken waits in line. */
function singleConnection(pglite: PGlite) {
  let last: Promise<void> = Promise.resolve();
  return {
    async connect(): Promise<PostgresPoolClient> {
      const previous = last;
      let release: () => void = () => {};
      last = new Promise((resolve) => {
        release = resolve;
      });
      await previous;
      return {
        // Kysely's type also allows cursors, which PGlite does not have; queries are all it is given here.
        query: (async (sql: string, parameters: readonly unknown[]) => {
          const { rows, affectedRows } = await pglite.query(sql, [...parameters]);
          return {
            command: /^\W*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? '',
            rowCount: affectedRows ?? 0,
            rows,
          };
        }) as PostgresPoolClient['query'],
        release,
      };
    },
    async end() {
      await last;
      await pglite.close();
    },
  };
}
