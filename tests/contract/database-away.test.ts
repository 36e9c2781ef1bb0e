import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import pg from 'pg';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { type DatabaseLine, openDatabaseLine } from '../support/database-line';
import { createDatabase } from '../support/postgres';
import { recordingLog } from '../support/recording-log';

const hurried = { answerMs: 10_000, beatMs: 100, lateMs: 300, connectMs: 400, proofMs: 600 };
/** A beat, its lateness, and another connection; with room for a busy machine. */
const FOUND_MS = 2_500;

/** @param lines how many ways lead to the database */
async function open(lines = 1) {
  const direct = await createDatabase(inject('postgresUrl'), inject('migratedPostgres'));
  const ways: DatabaseLine[] = [];
  for (let each = 0; each < lines; each++) ways.push(await openDatabaseLine(direct));
  const url = new URL(direct);
  const hosts = ways.map((way) => new URL(way.url).host).join(',');
  const recorded = recordingLog();
  const database = await openPostgres(direct.replace(url.host, hosts), recorded.log, hurried);
  onTestFinished(async () => {
    await database.close();
    await Promise.all(ways.map((way) => way.close()));
  });
  return { direct, ways, line: ways[0] as DatabaseLine, database, recorded };
}

async function administrator(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

const add = (db: Database['db'], subject: string) =>
  db.insertInto('staff_members').values({ subject, name: subject }).execute();
const backend = async (db: Database['db']) =>
  (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid;
const storing = (database: Database, is: boolean) =>
  expect.poll(() => database.health.isStoring, { timeout: FOUND_MS, interval: 10 }).toBe(is);

/** Milliseconds until it failed, and with what. */
async function failure(work: Promise<unknown>) {
  const from = performance.now();
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, ms: performance.now() - from };
}

describe('a database that is away', () => {
  test.for(['freeze', 'cut'] as const)('keeps nobody waiting, and is back by itself (%s)', async (how) => {
    const { line, database, recorded } = await open();
    const { db } = database;
    expect(database.health).toMatchObject({ isStoring: true, reason: undefined });
    const before = await backend(db);
    const underWay = failure(sql`select pg_sleep(9)`.execute(db));
    await pause(100);
    line[how]();
    const ready = database.health.takesWork();
    const asked = failure(add(db, 'nobody knows'));
    expect(await ready, 'not even while nobody has found out').toBe(false);
    await expect.poll(() => recorded.at('error'), { timeout: FOUND_MS, interval: 10 }).toBe(1);
    expect(database.health.isStoring).toBe(false);
    for (const { error, ms } of await Promise.all([underWay, asked])) {
      expect(error).toMatchObject({ code: 'unavailable' });
      expect(ms).toBeLessThan(FOUND_MS);
    }
    const { error, ms } = await failure(add(db, 'at once'));
    expect(error).toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('Nothing was stored'),
    });
    expect(ms).toBeLessThan(100);
    expect(recorded.at('error'), 'is told once').toBe(1);

    line[how === 'freeze' ? 'thaw' : 'mend']();
    await storing(database, true);
    expect(await backend(db), 'no connection of before').not.toBe(before);
    await add(db, 'again');
    expect(recorded.at('error')).toBe(1);
    expect(recorded.text()).toContain('the database is back');
  });

  test('tells whether a click may be repeated', async () => {
    const { line, database } = await open();
    const { db } = database;
    const inside = failure(
      db.transaction().execute(async (tx) => {
        await add(tx, 'first');
        line.freeze();
        await add(tx, 'second');
      }),
    );
    expect((await inside).error).toMatchObject({ message: expect.stringContaining('Nothing was stored') });
    line.thaw();
    await storing(database, true);
    const outside = failure(
      db.transaction().execute(async (tx) => {
        await add(tx, 'third');
        line.loseNextCommit();
      }),
    );
    const { error } = await outside;
    expect(error, String((error as Error).cause)).toMatchObject({
      message: expect.stringContaining('may not have been stored'),
    });
    const rows = await db.selectFrom('staff_members').select('subject').execute();
    expect(rows).toEqual([{ subject: 'third' }]);
  });

  test('at the start is waited for', async () => {
    const { direct, line, database: first } = await open();
    await first.close();
    line.cut();
    const recorded = recordingLog();
    const database = await openPostgres(line.url, recorded.log, hurried);
    onTestFinished(() => database.close());
    expect(database.health).toMatchObject({ isStoring: false, reason: expect.any(Error) });
    expect((await failure(add(database.db, 'too early'))).ms).toBeLessThan(100);
    line.mend();
    await storing(database, true);
    await add(database.db, 'in time');
    expect(direct).toBeTruthy();
  });
});

