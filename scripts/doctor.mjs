#!/usr/bin/env node
import { main } from './lib/main.mjs';

const help = `
  npm run doctor [-- options]

  Looks at the configuration as npm start would use it and says what is wrong with it, what to look at, and what to do.
  Nothing is changed, nobody is asked to sign in, and no secret is printed.

    --json       the findings for programs: { ok, version, checks: [{ id, title, status, says, remedy }] }
    --no-color   no colours (as NO_COLOR=1)
    --help       this text

  Ends with 0 when nothing is wrong, 1 when something is, and 2 when it is not called like this.
`;

main(async (args) => {
  const known = ['--json', '--no-color', '--no-colour', '--help', '-h'];
  const unknown = args.filter((arg) => !known.includes(arg));
  if (unknown.length > 0) {
    console.error(`There is no option ${unknown.join(', ')}.\n${help}`);
    process.exitCode = 2;
    return;
  }
  if (args.includes('--help') || args.includes('-h')) {
    console.log(help);
    return;
  }
  const json = args.includes('--json');
  // Programs read the standard output: installing is told on the other.
  if (json) process.stdout.write = process.stderr.write.bind(process.stderr);

  const { install } = await import('./lib/install.mjs');
  await install();
  const { env, dataFolder, problem, release } = await compose();

  const { endCommands, run } = await import('./lib/run.mjs');
  process.once('exit', release);
  ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => {
    process.once(signal, () => {
      endCommands();
      process.exit(130);
    });
  });
  const plain = args.some((arg) => /^--no-colou?r$/.test(arg)) || Boolean(process.env.NO_COLOR);
  const flags = [
    `--data-folder=${dataFolder}`,
    json && '--json',
    !plain && process.stdout.isTTY && '--colour',
    problem && `--problem=${problem}`,
  ];
  const command = ['--import', 'tsx', 'lib/doctor/main.ts'].concat(flags.filter(Boolean));
  const { code } = await run(process.execPath, command, { env, show: true, limitMs: 30000 });
  process.exitCode = code;
});

/**
 * The environment as `npm start` composes it, but without making anything: what is not there yet is made up.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, dataFolder: string, release: () => void, problem?: string }>}
 *   problem: what would keep it from starting before the desk could say so
 */
async function compose() {
  const path = await import('node:path');
  const { existsSync } = await import('node:fs');
  const { root } = await import('./lib/root.mjs');
  const { usesSandbox } = await import('./lib/environment.mjs');
  const state = { env: process.env, dataFolder: 'absent', release: () => {} };
  try {
    const { default: nextEnv } = await import('@next/env');
    const complaints = [];
    const log = { info() {}, error: (...words) => complaints.push(words.join(' ')) };
    nextEnv.loadEnvConfig(root, false, log);
    if (complaints.length > 0) throw halt(`An .env file could not be read: ${complaints.join('; ')}`);

    const env = process.env;
    const sandbox = usesSandbox(env);
    const dataDir = path.resolve(root, env.DATA_DIR || '.data');
    if (!env.DATABASE_URL && existsSync(dataDir)) Object.assign(state, await taken(dataDir));
    if (sandbox) state.env = await asSandbox(env, dataDir, state);
    return state;
  } catch (error) {
    if (error.name !== 'Halt') throw error;
    return Object.assign(state, { problem: error.message });
  }
}

function halt(message) {
  return Object.assign(new Error(message), { name: 'Halt' });
}

/** Takes the data folder while we look, or finds that a running desk has it. */
async function taken(dataDir) {
  const { lock } = await import('./lib/data-folder.mjs');
  try {
    return { dataFolder: 'ours', release: await lock(dataDir) };
  } catch (error) {
    if (error.name === 'Halt') return { dataFolder: 'in use' };
    return { dataFolder: 'locked out' };
  }
}

async function asSandbox(env, dataDir, state) {
  const path = await import('node:path');
  const { existsSync } = await import('node:fs');
  const { sandboxEnvironment } = await import('./lib/environment.mjs');
  const { portFrom } = await import('./lib/ports.mjs');
  const { keptSecrets, makeSecrets } = await import('./lib/secrets.mjs');
  const port = portFrom(env, 'PORT', 3000);
  const sandboxPort = portFrom(env, 'SANDBOX_PORT', 4000);
  const sandboxTlsPort = portFrom(env, 'SANDBOX_TLS_PORT', 4001);
  if (new Set([port, sandboxPort, sandboxTlsPort]).size < 3) {
    throw halt(
      `PORT, SANDBOX_PORT and SANDBOX_TLS_PORT are ${port}, ${sandboxPort} and ${sandboxTlsPort}: each needs its own.`,
    );
  }
  const kept = (name) => existsSync(path.join(dataDir, name));
  const secrets = kept('secrets.json') ? keptSecrets(dataDir) : makeSecrets();
  const credentials = await credentialsIn(kept('credentials') ? dataDir : await passing(state));
  return sandboxEnvironment({ env, port, sandboxPort, sandboxTlsPort, dataDir, secrets, credentials }).desk;
}

async function credentialsIn(folder) {
  const { keptCredentials } = await import('./lib/credentials.mjs');
  return keptCredentials(folder);
}

/** A folder that is gone when we are: before the first start there are no keys, and a check of them needs some. */
async function passing(state) {
  const path = await import('node:path');
  const { mkdtempSync, rmSync } = await import('node:fs');
  const { tmpdir } = await import('node:os');
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-doctor-'));
  const { release } = state;
  state.release = () => {
    release();
    rmSync(folder, { recursive: true, force: true });
  };
  return folder;
}
