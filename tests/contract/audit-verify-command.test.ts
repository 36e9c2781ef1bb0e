import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { createAuditLog } from '@/lib/adapters/postgres/audit-log';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { signCheckpoint } from '@/lib/audit/checkpoint';
import { exportTrail } from '@/lib/audit/export';
import { createAuditKeys } from '@/lib/audit/keys';
import { prove as proveHere } from '@/lib/commands/prove';
import { lock } from '../../scripts/lib/data-folder.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { appendAudit, auditKeys, auditSeed } from '../support/audit-keys';
import { type AuditStage, auditStage } from '../support/audit-stage';
import { freshUrl } from '../support/engines';
import { recordingLog } from '../support/recording-log';
import { later, sue } from '../support/samples';
import { validEnv } from '../unit/valid-env';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a person runs it, with these settings and nobody else's. */
function verify(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
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
      [path.join(root, 'scripts/audit-verify.mjs'), ...args],
      { env },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

/** The same without a process of its own, which costs seconds to start: for everything but how it is started. */
async function prove(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const out: string[] = [];
  const err: string[] = [];
  const into = (texts: string[]) => ({ write: (text: string) => texts.push(text) });
  const code = await proveHere(args, { env: settings, stdout: into(out), stderr: into(err) });
  return { code, out: out.join(''), err: err.join('') };
}

let folder: string;
let url: string;
let stage: AuditStage;
/** Of a desk that keeps its trail on PostgreSQL. */
let desk: Record<string, string>;
/** Of somebody who has nothing but the file. */
let outside: Record<string, string>;
let exported: string;
let keys: string;
/** The newest signature when the export was made, and one that was never in it. */
let checkpoint: string;
let laterCheckpoint: string;

const readText = (file: string) => readFile(file, 'utf8');
const write = async (name: string, text: string) => {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  url = await freshUrl();
  const database = await openPostgres(url, recordingLog().log);
  await migrate(database.db);
  stage = auditStage(database);
  // A separator of lines to some, a letter to JSON; and more than one line of anything.
  await stage.append({}, { personal: { payee: 'Zo\u00eb\u2028und Söhne\n' } }, {}, { details: { n: 4 } });
  const deps = {
    chain: stage.chain,
    auditKeys,
    sealer: stage.sealer,
    audit: createAuditLog(database.db, appendAudit),
    clock: stage.clock,
  };
  const parts: string[] = [];
  for await (const part of await exportTrail(deps, sue, null)) parts.push(part);
  exported = await write('trail.jsonl', parts.join(''));
  keys = await write('keys.json', JSON.stringify({ keys: auditKeys.verifying }));
  checkpoint = await write('kept.jws', `${(await stage.chain.status()).jws}\n`);
  await stage.append({ at: later(99) });
  await stage.sealer.seal();
  laterCheckpoint = await write('later.jws', `${(await stage.chain.status()).jws}\n`);
  outside = { ...validEnv(), AUDIT_KEYS: '', DATA_DIR: path.join(folder, 'no-data') };
  desk = { ...validEnv(), DATABASE_URL: url, AUDIT_KEYS: auditSeed, DATA_DIR: path.join(folder, 'no-data') };
});
afterAll(async () => {
  await stage.database.close();
  await rm(folder, { recursive: true, force: true });
});

test('an export that nobody touched holds, with the keys one was given or those in it', async () => {
  const [given, embedded] = await Promise.all([
    verify(outside, exported, '--keys', keys, '--checkpoint', checkpoint),
    prove(outside, exported),
  ]);
  expect(given).toMatchObject({ code: 0, err: '', out: expect.stringContaining('No tampering found.') });
  expect(given.out).toMatch(/records +5, 1 to 5,/);
  expect(given.out).not.toContain('note:');
  expect(embedded.code).toBe(0);
  expect(embedded.out).toContain(`the key in the file itself (${auditKeys.signing.kid})`);
});

test('an export that was changed, cut or signed by somebody else ends with 1 and says where', async () => {
  const text = await readText(exported);
  const changed = await write('changed.jsonl', text.replace('"n":4', '"n":5'));
  const cut = await write('cut.jsonl', text.slice(0, text.indexOf('\n{"end"') + 1));
  const [one, two, three, four] = await Promise.all([
    verify(outside, changed, '--keys', keys),
    prove(outside, cut, '--keys', keys),
    prove({ ...outside, AUDIT_KEYS: Buffer.alloc(32, 6).toString('base64url') }, exported),
    prove(outside, exported, '--keys', keys, '--checkpoint', laterCheckpoint, '--checkpoint', checkpoint),
  ]);
  expect(one).toMatchObject({ code: 1, out: expect.stringContaining('THE AUDIT TRAIL WAS CHANGED.') });
  expect(one.out).toMatch(/changed +Record 4 was changed/);
  expect(two).toMatchObject({ code: 1, out: expect.stringMatching(/unsigned +The end is not signed/) });
  expect(three).toMatchObject({ code: 1, out: expect.stringContaining('forged_signature') });
  expect(four).toMatchObject({ code: 1 });
  expect(four.out).toMatch(/cut_off +Records 6 to 6 were signed .* a checkpoint kept elsewhere says/);
});

