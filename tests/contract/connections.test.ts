import { sql } from 'kysely';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { openPostgres, type Patience } from '@/lib/adapters/postgres/postgres';
import { CHANNEL } from '@/lib/verification/notifications';
import type { Verification } from '@/lib/verification/verification';
import { noLimits } from '../support/guard-limits';
import { createDatabase } from '../support/postgres';
import { recordingLog } from '../support/recording-log';
import { later, requested } from '../support/samples';
import { entryOf } from '../support/store-stages';
import { verificationStore } from '../support/stores';

const ANSWER_MS = 400;
const hurried = { answerMs: ANSWER_MS, beatMs: 200, lateMs: 300, connectMs: 1_000, proofMs: 10_000 };

async function open(patience?: Patience) {
  const url = await createDatabase(inject('postgresUrl'), inject('migratedPostgres'));
  const recorded = recordingLog();
  const database = await openPostgres(url, recorded.log, patience);
  onTestFinished(() => database.close());
  return { url, database, recorded };
}

/** A statement of that connection takes as long as somebody likes, and then goes on as if nothing had been. */
function freeze(pid: number): () => void {
  process.kill(pid, 'SIGSTOP');
  const thaw = () => void process.kill(pid, 'SIGCONT');
  onTestFinished(() => {
    try {
      thaw();
    } catch {
      // Ended, as it should be.
    }
  });
  return thaw;
}

/** What is said to staff, and why to who reads the log. */
const unavailable = (why: string) => ({
  code: 'unavailable',
  cause: { message: expect.stringContaining(why) },
});

const backend = async (db: Database['db']) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid ?? 0;

const add = (db: Database['db'], subject: string) =>
  db.insertInto('staff_members').values({ subject, name: subject }).execute();

/** Asked past the pool, and when every other connection has settled. */
async function kept(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await expect
    .poll(
      async () =>
        (
          await client.query(`select from pg_stat_activity
            where datname = current_database() and application_name = 'countersign' and state <> 'idle'`)
        ).rowCount,
      { timeout: 10_000 },
    )
    .toBe(0);
  const { rows } = await client.query<{ subject: string }>('select subject from staff_members order by 1');
  await client.end();
  return rows.map(({ subject }) => subject);
}

test('a transaction that stalled is committed by nobody, also when the stall is over', async () => {
  const { url, database } = await open(hurried);
  let thaw = () => {};
  const stalled = database.db.transaction().execute(async (tx) => {
    await add(tx, 'half');
    thaw = freeze(await backend(tx));
    await add(tx, 'other half');
  });
  await expect(stalled).rejects.toMatchObject(unavailable('timeout'));
  thaw();

  const next = Array.from({ length: 12 }, (_, nth) => `${nth}`.padStart(2, '0'));
  for (const subject of next.slice(0, 6)) await add(database.db, subject);
  for (const subject of next.slice(6)) await database.db.transaction().execute((tx) => add(tx, subject));
  expect(await kept(url)).toEqual(next);
});

test('a statement that stalled outside of a transaction keeps nobody waiting, and its connection is not used again', async () => {
  const { url, database } = await open(hurried);
  const { db } = database;
  const pid = await backend(db);
  freeze(pid);
  await expect(add(db, 'stalled')).rejects.toMatchObject(unavailable('timeout'));
  for (let times = 0; times < 12; times++) expect(await backend(db)).not.toBe(pid);
  process.kill(pid, 'SIGCONT');
  // Whether it was done nobody can say; that it is not half done anybody can.
  expect([[], ['stalled']]).toContainEqual(await kept(url));
});

test('who gives a connection back inside a transaction gives it to nobody', async () => {
  const { url, database } = await open();
  const left = await database.db.connection().execute(async (db) => {
    await sql`begin`.execute(db);
    await add(db, 'left open');
    return backend(db);
  });
  await add(database.db, 'next');
  expect(await backend(database.db)).not.toBe(left);
  expect(await kept(url)).toEqual(['next']);
});

