import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

const running = new Set<Program>();
process.once('exit', () => {
  for (const program of running) for (const name of ['SIGCONT', 'SIGKILL'] as const) program.signal(name);
});

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(1));

/** A program of the cluster, in a process group of its own, which can be ended, frozen and started anew. */
export class Program {
  readonly #command: readonly [string, ...string[]];
  readonly #options: { readonly identity: Identity | undefined; readonly log: string; readonly cwd: string };
  #child: ChildProcess | undefined;

  constructor(
    command: readonly [string, ...string[]],
    options: { readonly identity: Identity | undefined; readonly log: string; readonly cwd: string },
  ) {
    this.#command = command;
    this.#options = options;
  }

  start(): void {
    const { identity, log, cwd } = this.#options;
    const [program, ...args] = this.#command;
    const out = openSync(log, 'a');
    const child = spawn(program, args, {
      ...identity,
      cwd,
      detached: true,
      stdio: ['ignore', out, out],
      env: { ...process.env, LANG: 'C.UTF-8', HOME: cwd },
    });
    this.#child = child;
    running.add(this);
    child.on('error', (error) => console.error(`${program}: ${error.message}`));
    closeSync(out);
  }

  /** To the whole group: what it started itself as well. */
  signal(name: NodeJS.Signals): void {
    signalGroup(this.#child?.pid, name);
  }

  async stop(name: NodeJS.Signals = 'SIGTERM', patienceMs = 8_000): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = new Promise((resolve) => child.once('exit', resolve));
    this.signal(name);
    const timer = setTimeout(() => this.signal('SIGKILL'), patienceMs);
    await exited;
    clearTimeout(timer);
    this.signal('SIGKILL'); // what it left behind
  }
}

export function signalGroup(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid) process.kill(-pid, name);
  } catch {
    // Gone already.
  }
}