test('an export of which nothing but the first line is left ends with 1', async () => {
  const [header] = (await readText(exported)).split('\n');
  const { code, out } = await prove(outside, await write('header.jsonl', `${header}\n`), '--keys', keys);
  expect(out).toContain('THE AUDIT TRAIL WAS CHANGED.');
  expect(code).toBe(1);
});

test('an export with a letter where none can be ends with 1 as well', async () => {
  const text = await readText(exported);
  const spoilt = await write('spoilt.jsonl', text.replace(/"mac":"./, '"mac":"+'));
  const { code, out } = await prove(outside, spoilt, '--keys', keys);
  expect(out).toContain('THE AUDIT TRAIL WAS CHANGED.');
  expect(code).toBe(1);
});

test('the database of the environment holds, and its JSON is nothing but JSON', async () => {
  const { code, out } = await verify(desk, '--json', '--checkpoint', laterCheckpoint);
  expect(JSON.parse(out)).toMatchObject({
    what: 'the database',
    sound: true,
    records: 6,
    first: 1,
    last: 6,
    checkpoints: expect.any(Number),
    findings: [],
    warnings: [],
    seconds: expect.any(Number),
  });
  expect(code).toBe(0);
});

test('a database that was altered ends with 1, and one that another key signed as well', async () => {
  const { db } = stage.database;
  await sql`create table kept_staff as select id, staff from audit where id = 2`.execute(db);
  await stage.tamper(sql`update audit set staff = replace(staff::text, 'ann', 'bob')::json where id = 2`);
  const [altered, strange] = await Promise.all([
    prove(desk, '--json'),
    prove({ ...desk, AUDIT_KEYS: Buffer.alloc(32, 6).toString('base64url') }, '--json'),
  ]);
  await stage.tamper(sql`update audit a set staff = k.staff from kept_staff k where k.id = a.id`);
  expect(JSON.parse(altered.out)).toMatchObject({
    sound: false,
    findings: [{ kind: 'changed', position: 2 }],
  });
  expect(altered.code).toBe(1);
  expect(JSON.parse(strange.out)).toMatchObject({
    sound: false,
    findings: expect.arrayContaining([expect.objectContaining({ kind: 'forged_signature' })]),
  });
  expect(strange.code).toBe(1);
});

test('the checkpoints of the node itself count without being named', async () => {
  const data = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  await mkdir(path.join(data, 'audit'));
  const other = await createAuditKeys([Buffer.alloc(32, 6).toString('base64url')]);
  const state = { position: 1, hash: 'A'.repeat(43), at: later(1).toISOString() };
  const lines = [await signCheckpoint(auditKeys, state), await signCheckpoint(other, state)];
  await writeFile(path.join(data, 'audit/checkpoints.jws'), `${lines.join('\n')}\n`);
  const { code, out } = await prove({ ...desk, DATA_DIR: data }, '--json');
  expect(JSON.parse(out).findings).toMatchObject([
    { kind: 'forged_signature', says: expect.stringContaining('kept elsewhere') },
    { kind: 'rewritten', position: 1, says: expect.stringContaining('kept elsewhere') },
  ]);
  expect(code).toBe(1);
});

test('what cannot be looked at ends with 2 and a sentence', async () => {
  const none = await write('none.jsonl', '{"hello":"there"}\n');
  const empty = await write('empty.jsonl', '');
  const noKeys = await write('no-keys.json', 'keys');
  const cases: [settings: Record<string, string>, args: string[], says: string][] = [
    [outside, [none], 'This is not an audit trail exported by Countersign.'],
    [outside, [empty], 'This is not an audit trail exported by Countersign.'],
    [outside, [folder], 'EISDIR'],
    [outside, [path.join(folder, 'missing.jsonl')], 'There is no file'],
    [outside, [exported, exported], 'one file at a time'],
    [outside, [exported, '--keys', noKeys], 'The keys in'],
    [outside, [exported, '--checkpoint', path.join(folder, 'missing.jws')], 'The checkpoints in'],
    [outside, [], 'AUDIT_KEYS is missing'],
    [{ ...desk, DATABASE_URL: url.replace(/:\d+\//, ':1/') }, [], 'could not be looked at'],
  ];
  const expectNoLook = ({ code, out, err }: Ended, says: string) => {
    expect(err).toContain(says);
    expect(err).not.toMatch(/^\s+at /m);
    expect(out).toBe('');
    expect(code).toBe(2);
  };
  for (const [settings, args, says] of cases) expectNoLook(await prove(settings, ...args), says);
  expectNoLook(await verify(outside, exported, '--jsno'), '--jsno');
  expectNoLook(await verify({ ...outside, AUDIT_KEYS: auditSeed }), 'There is no database yet');
}, 120_000);

test('the embedded database of a running desk is left alone', async () => {
  const data = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(data, { recursive: true, force: true }));
  onTestFinished(await lock(data));
  const { code, out, err } = await verify({ ...validEnv(), DATA_DIR: data });
  expect(err).toContain('A running desk has the embedded database open.');
  expect(out).toBe('');
  expect(code).toBe(2);
});
