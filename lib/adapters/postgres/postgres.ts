import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '../../log';
import { CHANNEL, NotificationHub } from '../../verification/notifications';
import { knownConnections } from './connections';
import type { Database } from './database';
import type { Schema } from './schema';

const RECONNECT_MS = 1000;
/** What holds for every connection. */
const limits = { keepAlive: true, connectionTimeoutMillis: 5_000 };

/** Milliseconds. */
export interface Patience {
  /** How long a statement may take: a network that swallows packets must end in an error, not in a page that hangs. */
  readonly answerMs: number;
  /** How often the connection that only listens is asked whether anybody is there. */
  readonly beatMs: number;
}

const usual: Patience = { answerMs: 10_000, beatMs: 10_000 };

/**
 * One connection that may take as long as it takes: for bringing a database up to date, before it is served from.
 * Rebuilding a table of millions takes its time, and other nodes wait for whoever does it.
 */
export async function withPatience<T>(url: string, work: (db: Kysely<Schema>) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({
    ...limits,
    connectionString: url,
    max: 1,
    application_name: 'countersign-migrate',
  });
  pool.on('error', () => {});
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await work(db);
  } finally {
    await db.destroy();
  }
}

/** A PostgreSQL server, shared by any number of nodes. */
export async function openPostgres(url: string, log: Logger, patience: Patience = usual): Promise<Database> {
  const pool = new pg.Pool({
    ...limits,
    query_timeout: patience.answerMs,
    connectionString: url,
    max: 10,
    application_name: 'countersign',
    onConnect: (client) => limitAtServer(client, patience.answerMs),
  });
  // The pool listens only while a connection is idle; one that breaks in use rejects its query as well.
  pool.on('connect', (client) => client.on('error', () => {}));
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'database connection lost'));
  const hub = new NotificationHub();
  const stopListening = listen(url, hub, log, patience);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: knownConnections(pool) }) });
  return {
    db,
    notifications: hub,
    exclusive: false,
    async close() {
      await stopListening();
      await db.destroy();
    },
  };
}

/**
 * The server gives up a little before we do, so that a slow statement ends with its answer and the connection stays. And
 * it rolls back what a node left open that froze or was cut off. Set by a statement, because poolers refuse these as
 * parameters of the connection.
 */
async function limitAtServer(client: pg.ClientBase, answerMs: number): Promise<void> {
  await client.query(
    `select set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false)`,
    [`${Math.round(answerMs * 0.9)}ms`, `${answerMs}ms`],
  );
}

/** LISTEN needs a connection of its own; it is reopened for as long as the database is in use. */
function listen(
  url: string,
  hub: NotificationHub,
  log: Logger,
  { answerMs, beatMs }: Patience,
): () => Promise<void> {
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let isLost = false;

  async function connect(): Promise<void> {
    const opened = new pg.Client({
      ...limits,
      query_timeout: answerMs,
      connectionString: url,
      application_name: 'countersign-listen',
    });
    client = opened;
    const retry = (error?: Error) => {
      if (client !== opened) return;
      client = undefined;
      clearTimeout(timer);
      if (stopped) return;
      if (!isLost)
        log.warn({ err: error }, 'lost the notification channel, reconnecting: pages are late meanwhile');
      isLost = true;
      timer = setTimeout(connect, RECONNECT_MS);
      // Whether it was cut or is only silent: nobody waits for it to say good-bye.
      opened.end().catch(() => {});
    };
    // Nothing is ever sent on it, so of a machine that is gone it would hear when the kernel gives up: after hours.
    const beat = () => {
      if (stopped) return;
      timer = setTimeout(() => opened.query('select 1').then(beat, retry), beatMs);
    };
    opened.on('error', retry);
    opened.on('end', retry);
    opened.on('notification', ({ payload }) => hub.publish(payload || undefined));
    try {
      await opened.connect();
      await opened.query(`listen ${CHANNEL}`);
    } catch (error) {
      retry(error instanceof Error ? error : undefined);
      return;
    }
    if (client !== opened) return;
    if (isLost) log.info('the notification channel is back');
    isLost = false;
    hub.publish();
    beat();
  }

  void connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await client?.end();
  };
}
