import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { reportOn } from '@/lib/alarms/reports-of';
import { lock } from '../../scripts/lib/data-folder.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { freshUrl } from '../support/engines';
import { recordingLog } from '../support/recording-log';
import { ann, customer, ended, later, sue } from '../support/samples';
import { alarmStore, verificationStore } from '../support/stores';
import { validEnv } from '../unit/valid-env';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a person runs it, with these settings and nobody else's. */
function alarms(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const { PATH = '', HOME = '' } = process.env;
  // Next's own sign that the .env files have been read: a developer's .env must not decide about the tests.
  const env = { PATH, HOME, NODE_ENV: 'test', __NEXT_PROCESSED_ENV: 'true', ...settings } as const;
  const script = path.join(root, 'scripts/alarms.mjs');
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
    });
  });
}

test('it lists what stands and what was lifted, for people and for programs', async () => {
  const url = await freshUrl();
  const database = await openPostgres(url, recordingLog().log);
  onTestFinished(() => database.close());
  const { db } = database;
  await migrate(db);
  await importCustomers(db, [customer('C-1', { name: 'Maria Alvarez' }), customer('C-2')]);
  for (const id of ['C-1', 'C-2', 'C-gone']) {
    const call = ended('denied', { customerId: id, customerSubject: `sub-${id}` });
    await verificationStore(db).report([reportOn(call, 'staff', ann, later(60), 'it is not them')]);
  }
  const second = await alarmStore(db).standing('sub-C-2');
  if (!second) throw new Error('no alarm was raised');
  const lifting = { at: later(120), by: sue.subject, byName: sue.name, reason: 'called back' };
  await alarmStore(db).lift(second.id, lifting, () => ({
    at: later(120),
    actor: sue,
    action: 'alarm.lifted',
  }));

  const settings = { ...validEnv(), DATABASE_URL: url };
  const all = await alarms(settings, 'list');
  expect(all.err).toBe('');
  expect(all.out).toMatch(/C-1 +Maria Alvarez +staff \(Name of staff-ann\) +standing/);
  expect(all.out).toMatch(/C-2 .+ lifted 2026-03-02 09:02 by Name of staff-sue/);
  expect(all.out).toContain('2 standing alarms.');
  expect(all.code).toBe(0);

  const standing = await alarms(settings, 'list', '--standing', '--json');
  const told = JSON.parse(standing.out).alarms;
  expect(told).toMatchObject([
    { standing: true, subject: 'sub-C-gone', customer: { id: 'C-gone', name: 'Removed customer' } },
    { standing: true, subject: 'sub-C-1', reports: [{ source: 'staff', reason: 'it is not them' }] },
  ]);
}, 90_000);

test('on the embedded database of a running desk it leads to the page, and what it does not know it refuses', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  onTestFinished(await lock(folder));
  const running = await alarms({ ...validEnv(), DATA_DIR: folder }, 'list');
  expect(running.err).toContain('Open the page Alarms in the desk');
  expect(running.code).toBe(2);
  const unknown = await alarms({}, 'lift', 'alm_1');
  expect(unknown.err).toContain('Say what to do: list.');
  expect(unknown.code).toBe(2);
}, 60_000);
