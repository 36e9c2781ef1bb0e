import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { next } from './next.mjs';
import { root } from './root.mjs';

// Required, not imported: with --import the oldest Node allowed cannot run a program without an extension, as Next's is.
const preload = path.join(root, 'scripts/lib/end-with-parent.cjs');
// Whoever ends an idle connection first must not be us: the next request would meet its end on the way, and a proxy
// answer it with 502. Proxies keep theirs for up to a minute.
const KEEP_ALIVE_MS = '75000';
// Longer than the desk gives token requests that are under way.
const PATIENCE_MS = 8000;

/**
 * Starts a long-running Node process in a group of its own: the terminal's Ctrl-C reaches only us, and ending the group
 * also ends what it started itself.
 *
 * @param {string[]} args for node
 * @param {NodeJS.ProcessEnv} env
 * @param {(line: string) => void} onLine each line of its output
 * @param {string} [cwd]
 * @returns {{ pid: number | undefined, exited: Promise<{ code: number | null, signal: string | null }>,
 *   stop(): Promise<void>, kill(): Promise<void> }}
 */
export function startService(args, env, onLine, cwd = root) {
  const child = spawn(process.execPath, ['--require', preload, ...args], {
    cwd,
    // The desk stops by itself, after what is under way; Next would not wait for that.
    env: { ...env, COUNTERSIGN_PARENT: String(process.pid), NEXT_MANUAL_SIG_HANDLE: 'true' },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  });
  createInterface({ input: child.stdout }).on('line', onLine);
  createInterface({ input: child.stderr }).on('line', onLine);

  const signal = (name) => {
    try {
      process.kill(process.platform === 'win32' ? child.pid : -child.pid, name);
    } catch {
      // Already gone.
    }
  };
  const exited = new Promise((resolve) => {
    child.once('exit', (code, name) => {
      signal('SIGKILL'); // what it may have left behind
      const end = () => resolve({ code, signal: name });
      child.once('close', end); // its last lines have been read
      setTimeout(end, 500).unref();
    });
    child.once('error', (error) => {
      onLine(error.message);
      resolve({ code: 1, signal: null });
    });
  });
  return {
    pid: child.pid,
    exited,
    async stop() {
      signal('SIGTERM');
      const timer = setTimeout(() => signal('SIGKILL'), PATIENCE_MS);
      await exited;
      clearTimeout(timer);
    },
    async kill() {
      signal('SIGKILL');
      await exited;
    },
  };
}

/** The sandbox's command line. */
export const sandboxCommand = ['--import', 'tsx', path.join(root, 'sandbox/main.ts')];

/** The desk's command line. */
export function deskCommand({ dev = false, port, host }) {
  const address = ['-p', String(port), '-H', host];
  return dev ? [next, 'dev', ...address] : [next, 'start', ...address, '--keepAliveTimeout', KEEP_ALIVE_MS];
}
