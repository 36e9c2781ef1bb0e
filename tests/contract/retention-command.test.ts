import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { createChainStore } from '@/lib/adapters/postgres/audit-chain';
import { createAppendAudit } from '@/lib/adapters/postgres/audit-log';
import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPglite } from '@/lib/adapters/postgres/pglite';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { GENESIS } from '@/lib/audit/chain';
import { createAuditKeys } from '@/lib/audit/keys';
import { verifyTrail } from '@/lib/audit/verify';
import { lock } from '../../scripts/lib/data-folder.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { appendAudit } from '../support/audit-keys';
import { freshUrl } from '../support/engines';
import { recordingLog } from '../support/recording-log';
import { ann, START } from '../support/samples';
import { validEnv } from '../unit/valid-env';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a person runs it, with these settings and nobody else's. */
function retention(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const { PATH, HOME, TMPDIR } = process.env;
  const inherited = Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined);
  const env = {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'test',
    // Next's own sign that the .env files have been read: a developer's .env must not decide about the tests.
    __NEXT_PROCESSED_ENV: 'true',
    ...settings,
  } as const;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, 'scripts/retention.mjs'), ...args],
      { env },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

let url: string;
let database: Database;
let settings: Record<string, string>;
beforeAll(async () => {
  url = await freshUrl();
  settings = { ...validEnv(), DATABASE_URL: url, RETENTION_DAYS: 'customer=10' };
  database = await openPostgres(url, recordingLog().log);
  return () => database.close();
});

const appliedRecords = () =>
  database.db.selectFrom('audit').select('id').where('action', '=', 'retention.applied').execute();

test('a database of an earlier release is told as that', async () => {
  const { code, err } = await retention(settings, '--dry-run');
  expect(err).toContain('of an earlier release');
  expect(code).toBe(2);
});

test('it says first what would go and changes nothing, then removes exactly that', async () => {
  await migrate(database.db);
  for (const customerId of ['C-1', 'C-2', 'C-3']) {
    await appendAudit(database.db, { at: START, actor: ann, action: 'customer.viewed', customerId });
  }
  const dry = await retention(settings, '--dry-run', '--json');
  const { dryRun, classes } = JSON.parse(dry.out);
  expect(dryRun).toBe(true);
  expect(classes[0]).toMatchObject({
    class: 'customer',
    days: 10,
    goes: { rows: 0, records: 3 },
    outcome: null,
  });
  expect(await appliedRecords()).toHaveLength(0);

  const wet = await retention(settings);
  expect(wet.out).toMatch(/customer +10 days +\d{4}-\d\d-\d\d \d\d:\d\d +3 audit records +nothing/);
  expect(wet.out).toMatch(/staff +for good/);
  expect(wet.code).toBe(0);
  expect(await appliedRecords()).toHaveLength(1);
}, 90_000);

test('on the embedded database of a desk that is stopped it removes, and leaves a trail that is sealed', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const embedded = () => openPglite(path.join(folder, 'desk'));
  await cp(inject('migratedFolder'), path.join(folder, 'desk'), { recursive: true });
  const before = await embedded();
  const keys = await createAuditKeys([validEnv().AUDIT_KEYS ?? '']);
  await createAppendAudit(keys)(before.db, {
    at: START,
    actor: ann,
    action: 'customer.viewed',
    customerId: 'C-1',
  });
  await before.close();

  const { out, code } = await retention({ ...validEnv(), DATA_DIR: folder, RETENTION_DAYS: 'customer=10' });
  expect(out).toMatch(/customer .+ 1 audit record +nothing/);
  expect(code).toBe(0);

  const after = await embedded();
  onTestFinished(() => after.close());
  expect(await after.db.selectFrom('audit_pending').selectAll().execute()).toEqual([]);
  const trail = await createChainStore(after.db).trail({ position: 0, hash: GENESIS });
  expect(await verifyTrail(trail, { keys: keys.verifying })).toMatchObject({
    sound: true,
    records: 2,
    erased: { customer: 1, staff: 0 },
  });
}, 90_000);

test('on the embedded database of a running desk it leads to the page', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const release = await lock(folder);
  onTestFinished(release);
  const { code, err } = await retention({ ...validEnv(), DATA_DIR: folder }, '--dry-run');
  expect(err).toContain('on its page History, Retention');
  expect(code).toBe(2);
});

test('what is wrong with the days is told by name, and what it does not know it refuses', async () => {
  const wrong = await retention({ ...settings, RETENTION_DAYS: 'customer=0' });
  expect(wrong.err).toContain('RETENTION_DAYS: customer must be a whole number of days');
  expect(wrong.code).toBe(2);
  const unknown = await retention(settings, '--dry');
  expect(unknown.err).toContain('There is no option --dry');
  expect(unknown.code).toBe(2);
});