test('a connection whose statement was refused is used again', async () => {
  const { database } = await open();
  const pid = await backend(database.db);
  await expect(sql`select 1 / 0`.execute(database.db)).rejects.toThrow('division by zero');
  await expect(database.db.transaction().execute((tx) => sql`select 1 / 0`.execute(tx))).rejects.toThrow(
    'division by zero',
  );
  expect(await backend(database.db)).toBe(pid);
});

test('the server gives up before the desk does, on a statement and on a transaction nobody goes on with', async () => {
  const { url, database } = await open(hurried);
  const pid = await backend(database.db);
  await expect(sql`select pg_sleep(5)`.execute(database.db)).rejects.toMatchObject(
    unavailable('statement timeout'),
  );
  expect(await backend(database.db), 'by its answer, so the connection stays').toBe(pid);

  const forgotten = database.db.transaction().execute(async (tx) => {
    await add(tx, 'forgotten');
    await new Promise((resolve) => setTimeout(resolve, 2 * ANSWER_MS));
    await add(tx, 'too late');
  });
  await expect(forgotten).rejects.toThrow();
  await add(database.db, 'next');
  expect(await kept(url)).toEqual(['next']);
});

test('what is limited at the server is not asked for when the connection is opened, for poolers refuse that', async () => {
  const { database } = await open();
  const { rows } = await sql<{ name: string; setting: string; source: string }>`
    select name, setting, source from pg_settings
    where name in ('statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout') order by name`.execute(
    database.db,
  );
  expect(rows).toEqual([
    { name: 'idle_in_transaction_session_timeout', setting: '10000', source: 'session' },
    { name: 'lock_timeout', setting: '4000', source: 'session' },
    { name: 'statement_timeout', setting: '9000', source: 'session' },
  ]);
});

test('a database that only reads is none that work can be taken with', async () => {
  const { url, database } = await open();
  expect(await database.health.takesWork()).toBe(true);
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  // What a connection is told that is opened from now on, as on a standby.
  await admin.query(`do $$ begin
    execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`);
  await admin.end();
  const later = await openPostgres(url, recordingLog().log);
  onTestFinished(() => later.close());
  expect(await later.health.takesWork()).toBe(false);
  await expect(add(later.db, 'nobody')).rejects.toMatchObject(unavailable('read-only'));
});

test('nor is one that is away', async () => {
  const database = await openPostgres('postgres://nobody@127.0.0.1:1/none', recordingLog().log);
  onTestFinished(() => database.close());
  expect(await database.health.takesWork()).toBe(false);
});

test('a channel that fell silent is opened anew, is told of once, and hears what others change', async () => {
  const { url, database, recorded } = await open(hurried);
  const hints: (string | undefined)[] = [];
  onTestFinished(database.notifications.onAny((hint) => void hints.push(hint)));
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  onTestFinished(() => admin.end());
  const listeners = async () =>
    (
      await admin.query(`select pid from pg_stat_activity
      where datname = current_database() and application_name = 'countersign-listen'`)
    ).rows.map(({ pid }) => pid);
  const [silent] = await listeners();
  freeze(silent);
  await expect.poll(() => hints).toEqual([undefined]);
  expect(recorded.at('warn')).toBe(1);
  expect(recorded.at('error'), 'only a connection was gone').toBe(0);
  expect(database.health.isStoring).toBe(true);
  await admin.query(`notify ${CHANNEL}, 'somebody'`);
  await expect.poll(() => hints).toContain('somebody');
});

test('whose name is known waits for nobody who asks in the same name', async () => {
  const { database } = await open(hurried);
  const store = verificationStore(database.db);
  const first = requested();
  const insert = (v: Verification) =>
    store.insert(v, { node: 'a', until: later(15) }, noLimits, entryOf(v, 'verification.requested'));
  await insert(first);
  // As by a request of theirs that has not committed yet.
  await database.db.transaction().execute(async (tx) => {
    await sql`select from staff_members where subject = ${first.staffSubject} for no key update`.execute(tx);
    expect(await insert(requested({ customerId: 'C-2', customerSubject: 'sub-2' }))).toEqual({
      kind: 'inserted',
    });
  });
});
