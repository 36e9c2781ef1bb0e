import { setTimeout as pause } from 'node:timers/promises';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Logger } from '../../log';
import { CHANNEL, NotificationHub } from '../../verification/notifications';
import { isAnswer, KnownConnections } from './connections';
import type { Database } from './database';
import { type Patience, Pulse, usual } from './pulse';
import type { Schema } from './schema';
import { Servers } from './servers';

export type { Patience } from './pulse';

const AGAIN_MS = 200;
const GOOD_BYE_MS = 2_000;
/** What holds for every connection. */
const limits = { keepAlive: true, connectionTimeoutMillis: 3_000 };

export interface PostgresDatabase extends Database {
  /**
   * Brings it up to date before it is served from, as soon as it takes writes. The work has one connection that may take
   * as long as it takes: rebuilding a table of millions does, and other nodes wait for whoever does it.
   *
   * @param onWaiting hears why it does not take writes, each time that is asked
   * @throws what no waiting mends: a wrong password, a database that does not exist
   */
  bringUpToDate(
    work: (db: Kysely<Schema>) => Promise<void>,
    onWaiting: (reason: Error) => void,
  ): Promise<void>;
}

/**
 * A PostgreSQL server, shared by any number of nodes. Resolves once it is known whether it is there.
 *
 * @param url of one server or of several (`serversIn`)
 */
export async function openPostgres(
  url: string,
  log: Logger,
  patience: Patience = usual,
): Promise<PostgresDatabase> {
  const servers = new Servers(url);
  const pool = new pg.Pool({
    ...limits,
    query_timeout: patience.answerMs,
    max: 10,
    Client: clientOf(servers),
    onConnect: (client) => limitAtServer(client, patience.answerMs),
  });
  // The pool listens only while a connection is idle; one that breaks in use rejects its query as well.
  pool.on('connect', (client) => client.on('error', () => {}));
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => {});
  const hub = new NotificationHub();
  const connections = new KnownConnections(pool, (error, isRefused) => pulse.trouble(error, isRefused));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: connections }) });
  const pulse: Pulse = new Pulse({
    servers,
    log,
    patience,
    onHint: (hint) => hub.publish(hint),
    onAway: (reason) => connections.leave(reason),
    onBack: () => connections.back(),
    onReadable: () => connections.readable(),
    isWaiting: () => connections.isWaiting,
    notify: (payload) => sql`select pg_notify(${CHANNEL}, ${payload})`.execute(db),
  });
  await pulse.start();
  return {
    db,
    notifications: hub,
    exclusive: false,
    health: pulse,
    async bringUpToDate(work, onWaiting) {
      for (;;) {
        while (!pulse.isStoring) {
          const { reason = new Error('not asked yet') } = pulse;
          if (isHopeless(reason)) throw reason;
          onWaiting(reason);
          await pause(AGAIN_MS);
        }
        try {
          return await withPatience(servers.current, work);
        } catch (error) {
          // Cut off in the middle, which was one transaction: it begins anew.
          if (isAnswer(error)) throw error;
          await pause(AGAIN_MS);
        }
      }
    },
    async close() {
      await pulse.stop();
      // Of a machine that is gone nobody says good-bye.
      await Promise.race([db.destroy(), pause(GOOD_BYE_MS, undefined, { ref: false })]);
    },
  };
}

/** Connections lead to the server that is worked with when they are opened. */
function clientOf(servers: Servers): typeof pg.Client {
  return class extends pg.Client {
    constructor(config: pg.ClientConfig) {
      super({ ...config, connectionString: servers.current, application_name: 'countersign' });
    }
  };
}

/**
 * The server gives up a little before we do, so that a slow statement ends with its answer and the connection stays; on a
 * lock sooner, for somebody waits. And it rolls back what a node left open that froze or was cut off. Set by a
 * statement, because poolers refuse these as parameters of the connection.
 */
async function limitAtServer(client: pg.ClientBase, answerMs: number): Promise<void> {
  await client.query(
    `select set_config('statement_timeout', $1, false), set_config('lock_timeout', $2, false),
      set_config('idle_in_transaction_session_timeout', $3, false)`,
    [`${Math.round(answerMs * 0.9)}ms`, `${Math.round(answerMs * 0.4)}ms`, `${answerMs}ms`],
  );
}

/** Refuses this user, this password or this way of asking, or has no such database (PostgreSQL, appendix A). */
function isHopeless(error: Error): boolean {
  return error instanceof pg.DatabaseError && /^(?:28|3D)/.test(error.code ?? '');
}

async function withPatience<T>(url: string, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({
    ...limits,
    connectionString: url,
    max: 1,
    application_name: 'countersign-migrate',
    // A pooler may hand out what was limited before.
    onConnect: async (client) => {
      await client.query(
        `select set_config('statement_timeout', '0', false), set_config('lock_timeout', '0', false)`,
      );
    },
  });
  pool.on('error', () => {});
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}