test('a server that waits for its standbys stores nothing, and keeps few connections busy meanwhile', async () => {
  const { direct, database } = await open();
  const admin = await administrator(direct);
  // Only here commits are confirmed at all: the other databases of this server do without.
  await admin.query(`do $$ begin
    execute format('alter database %I set synchronous_commit = on', current_database()); end $$`);
  await admin.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  const standbys = async (names: string) => {
    await admin.query(`alter system set synchronous_standby_names = '${names}'`);
    await admin.query('select pg_reload_conf()');
  };
  await expect
    .poll(async () => (await failure(backend(database.db))).error, { timeout: FOUND_MS })
    .toBeUndefined();
  await storing(database, true);
  await standbys('somebody');
  onTestFinished(() => standbys(''));
  await pause(300);
  const { error, ms } = await failure(add(database.db, 'unconfirmed'));
  expect(error).toMatchObject({ message: expect.stringContaining('may not have been stored') });
  expect(ms).toBeLessThan(FOUND_MS);
  await pause(1_000);
  expect(database.health.isStoring).toBe(false);
  const { rows } = await admin.query<{ count: string }>(`select count(*) from pg_stat_activity
    where datname = current_database() and wait_event = 'SyncRep'`);
  expect(Number(rows[0]?.count)).toBeLessThanOrEqual(3);

  await standbys('');
  await storing(database, true);
  const kept = await database.db.selectFrom('staff_members').select('subject').execute();
  expect(kept).toEqual([{ subject: 'unconfirmed' }]);
});

test('a server that is full is not ready until there is room, and is told of once', async () => {
  const { direct, database, recorded } = await open();
  const admin = await administrator(direct);
  await admin.query(`
    create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception using errcode = '53100', message = 'could not extend file'; end $$;
    create trigger full_disk before insert on staff_members execute function full_disk()`);
  const { error } = await failure(add(database.db, 'one too many'));
  expect(error).toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining('Nothing was stored'),
  });
  expect(database.health).toMatchObject({ isStoring: false, reason: { message: 'could not extend file' } });
  await failure(add(database.db, 'another'));
  await pause(500);
  expect(database.health.isStoring).toBe(false);
  expect(recorded.at('error')).toBe(1);
  await admin.query('drop trigger full_disk on staff_members');
  await storing(database, true);
  await add(database.db, 'there is room');
  expect(await database.db.selectFrom('staff_members').select('subject').execute()).toHaveLength(1);
});

test('a server that becomes one to read from stores nothing, and what it has is shown', async () => {
  const { direct, database } = await open();
  const { db } = database;
  await add(db, 'before');
  const admin = await administrator(direct);
  await admin.query(`do $$ begin
    execute format('alter database %I set default_transaction_read_only = on', current_database()); end $$`);
  await admin.query(`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
  await storing(database, false);
  expect(await db.selectFrom('staff_members').select('subject').execute()).toEqual([{ subject: 'before' }]);
  expect((await failure(add(db, 'after'))).error).toMatchObject({ code: 'unavailable' });
  await admin.query(`do $$ begin
    execute format('alter database %I reset default_transaction_read_only', current_database()); end $$`);
  await storing(database, true);
  await add(db, 'again');
});

test('of several servers the one that takes writes is worked with, whichever it is by then', async () => {
  const { ways, database, recorded } = await open(3);
  const [first, second, third] = ways as [DatabaseLine, DatabaseLine, DatabaseLine];
  await add(database.db, 'by the first');
  first.cut();
  third.cut();
  await expect
    .poll(async () => (await failure(backend(database.db))).error, { timeout: FOUND_MS })
    .toBeUndefined();
  await storing(database, true);
  await add(database.db, 'by the second');
  third.mend();
  second.freeze();
  const { error, ms } = await failure(backend(database.db));
  expect(error).toMatchObject({ code: 'unavailable' });
  expect(ms).toBeLessThan(FOUND_MS);
  await storing(database, true);
  await add(database.db, 'by the third');
  expect(recorded.text()).not.toContain('password');
});

test('notifications that do not arrive are told of once, and made up for by looking', async () => {
  const { line, database, recorded } = await open();
  await pause(700);
  expect(database.health.deafSince).toBeNull();
  line.deafen(true);
  await expect.poll(() => database.health.deafSince).toBeInstanceOf(Date);
  const hints: (string | undefined)[] = [];
  onTestFinished(database.notifications.onAny((hint) => void hints.push(hint)));
  await expect.poll(() => hints.length).toBeGreaterThan(0);
  expect(new Set(hints)).toEqual(new Set([undefined]));
  expect(recorded.at('error')).toBe(1);
  expect(recorded.text()).toContain('pooler in transaction mode');
  line.deafen(false);
  await expect.poll(() => database.health.deafSince).toBeNull();
  const seen = hints.length;
  await pause(1_600);
  expect(hints).toHaveLength(seen);
});

test('a server that lets nobody write to its log alone is asked otherwise', async () => {
  const { direct, line } = await open();
  const admin = await administrator(direct);
  const name = new URL(direct).pathname.slice(1);
  await admin.query(`do $$ declare each regprocedure; begin
    for each in select oid from pg_proc where proname = 'pg_logical_emit_message' loop
      execute format('revoke execute on function %s from public', each);
    end loop; end $$`);
  await admin.query(`create role ${name} login`);
  onTestFinished(() => admin.query(`drop role ${name}`).then(() => {}));
  const url = new URL(line.url);
  url.username = name;
  const database = await openPostgres(url.href, recordingLog().log, hurried);
  onTestFinished(() => database.close());
  expect(await database.health.takesWork()).toBe(true);
  line.freeze();
  expect(await database.health.takesWork()).toBe(false);
  line.thaw();
  await storing(database, true);
});

test('a database that does not answer any more keeps nobody from stopping', async () => {
  const { line, database } = await open();
  await backend(database.db);
  line.freeze();
  const from = performance.now();
  await database.close();
  expect(performance.now() - from).toBeLessThan(5_000);
});
