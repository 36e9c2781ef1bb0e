import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { createAppendAudit, createAuditLog } from '@/lib/adapters/postgres/audit-log';
import { createSqlDirectory } from '@/lib/adapters/postgres/customer-directory';
import { createFiguresStore } from '@/lib/adapters/postgres/figures-store';
import { createHistoryStore } from '@/lib/adapters/postgres/history-store';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import type { Schema } from '@/lib/adapters/postgres/schema';
import { auditKeys } from '../support/audit-keys';
import { freeSearches } from '../support/free-searches';
import { createDatabase } from '../support/postgres';
import { recordingLog } from '../support/recording-log';
import { seedHistory, UNTIL } from './history-seed';

/** A desk's history of some size, on a database of its own. */
export interface HistoryStage {
  readonly rows: number;
  readonly url: string;
  /** As the desk opens it. */
  readonly db: Kysely<Schema>;
  /** For questions the desk does not ask, without its time limits. */
  readonly client: pg.Client;
  /** The same, to be changed at will: nothing is left of it after `close`. */
  aside(indexes: 'all' | 'none of the history'): Promise<Aside>;
  close(): Promise<void>;
}

interface Aside {
  readonly db: Kysely<Schema>;
  close(): Promise<void>;
}

export async function openStage(adminUrl: string, rows: number): Promise<HistoryStage> {
  const url = await createDatabase(adminUrl);
  const database = await openPostgres(url, recordingLog().log);
  await migrate(database.db);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const begun = performance.now();
  await seedHistory(database.db, client, auditKeys, rows);
  const seconds = (performance.now() - begun) / 1000;
  console.log(`  made up ${rows.toLocaleString('en')} verifications in ${seconds.toFixed(0)} s`);
  return {
    rows,
    url,
    db: database.db,
    client,
    aside: (indexes) => openAside(url, indexes === 'none of the history'),
    async close() {
      await client.end();
      await database.close();
    },
  };
}

/** One connection in one transaction that is never committed. */
async function openAside(url: string, isBare: boolean): Promise<Aside> {
  // A connection that was given back for being idle would take the transaction with it.
  const pool = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 0 });
  // When the bench fails its database goes first, and what failed must be what is told.
  pool.on('error', () => {});
  await pool.query('begin');
  if (isBare) await dropOurs(pool);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    async close() {
      await pool.query('rollback');
      await db.destroy();
    },
  };
}

/** As it was before migration 005. */
async function dropOurs(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `select indexname as name from pg_indexes where indexname like 'verifications\\_by\\_%'`,
  );
  for (const { name } of rows) await pool.query(`drop index ${name}`);
  await pool.query('create index verifications_newest on verifications (requested_at desc, id desc)');
}

/** What the verbs of the history need, wired as in the desk. */
export function depsOn(db: Kysely<Schema>) {
  return {
    history: createHistoryStore(db),
    figures: createFiguresStore(db),
    directory: createSqlDirectory(db, 'GB'),
    searches: freeSearches(),
    audit: createAuditLog(db, createAppendAudit(auditKeys)),
    region: 'GB' as const,
    env: { TIME_ZONE: 'Europe/London' },
    clock: { now: () => UNTIL, after: () => () => {} },
    log: recordingLog().log,
  };
}
