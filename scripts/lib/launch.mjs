import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { keptCredentials } from './credentials.mjs';
import { lock, requireWritable } from './data-folder.mjs';
import { sandboxEnvironment, usesSandbox } from './environment.mjs';
import { Halt } from './halt.mjs';
import { install } from './install.mjs';
import { portFrom, requireFree } from './ports.mjs';
import { root } from './root.mjs';
import { endCommands } from './run.mjs';
import { duration, say, step } from './say.mjs';
import { keptSecrets } from './secrets.mjs';
import { deskCommand, sandboxCommand } from './service.mjs';
import { supervise } from './supervise.mjs';

/**
 * Everything from a fresh clone to a desk one can click on: install, build, start, watch. Returns when all is ready; the
 * process then lives as long as what it watches.
 * @param {{ dev: boolean }} options dev: Next's development server instead of a build
 */
export async function launch({ dev }) {
  const services = [];
  let release = () => {};

  let ending;
  const end = (code, word) => {
    // Asked twice: no more patience.
    if (ending) process.exit(code);
    ending = (async () => {
      endCommands();
      await Promise.all(services.map((service) => service.stop()));
      release();
      if (word) say(`\n  ${word}`);
      process.exit(code);
    })();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => end(0, 'Countersign has stopped.'));
  endWithNpm(() => end(0, 'Countersign has stopped.'));

  const run = async (name, service) => {
    const supervised = supervise({ ...service, onGiveUp: () => end(1) });
    services.push(supervised);
    for (const line of await step(name, supervised.begin)) say(line);
  };

  try {
    await install();
    const env = await configured(dev);
    if (!dev) await build();
    await start(env);
  } catch (error) {
    // An interrupted step fails too; the interruption is what there is to say.
    if (ending) return ending;
    await Promise.all(services.map((service) => service.stop()));
    release();
    throw error;
  }

  async function start(env) {
    const port = portFrom(env, 'PORT', 3000);
    const dataDir = path.resolve(root, env.DATA_DIR || '.data');
    const sandbox = usesSandbox(env);
    if (sandbox || !env.DATABASE_URL) {
      requireWritable(dataDir);
      release = await lock(dataDir);
    }
    await requireFree(port, 'PORT');
    if (sandbox) await startWithSandbox(env, port, dataDir);
    else await startAlone(env, port);
  }

  async function startWithSandbox(env, port, dataDir) {
    const sandboxPort = portFrom(env, 'SANDBOX_PORT', 4000);
    const sandboxTlsPort = portFrom(env, 'SANDBOX_TLS_PORT', 4001);
    if (new Set([port, sandboxPort, sandboxTlsPort]).size < 3) {
      throw new Halt(
        `PORT, SANDBOX_PORT and SANDBOX_TLS_PORT are ${port}, ${sandboxPort} and ${sandboxTlsPort}. ` +
          'The desk and the sandbox bank need a port each, and the bank a second one for mutual TLS.',
      );
    }
    await requireFree(sandboxPort, 'SANDBOX_PORT');
    await requireFree(sandboxTlsPort, 'SANDBOX_TLS_PORT');
    const setting = {
      env,
      port,
      sandboxPort,
      sandboxTlsPort,
      dataDir,
      secrets: keptSecrets(dataDir),
      credentials: await keptCredentials(dataDir),
    };
    const { desk, sandbox, appUrl, sandboxUrl } = sandboxEnvironment(setting);
    await run('starting the bank', {
      title: 'The sandbox bank',
      command: sandboxCommand,
      env: withColour(sandbox),
      readyUrl: `http://localhost:${sandboxPort}/health`,
      isNoise: (line) => /^sandbox ready on /.test(line),
    });
    await runDesk(desk, port, '127.0.0.1');
    sayReady();
    const phoneUrl = `${sandboxUrl}/phone`;
    const width = Math.max(appUrl.length, phoneUrl.length);
    say(
      `    desk     ${appUrl.padEnd(width)}    sign in as Ines Moreau, an agent, and look up Maria Alvarez`,
    );
    say(`    phone    ${phoneUrl.padEnd(width)}    Maria's own: sign in as Maria Alvarez`);
    say();
    say('  Press Verify identity on the desk, and answer on the phone. Ctrl-C stops both.\n');
  }

  async function startAlone(env, port) {
    await runDesk({ ...env, PORT: String(port) }, port, env.HOST || '0.0.0.0');
    sayReady();
    say(`    desk     ${env.APP_URL || `http://localhost:${port}`}\n`);
  }

  async function runDesk(env, port, host) {
    const anywhere = host === '0.0.0.0' || host === '::' || host === '127.0.0.1';
    await run('starting the desk', {
      title: 'The desk',
      command: deskCommand({ dev, port, host }),
      env: withColour({ ...env, NODE_ENV: dev ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' }),
      readyUrl: `http://${anywhere ? 'localhost' : host}:${port}/api/health/ready`,
      isNoise: isNextBanner(),
    });
  }
}

function sayReady() {
  // performance.now() counts from the start of this process.
  say(`\n  Countersign ${version()} is ready after ${duration(performance.now())}.\n`);
}

function version() {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version;
}

/** The environment with the .env files read as Next reads them. Only after installing: the reader is Next's. */
async function configured(dev) {
  const { default: nextEnv } = await import('@next/env');
  const problems = [];
  nextEnv.loadEnvConfig(root, dev, { info() {}, error: (...words) => problems.push(words.join(' ')) });
  if (problems.length > 0) throw new Halt(`An .env file could not be read: ${problems.join('; ')}`);
  return process.env;
}

/** Our children write into pipes; whether colour is welcome depends on where we write. */
function withColour(env) {
  if (env.NO_COLOR || env.FORCE_COLOR) return env;
  return process.stdout.isTTY ? { ...env, FORCE_COLOR: '1' } : { ...env, NO_COLOR: '1' };
}

/** Next announces itself in a few lines and closes them with an empty one; our own summary says the same. */
function isNextBanner() {
  let empty = true;
  return (line) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour codes are control characters
    const plain = line.replaceAll(/\u001b\[[\d;]*m/g, '').trim();
    const banner =
      /^(?:▲ Next\.js |- (?:Local|Network|Environments|Debugger port|Experiments)\b|✓ (?:Starting|Ready in|Running next\.config))/.test(
        plain,
      );
    const noise = banner || (plain === '' && empty);
    empty = noise;
    return noise;
  };
}

/**
 * npm does not always hand on the signal that ends it (`kill` of its process alone). Started by npm and left by it, we
 * would go on unseen; who wants that starts this script without npm.
 */
function endWithNpm(end) {
  if (!process.env.npm_lifecycle_event) return;
  const { ppid } = process;
  const watch = setInterval(() => {
    if (process.ppid === ppid) return;
    clearInterval(watch);
    end();
  }, 1000);
  watch.unref();
}
