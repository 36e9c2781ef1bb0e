import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { keptCredentials } from '../../scripts/lib/credentials.mjs';
import { sandboxEnvironment } from '../../scripts/lib/environment.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { waitUntilReady } from '../../scripts/lib/ready.mjs';
import { root } from '../../scripts/lib/root.mjs';
import { makeSecrets } from '../../scripts/lib/secrets.mjs';
import { deskCommand, type Service, sandboxCommand, startService } from '../../scripts/lib/service.mjs';

export type Desk = {
  url: string;
  /** Where it listens, whatever stands before it. */
  port: number;
  sandboxUrl: string;
  dataDir: string;
  /** Undefined with the embedded database, which is in the data folder. */
  databaseUrl: string | undefined;
  /** The generated secrets, so that a test can look for them where they must not be. */
  secrets: Record<string, string>;
  /** Everything both processes have printed so far. */
  output(): string;
  /** Ends the desk as a power cut would, and returns when it is gone. */
  kill9Desk(): Promise<void>;
  /** To the desk's processes: SIGSTOP freezes them, SIGCONT lets them go on. */
  signalDesk(name: NodeJS.Signals): void;
  /** Ends the desk if it is there, starts it on the same data and waits until it is ready. */
  restartDesk(): Promise<void>;
  /** Starts one more node on the same database (which must be a server) and keeps it until `stop`. Returns its URL. */
  startSecondNode(): Promise<string>;
  stopSandbox(): Promise<void>;
  startSandbox(): Promise<void>;
  /** Ends both and deletes the data folder. */
  stop(): Promise<void>;
};

type DeskOptions = {
  /** Additional settings of the desk, e.g. `DATABASE_URL`. */
  env?: Record<string, string>;
  /** Additional settings of the sandbox. */
  sandboxEnv?: Record<string, string>;
  /** What somebody would set in the shell to tune both, e.g. `CIBA_DELIVERY`. */
  tuning?: Record<string, string>;
  /** A folder with a database that was migrated and never used: the desk need not spend seconds on setting up its own. */
  database?: string | undefined;
};

const READY_MS = 60_000;

/** Starts a sandbox and a desk (the production build) on free ports, with a data folder of their own under .test/. */
export async function startDesk({
  env = {},
  sandboxEnv = {},
  tuning = {},
  database,
}: DeskOptions = {}): Promise<Desk> {
  const port = await freePort();
  const sandboxPort = await freePort();
  const sandboxTlsPort = await freePort();
  const secrets = makeSecrets();
  await mkdir(path.join(root, '.test'), { recursive: true });
  const dataDir = await mkdtemp(path.join(root, '.test/desk-'));
  if (database) await cp(database, path.join(dataDir, 'desk'), { recursive: true });
  const environment = sandboxEnvironment({
    env: { ...inherited(), ...tuning },
    port,
    sandboxPort,
    sandboxTlsPort,
    dataDir,
    secrets,
    credentials: await keptCredentials(dataDir),
  });

  const lines: string[] = [];
  const run = async (name: string, command: string[], settings: NodeJS.ProcessEnv, readyUrl: string) => {
    const service = startService(command, settings, (line) => lines.push(`${name}: ${line}`));
    const { ready, last } = await waitUntilReady(readyUrl, { limitMs: READY_MS, until: service.exited });
    if (ready) return service;
    await service.kill();
    throw new Error(`The ${name} did not become ready (last answer: ${last}). It said:\n${lines.join('\n')}`);
  };
  const runSandbox = () =>
    run(
      'sandbox',
      sandboxCommand,
      { ...environment.sandbox, ...sandboxEnv },
      `http://localhost:${sandboxPort}/health`,
    );
  const runDesk = (at = port) =>
    run(
      'desk',
      deskCommand({ port: at, host: '127.0.0.1' }),
      { ...environment.desk, ...env, NODE_ENV: 'production' },
      `http://localhost:${at}/api/health/ready`,
    );

  let sandbox: Service | undefined;
  let desk: Service | undefined;
  let secondNode: Service | undefined;
  const stop = async () => {
    await Promise.all([sandbox?.stop(), desk?.stop(), secondNode?.stop()]);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    sandbox = await runSandbox();
    desk = await runDesk();
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    url: environment.appUrl,
    port,
    sandboxUrl: environment.sandboxUrl,
    dataDir,
    databaseUrl: env.DATABASE_URL,
    secrets,
    output: () => lines.join('\n'),
    stop,
    async kill9Desk() {
      await desk?.kill();
    },
    signalDesk(name) {
      if (desk?.pid) process.kill(-desk.pid, name);
    },
    async restartDesk() {
      await desk?.stop();
      desk = await runDesk();
    },
    async startSecondNode() {
      const at = await freePort();
      secondNode = await runDesk(at);
      return `http://localhost:${at}`;
    },
    async stopSandbox() {
      await sandbox?.stop();
    },
    async startSandbox() {
      await sandbox?.stop();
      sandbox = await runSandbox();
    },
  };
}

/** Only what a program needs to run at all: the settings of whoever runs the tests must not reach the desk under test. */
function inherited(): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, LANG, TZ, NEXT_DIST_DIR } = process.env;
  const kept = { PATH, HOME, TMPDIR, LANG, TZ, NEXT_DIST_DIR };
  return {
    ...Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined)),
    NODE_ENV: 'test',
    NEXT_TELEMETRY_DISABLED: '1',
    // Next's own sign that the .env files have been read: a developer's .env must not reach the desk either.
    __NEXT_PROCESSED_ENV: 'true',
  };
}
