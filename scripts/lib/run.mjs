import { spawn } from 'node:child_process';
import { root } from './root.mjs';

const running = new Set();

// Commands run in groups of their own, so that one signal also reaches what they started (npm, Chromium).
function signalGroup(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** Ends every command that is still running. For the moment before this process exits. */
export function endCommands() {
  for (const child of running) signalGroup(child, 'SIGTERM');
}

/**
 * Runs a command to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, show?: boolean, limitMs?: number }} [options]
 *   show: hand the output through instead of collecting it; limitMs: then it is ended, and `timedOut` says so
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>} never rejects; 127 when it cannot start
 */
export function run(command, args, { env = process.env, show = false, limitMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    let output = '';
    let timedOut = false;
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    const timer =
      limitMs &&
      setTimeout(() => {
        timedOut = true;
        signalGroup(child, 'SIGKILL');
      }, limitMs);
    const end = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output, timedOut });
    };
    running.add(child);
    child.once('error', (error) => {
      output += error.message;
      end(127);
    });
    child.once('close', (code) => end(code ?? 1));
  });
}
