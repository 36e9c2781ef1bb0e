import { execFile } from 'node:child_process';
import { chown, cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../../scripts/lib/ports.mjs';
import { type Identity, Program } from './process';

const execute = promisify(execFile);
const BIN = '/usr/lib/postgresql/15/bin';
const TEMPLATES = path.resolve('docs/high-availability');

interface Member {
  readonly name: string;
  readonly port: number;
  readonly restPort: number;
  readonly patroni: Program;
  readonly data: string;
}

export interface Cluster {
  readonly members: readonly Member[];
  /** Where the desks go: through HAProxy, to the primary. */
  url: string;
  /** Through PgBouncer in transaction mode, and HAProxy behind it. */
  pooledUrl: string;
  /** From now on both lead to a database that was never used. */
  empty(name: string): Promise<void>;
  readonly haproxy: Program;
  readonly etcd: Program;
  primary(): Promise<Member | undefined>;
  /** Until there is a primary that takes writes through HAProxy, and a standby. */
  healthy(): Promise<void>;
  postmasterOf(member: Member): Promise<number>;
  /** Merges into Patroni's dynamic configuration. */
  configure(change: object): Promise<void>;
  switchover(): Promise<void>;
  /** A connection past everything, for whoever compares. */
  query<T extends pg.QueryResultRow>(text: string): Promise<T[]>;
  /** Uses up all the room there is on the primary's disk; returns what gives it back. */
  fillDisk(): Promise<() => Promise<void>>;
  stop(): Promise<void>;
}

/** Two PostgreSQL 15 under Patroni 3, one etcd, HAProxy and PgBouncer, all of Debian, with the documented configuration. */
export async function startCluster(): Promise<Cluster> {
  const identity = await postgresUser();
  const home = await mkdtemp(path.join(tmpdir(), 'countersign-faults-'));
  if (identity) await chown(home, identity.uid, identity.gid);
  const port = {
    etcd: await freePort(),
    etcdPeer: await freePort(),
    haproxy: await freePort(),
    pgbouncer: await freePort(),
  };
  const program = (name: string, command: readonly [string, ...string[]]) =>
    new Program(command, { identity, log: path.join(home, `${name}.log`), cwd: home });
  const write = async (name: string, replaced: Readonly<Record<string, string | number>>) => {
    let text = await readFile(path.join(TEMPLATES, name.replace(/-[ab](?=\.)/, '')), 'utf8');
    for (const [what, by] of Object.entries(replaced)) text = text.replaceAll(what, String(by));
    const file = path.join(home, name);
    await writeFile(file, text);
    return file;
  };

  const etcdUrl = `http://127.0.0.1:${port.etcd}`;
  const etcd = program('etcd', [
    'etcd',
    `--data-dir=${home}/etcd`,
    `--listen-client-urls=${etcdUrl}`,
    `--advertise-client-urls=${etcdUrl}`,
    `--listen-peer-urls=http://127.0.0.1:${port.etcdPeer}`,
    '--enable-v2=false',
  ]);
  etcd.start();
  const members: Member[] = [];
  const disks: string[] = [];
  for (const name of ['a', 'b']) {
    const disk = path.join(home, name);
    await mkdir(disk);
    // A disk of its own, so that it can be full.
    if (identity) {
      await execute('mount', ['-t', 'tmpfs', '-o', 'size=2500m', 'tmpfs', disk]);
      disks.push(disk);
      await chown(disk, identity.uid, identity.gid);
    }
    const data = path.join(disk, 'data');
    const [pgPort, restPort] = [await freePort(), await freePort()];
    const file = await write(`patroni-${name}.yml`, {
      'NODE-NAME': name,
      'NODE-ADDRESS:8008': `127.0.0.1:${restPort}`,
      'NODE-ADDRESS:5432': `127.0.0.1:${pgPort}`,
      'ETCD-ADDRESS:2379': `127.0.0.1:${port.etcd}`,
      '/var/lib/postgresql/15/main': data,
      '/usr/lib/postgresql/15/bin': BIN,
      'NETWORK/24': '127.0.0.1/32',
      '/run/postgresql': home,
    });
    members.push({
      name,
      port: pgPort,
      restPort,
      data,
      patroni: program(`patroni-${name}`, ['patroni', file]),
    });
  }
  const [a, b] = members as [Member, Member];
  const haproxy = program('haproxy', [
    'haproxy',
    '-db',
    '-f',
    await write('haproxy.cfg', {
      'bind :5000': `bind 127.0.0.1:${port.haproxy}`,
      'NODE-A:5432 check port 8008': `127.0.0.1:${a.port} check port ${a.restPort}`,
      'NODE-B:5432 check port 8008': `127.0.0.1:${b.port} check port ${b.restPort}`,
    }),
  ]);
  const pgbouncer = program('pgbouncer', [
    'pgbouncer',
    await write('pgbouncer.ini', {
      'countersign = host=HAPROXY port=5000 dbname=countersign': `* = host=127.0.0.1 port=${port.haproxy} user=postgres`,
      'listen_port = 6432': `listen_port = ${port.pgbouncer}`,
      'pool_mode = session': 'pool_mode = transaction',
      'auth_type = scram-sha-256': 'auth_type = any',
      'auth_file = /etc/pgbouncer/userlist.txt': '',
      'logfile = /var/log/postgresql/pgbouncer.log': '',
      'pidfile = /run/postgresql/pgbouncer.pid': '',
      'unix_socket_dir = /run/postgresql': 'unix_socket_dir =',
    }),
  ]);
  const url = (database: string) => `postgres://postgres@127.0.0.1:${port.haproxy}/${database}`;
  const cluster: Cluster = {
    members,
    url: url('postgres'),
    pooledUrl: '',
    async empty(name) {
      await cluster.query(`create database ${name}`);
      cluster.url = url(name);
      cluster.pooledUrl = `postgres://postgres@127.0.0.1:${port.pgbouncer}/${name}`;
    },
    haproxy,
    etcd,
    primary: () => first(members, (member) => isRole(member, 'primary')),
    async healthy() {
      for (let waited = 0; waited < 120_000; waited += 500) {
        const primary = await cluster.primary();
        const standby = primary && members.find((member) => member !== primary);
        if (standby && (await isRole(standby, 'sync')) && (await takesWrites(cluster.url))) return;
        await pause(500);
      }
      throw new Error(`The cluster did not come back. Its logs are in ${home}.`);
    },
    async postmasterOf({ data }) {
      return Number((await readFile(path.join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    },
    async configure(change) {
      const primary = (await cluster.primary()) ?? a;
      await rest(primary, 'PATCH', '/config', change);
      await pause(12_000);
    },
    async switchover() {
      const leader = await cluster.primary();
      if (leader) await rest(leader, 'POST', '/switchover', { leader: leader.name });
    },
    async query(text) {
      const client = new pg.Client({ connectionString: cluster.url });
      await client.connect();
      try {
        return (await client.query(text)).rows;
      } finally {
        await client.end();
      }
    },
    async fillDisk() {
      const primary = await cluster.primary();
      if (!primary || disks.length === 0) throw new Error('Only root can give a member a disk of its own.');
      const ballast = path.join(path.dirname(primary.data), 'ballast');
      // In large parts, and then what is left.
      for (const size of ['1M', '4k']) {
        await execute('dd', ['if=/dev/zero', `of=${ballast}.${size}`, `bs=${size}`]).catch(() => {});
      }
      return async () => {
        for (const size of ['1M', '4k']) await rm(`${ballast}.${size}`, { force: true });
      };
    },
    async stop() {
      for (const { patroni } of members) patroni.signal('SIGCONT');
      haproxy.signal('SIGCONT');
      await Promise.all(members.map(({ patroni }) => patroni.stop()));
      await Promise.all([haproxy.stop(), pgbouncer.stop(), etcd.stop()]);
      if (process.env.FAULTS_LOGS) {
        await mkdir(process.env.FAULTS_LOGS, { recursive: true });
        for (const name of ['patroni-a', 'patroni-b', 'haproxy', 'pgbouncer', 'etcd']) {
          await cp(path.join(home, `${name}.log`), path.join(process.env.FAULTS_LOGS, `${name}.log`)).catch(
            () => {},
          );
        }
      }
      for (const disk of disks) await execute('umount', ['-l', disk]).catch(() => {});
      await rm(home, { recursive: true, force: true });
    },
  };
  try {
    a.patroni.start();
    await until(() => isRole(a, 'primary'), 60_000);
    b.patroni.start();
    haproxy.start();
    pgbouncer.start();
    await cluster.healthy();
    return cluster;
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function isRole({ restPort }: Member, role: 'primary' | 'sync'): Promise<boolean> {
  return fetch(`http://127.0.0.1:${restPort}/${role}`, { signal: AbortSignal.timeout(1_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

async function rest({ restPort }: Member, method: string, at: string, body: object): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${restPort}${at}`, { method, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`Patroni: ${at} answered ${answer.status} ${await answer.text()}`);
}

async function takesWrites(url: string): Promise<boolean> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query(`select pg_logical_emit_message(true, 'faults', '')`);
    return true;
  } catch {
    return false;
  } finally {
    client.end().catch(() => {});
  }
}

async function first<T>(all: readonly T[], is: (one: T) => Promise<boolean>): Promise<T | undefined> {
  for (const one of all) if (await is(one)) return one;
  return undefined;
}

async function until(is: () => Promise<boolean>, ms: number): Promise<void> {
  for (let waited = 0; waited < ms; waited += 300) {
    if (await is()) return;
    await pause(300);
  }
  throw new Error('The cluster did not start.');
}

/** PostgreSQL refuses to run as root. */
async function postgresUser(): Promise<Identity | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const id = async (flag: string) => Number((await execute('id', [flag, 'postgres'])).stdout);
  return { uid: await id('-u'), gid: await id('-g') };
}
