import { setTimeout as pause } from 'node:timers/promises';
import type { Desk } from '../support/desk';
import type { Cluster } from './cluster';
import { signalGroup } from './process';

interface Stage {
  readonly cluster: Cluster;
  readonly desk: Desk;
}

export interface Scenario {
  readonly name: string;
  readonly delivery?: 'poll' | 'ping';
  /** The desks reach the database through PgBouncer in transaction mode. */
  readonly isPooled?: true;
  /** The first desk is what is broken. */
  readonly isDeskStopped?: true;
  /** Breaks something, and mends what nobody else would. */
  readonly happen: (stage: Stage) => Promise<void>;
}

const seconds = (count: number) => pause(count * 1_000);

async function killPostgres({ cluster }: Stage, withPatroni = false): Promise<() => void> {
  const primary = await cluster.primary();
  if (!primary) throw new Error('There is no primary to kill.');
  const postmaster = await cluster.postmasterOf(primary);
  if (withPatroni) primary.patroni.signal('SIGKILL');
  process.kill(postmaster, 'SIGKILL');
  signalGroup(postmaster, 'SIGKILL');
  return () => primary.patroni.start();
}

/** Stops answering, and says nothing of it: a machine whose network or hypervisor is gone. */
async function freezePrimary({ cluster }: Stage): Promise<() => Promise<void>> {
  const primary = await cluster.primary();
  if (!primary) throw new Error('There is no primary to freeze.');
  const postmaster = await cluster.postmasterOf(primary);
  const all = [...(await descendants(postmaster)), postmaster];
  primary.patroni.signal('SIGSTOP');
  for (const pid of all) signal(pid, 'SIGSTOP');
  return async () => {
    // The fence: it does not wake up as a second primary.
    for (const pid of all) signal(pid, 'SIGKILL');
    primary.patroni.signal('SIGCONT');
    await primary.patroni.stop('SIGKILL');
    primary.patroni.start();
  };
}

async function descendants(pid: number): Promise<number[]> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8').catch(() => '');
  return text.trim().split(/\s+/).filter(Boolean).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

async function forAWhile(count: number, freeze: () => void, thaw: () => void): Promise<void> {
  freeze();
  await seconds(count);
  thaw();
}

export const scenarios: readonly Scenario[] = [
  { name: 'switchover', happen: ({ cluster }) => cluster.switchover() },
  { name: 'switchover, ping', delivery: 'ping', happen: ({ cluster }) => cluster.switchover() },
  {
    name: 'postgres killed, three times',
    async happen(stage) {
      for (let times = 0; times < 3; times++) {
        await killPostgres(stage);
        await stage.cluster.healthy();
      }
    },
  },
  {
    name: 'Patroni and postgres killed',
    async happen(stage) {
      const restart = await killPostgres(stage, true);
      await seconds(35);
      restart();
    },
  },
  {
    name: 'proxy gone for 20 s',
    async happen({ cluster: { haproxy } }) {
      await haproxy.stop('SIGKILL');
      await seconds(20);
      haproxy.start();
    },
  },
  {
    name: 'proxy frozen for 20 s',
    happen: ({ cluster: { haproxy } }) =>
      forAWhile(
        20,
        () => haproxy.signal('SIGSTOP'),
        () => haproxy.signal('SIGCONT'),
      ),
  },
  {
    name: 'proxy frozen for 35 s, ping',
    delivery: 'ping',
    happen: ({ cluster: { haproxy } }) =>
      forAWhile(
        35,
        () => haproxy.signal('SIGSTOP'),
        () => haproxy.signal('SIGCONT'),
      ),
  },
  {
    name: 'etcd restarted',
    async happen({ cluster: { etcd } }) {
      await etcd.stop();
      await seconds(2);
      etcd.start();
      await seconds(15);
    },
  },
  {
    name: 'etcd gone for 30 s',
    async happen({ cluster: { etcd } }) {
      await etcd.stop();
      await seconds(30);
      etcd.start();
    },
  },
  {
    name: 'primary frozen, and fenced',
    async happen(stage) {
      const fence = await freezePrimary(stage);
      await seconds(35);
      await fence();
    },
  },
  {
    name: 'standby gone for 90 s, strictly synchronous',
    async happen({ cluster }) {
      await cluster.configure({ synchronous_mode_strict: true });
      const primary = await cluster.primary();
      const standby = cluster.members.find((member) => member !== primary);
      await standby?.patroni.stop('SIGTERM');
      await seconds(90);
      standby?.patroni.start();
      await cluster.healthy();
      await cluster.configure({ synchronous_mode_strict: false });
    },
  },
  { name: 'pooler in transaction mode', isPooled: true, happen: ({ cluster }) => cluster.switchover() },
  {
    name: 'pooler in transaction mode, ping',
    isPooled: true,
    delivery: 'ping',
    happen: ({ cluster }) => cluster.switchover(),
  },
  {
    name: 'disk full for 20 s',
    async happen({ cluster }) {
      const empty = await cluster.fillDisk();
      await seconds(20);
      await empty();
    },
  },
  {
    name: 'a desk killed',
    isDeskStopped: true,
    async happen({ desk }) {
      await desk.kill9Desk();
      await seconds(10);
      await desk.restartDesk();
    },
  },
  {
    name: 'a desk frozen for 25 s',
    isDeskStopped: true,
    happen: ({ desk }) =>
      forAWhile(
        25,
        () => desk.signalDesk('SIGSTOP'),
        () => desk.signalDesk('SIGCONT'),
      ),
  },
];
