import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, onTestFinished, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { freshUrl } from '../support/engines';
import { recordingLog } from '../support/recording-log';

const tables = async ({ db }: Database) => (await db.introspection.getTables()).map(({ name }) => name);

test('migrating again changes nothing', async () => {
  const database = await openPostgres(await freshUrl(), recordingLog().log);
  onTestFinished(() => database.close());
  await migrate(database.db);
  const before = await tables(database);
  expect(before).toEqual(expect.arrayContaining(['audit', 'customers', 'staff_sessions', 'verifications']));
  await migrate(database.db);
  expect(await tables(database)).toEqual(before);
});

test('eight nodes that start at once on an empty PostgreSQL migrate it once', async () => {
  const url = await freshUrl();
  const nodes = await Promise.all(Array.from({ length: 8 }, () => openPostgres(url, recordingLog().log)));
  onTestFinished(async () => void (await Promise.all(nodes.map((node) => node.close()))));
  await Promise.all(nodes.map(({ db }) => migrate(db)));
  const [first] = nodes;
  if (!first) throw new Error('no node');
  const done = await sql<{ name: string }>`select name from kysely_migration`.execute(first.db);
  expect(done.rows).toEqual([
    { name: '001-initial' },
    { name: '002-deliveries' },
    { name: '003-transfers' },
    { name: '004-audit-chain' },
    { name: '005-history' },
    { name: '006-alerts' },
    { name: '007-retention' },
    { name: '008-exports' },
    { name: '009-alarms' },
    { name: '010-lookups' },
    { name: '011-payee-sums' },
    { name: '012-refusals' },
    { name: '013-presence' },
    { name: '014-security-events' },
    { name: '015-alarm-lists' },
    { name: '016-search' },
    { name: '017-dismissed-ends' },
    { name: '018-staff-sessions' },
    { name: '019-idle-sessions' },
  ]);
});

test('a database that is not there is told as a fault, not waited for', async () => {
  const url = new URL(await freshUrl());
  url.pathname = '/nowhere';
  const database = await openPostgres(url.href, recordingLog().log);
  onTestFinished(() => database.close());
  await expect(migrate(database.db)).rejects.toMatchObject({
    cause: { message: expect.stringContaining('nowhere') },
  });
});

test('an embedded database keeps what it has over a restart', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const dataDir = path.join(folder, 'not', 'there', 'yet');
  const first = await openPglite(dataDir);
  await migrate(first.db);
  const session = { id: 'kept', subject: 'x', started_at: new Date(0), expires_at: new Date(1) };
  await first.db.insertInto('staff_sessions').values(session).execute();
  await first.close();
  const second = await openPglite(dataDir);
  await migrate(second.db);
  expect(await second.db.selectFrom('staff_sessions').select('id').execute()).toEqual([{ id: 'kept' }]);
  await second.close();
});
