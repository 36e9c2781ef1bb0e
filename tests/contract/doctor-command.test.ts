import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lock } from '../../scripts/lib/data-folder.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { freshUrl } from '../support/engines';
import { asDesk, SECRETS, startHost, startWorld, type World } from './doctor-support';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The command as a person runs it, with these settings and nobody else's. */
function doctor(settings: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const { PATH, HOME, TMPDIR } = process.env;
  const inherited = Object.entries({ PATH, HOME, TMPDIR }).filter(([, value]) => value !== undefined);
  // Next's own sign that the .env files have been read: a developer's .env must not decide about the tests.
  const env = {
    ...Object.fromEntries(inherited),
    NODE_ENV: 'test',
    __NEXT_PROCESSED_ENV: 'true',
    ...settings,
  } as const;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, 'scripts/doctor.mjs'), ...args],
      { env },
      (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      },
    );
  });
}

async function world(): Promise<World & { readonly settings: Record<string, string> }> {
  const found = await startWorld();
  const url = new URL(await freshUrl());
  url.password = 'passw0rd-of-the-database';
  return Object.assign(found, { settings: { ...found.env, DATABASE_URL: url.href } });
}

test('with nothing wrong the command ends with 0 and a table', async () => {
  const { settings } = await world();
  const { code, out } = await doctor(settings);
  expect(out).toContain('✓ Credentials');
  expect(out).toMatch(/\d+ in order/);
  expect(out).not.toContain('\u001b');
  expect(code).toBe(0);
});

test('with something wrong it ends with 1, and its JSON has every finding and no secret', async () => {
  const found = await world();
  const basic = Buffer.from(`countersign:${SECRETS.CIBA_CLIENT_SECRET}`).toString('base64');
  // An OP that repeats what it was sent, which some do.
  found.token = {
    status: 400,
    body: {
      error: 'invalid_client',
      error_description: `who is ${basic} with ${SECRETS.CIBA_CLIENT_SECRET}?`,
    },
  };
  const { code, out, err } = await doctor(found.settings, '--json');
  const report: unknown = JSON.parse(out);
  expect(report).toMatchObject({
    ok: false,
    version: expect.stringMatching(/^\d+\./),
    checks: expect.arrayContaining([
      expect.objectContaining({ id: 'op.credentials', status: 'fail', remedy: expect.any(String) }),
    ]),
  });
  expect(code).toBe(1);
  for (const secret of [...Object.values(SECRETS), basic, 'passw0rd-of-the-database']) {
    expect(out + err).not.toContain(secret);
  }
});

test('an option it does not have ends with 2, and its help with 0', async () => {
  const [misuse, help] = await Promise.all([doctor({}, '--jsno'), doctor({}, '--help')]);
  expect(misuse).toMatchObject({ code: 2, err: expect.stringContaining('--jsno') });
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--json') });
});

test('a port that is none is told as a finding', async () => {
  const { code, out } = await doctor({ PORT: 'eighty', DATA_DIR: '/nowhere/at/all' }, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    checks: [{ id: 'configuration.start', status: 'fail', says: expect.stringContaining('eighty') }],
  });
});

test('a data folder that a running desk has is not opened; the desk is asked', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  onTestFinished(await lock(dataDir));
  const desk = await startHost({ ...asDesk, '/api/health/ready': { status: 200, body: { status: 'ok' } } });
  const { env } = await startWorld();
  const here = { DATA_DIR: dataDir, PORT: String(desk.port), APP_URL: `http://localhost:${desk.port}` };
  const { code, out } = await doctor({ ...env, ...here }, '--json');
  expect(JSON.parse(out)).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({
        id: 'database.reachable',
        status: 'ok',
        says: expect.stringContaining('A running desk has the embedded database open'),
      }),
    ]),
  });
  expect(code).toBe(0);
});
