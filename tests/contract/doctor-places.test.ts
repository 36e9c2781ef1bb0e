import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'kysely';
import { expect, inject, onTestFinished, test } from 'vitest';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { diagnose } from '@/lib/doctor/diagnose';
import { knownMigrations } from '@/lib/doctor/schema-reading';
import { sandboxEnvironment } from '../../scripts/lib/environment.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { openDatabaseLine } from '../support/database-line';
import { freshUrl } from '../support/engines';
import { auth0 } from '../support/providers/auth0';
import { duende } from '../support/providers/duende';
import { keycloak } from '../support/providers/keycloak';
import { okta } from '../support/providers/okta';
import { pingfederate } from '../support/providers/pingfederate';
import { pingone } from '../support/providers/pingone';
import type { ProviderKind } from '../support/providers/provider-double';
import { simpleidserver } from '../support/providers/simpleidserver';
import { recordingLog } from '../support/recording-log';
import { findings, SECRETS, startHost, startWorld } from './doctor-support';
import { CIBA_SECRET, DIRECTORY_TOKEN, openBank, STAFF_SECRET } from './sandbox/bank';

function sandboxSettings(sandboxPort: number, dataDir: string): Record<string, string> {
  const secrets = {
    ...SECRETS,
    CIBA_CLIENT_SECRET: CIBA_SECRET,
    STAFF_CLIENT_SECRET: STAFF_SECRET,
    SANDBOX_DIRECTORY_TOKEN: DIRECTORY_TOKEN,
  };
  const env = { NODE_ENV: 'test' } as const;
  const { desk } = sandboxEnvironment({ env, port: 3000, sandboxPort, dataDir, secrets });
  return Object.fromEntries(Object.entries(desk).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

test('a sandbox that runs is in order, credentials and all', async () => {
  const bank = await openBank();
  const { failing, of } = await findings(sandboxSettings(bank.port, bank.dataDir));
  expect(failing).toEqual([]);
  expect(of('op.credentials').status).toBe('ok');
  expect(of('customer-api.answers').status).toBe('ok');
  expect(of('staff.discovery').status).toBe('ok');
});

test('a sandbox that does not run is no fault of the configuration', async () => {
  const { failing, checks, of } = await findings(sandboxSettings(await freePort(), '/nowhere'));
  expect(failing).toEqual([]);
  expect(of('sandbox.running')).toMatchObject({
    status: 'warn',
    remedy: expect.stringContaining('npm start'),
  });
  expect(checks.filter(({ id }) => id.startsWith('op.')).map(({ status }) => status)).not.toContain('warn');
});

const kinds: readonly ProviderKind[] = [auth0, duende, keycloak, okta, pingfederate, pingone, simpleidserver];

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  '%s is in order for a client it knows',
  async (_name, kind) => {
    const op = await kind.start();
    onTestFinished(() => op.close());
    const auth = kind.clientAuths.includes('client_secret_basic')
      ? 'client_secret_basic'
      : 'client_secret_post';
    const { clientId, clientSecret = '' } = await op.client(auth);
    const { env } = await startWorld();
    const settings = {
      ...env,
      CIBA_ISSUER: op.issuer,
      CIBA_PROFILE: kind.name,
      CIBA_CLIENT_ID: clientId,
      CIBA_CLIENT_SECRET: clientSecret,
      CIBA_CLIENT_AUTH: auth,
      CIBA_LOGIN_HINT: kind.hints[0] ?? 'sub',
    };
    const healthy = await findings(settings);
    expect(healthy.failing).toEqual([]);
    expect(healthy.of('op.credentials').status).toBe('ok');

    const { failing } = await findings({ ...settings, CIBA_CLIENT_SECRET: 'not-the-secret' });
    expect(failing.map(({ id }) => id)).toEqual(['op.credentials']);
  },
);

test('a client that proves itself with its certificate, at an OP of its own authority', async () => {
  const op = await keycloak.start({ https: true });
  onTestFinished(() => op.close());
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const { clientId, certificate, ca } = await op.client('tls_client_auth');
  const write = async (name: string, text = '') => {
    await writeFile(path.join(folder, name), text, { mode: 0o600 });
    return path.join(folder, name);
  };
  const { env } = await startWorld();
  const { CIBA_CLIENT_SECRET, ...rest } = env;
  const settings = {
    ...rest,
    CIBA_ISSUER: op.issuer,
    CIBA_PROFILE: 'keycloak',
    CIBA_LOGIN_HINT: 'username',
    CIBA_CLIENT_ID: clientId,
    CIBA_CLIENT_AUTH: 'tls_client_auth',
    CIBA_CLIENT_CERT: await write('cert.pem', certificate?.cert),
    CIBA_CLIENT_CERT_KEY: await write('key.pem', certificate?.key),
    CIBA_CA: await write('ca.pem', ca),
  };
  const { failing, of } = await findings(settings);
  expect(failing).toEqual([]);
  expect(of('op.credentials').status).toBe('ok');
  expect(of('op.bound-tokens').status).toBe('ok');
});

async function databaseSettings(): Promise<Record<string, string>> {
  const { env } = await startWorld();
  return { ...env, DATABASE_URL: await freshUrl() };
}

test('a database that is empty is in order, and so is one that is up to date', async () => {
  const settings = await databaseSettings();
  const empty = await findings(settings);
  expect(empty.failing).toEqual([]);
  expect(empty.of('database.migrations')).toMatchObject({
    status: 'ok',
    says: expect.stringContaining('empty'),
  });
  expect(empty.of('database.customers').status).toBe('warn');

  const database = await openPostgres(settings.DATABASE_URL ?? '', recordingLog().log);
  onTestFinished(() => database.close());
  await migrate(database.db);
  const current = await findings(settings);
  expect(current.of('database.migrations')).toMatchObject({
    status: 'ok',
    says: 'The tables are up to date.',
  });
  // The list is taken from the files' names: they are what is recorded.
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(
    database.db,
  );
  expect(rows.map(({ name }) => name)).toEqual(await knownMigrations());

  await sql`delete from kysely_migration where name > '001'`.execute(database.db);
  await sql`insert into kysely_migration values ('001-initial', '') on conflict do nothing`.execute(
    database.db,
  );
  expect((await findings(settings)).of('database.migrations')).toMatchObject({ status: 'warn' });

  await sql`insert into kysely_migration values ('999-from-the-future', '')`.execute(database.db);
  const { failing } = await findings(settings);
  expect(failing).toEqual([
    expect.objectContaining({
      id: 'database.migrations',
      says: expect.stringContaining('999-from-the-future'),
    }),
  ]);
});

test('of several servers the one that takes writes is looked into', async () => {
  const settings = await databaseSettings();
  const url = settings.DATABASE_URL ?? '';
  const { host } = new URL(url);
  const several = url.replace(host, `127.0.0.1:${await freePort()},${host}`);
  const { failing, of } = await findings({ ...settings, DATABASE_URL: several });
  expect(failing).toEqual([]);
  expect(of('database.reachable').status).toBe('ok');
  expect(of('database.notifications').status).toBe('ok');
});

test('a way to the database on which no notification arrives', async () => {
  const settings = await databaseSettings();
  const line = await openDatabaseLine(settings.DATABASE_URL ?? '');
  onTestFinished(() => line.close());
  line.deafen(true);
  const { failing, of } = await findings({ ...settings, DATABASE_URL: line.url });
  expect(failing).toEqual([]);
  expect(of('database.notifications')).toMatchObject({
    status: 'warn',
    remedy: expect.stringContaining('session mode'),
  });
});

test('a database that does not exist is named without its password', async () => {
  const settings = await databaseSettings();
  const url = new URL(settings.DATABASE_URL ?? '');
  url.pathname = '/nowhere';
  url.password = 'pa%24sw0rd-of-the-database';
  const { failing, checks } = await findings({ ...settings, DATABASE_URL: url.href });
  expect(failing).toEqual([
    expect.objectContaining({
      id: 'database.reachable',
      remedy: expect.stringContaining('Create the database'),
    }),
  ]);
  expect(failing[0]?.says).toContain(`postgres@${url.host}/nowhere`);
  expect(JSON.stringify(checks)).not.toMatch(/pa(?:%24|\$)sw0rd/);
});

test('a database server that is not running', async () => {
  const { env } = await startWorld();
  const { failing } = await findings({
    ...env,
    DATABASE_URL: `postgres://me@127.0.0.1:${await freePort()}/desk`,
  });
  expect(failing).toEqual([
    expect.objectContaining({
      id: 'database.reachable',
      says: expect.stringContaining('refuses connections'),
    }),
  ]);
});

test('an embedded database is looked into when nobody has it open, and left alone when somebody has', async () => {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  await cp(inject('migratedFolder'), path.join(dataDir, 'desk'), { recursive: true });
  const { env } = await startWorld();
  const settings = { ...env, DATA_DIR: dataDir };

  const free = await diagnose(settings, { dataFolder: 'ours' });
  expect(free.find(({ id }) => id === 'database.migrations')?.status).toBe('ok');
  expect(free.find(({ id }) => id === 'database.customers')?.status).toBe('warn');

  const desk = await startHost({ '/api/health/ready': { status: 200, body: { status: 'ok' } } });
  const running = { ...settings, PORT: String(desk.port), APP_URL: `http://localhost:${desk.port}` };
  const used = await diagnose(running, { dataFolder: 'in use' });
  expect(used.find(({ id }) => id === 'database.reachable')).toMatchObject({
    status: 'ok',
    says: expect.stringContaining('running desk'),
  });
  expect(used.find(({ id }) => id === 'database.customers')?.status).toBe('skipped');
});
