import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nextEnv from '@next/env';
import { keptCredentials } from './credentials.mjs';
import { lock } from './data-folder.mjs';
import { sandboxEnvironment, usesSandbox } from './environment.mjs';
import { Halt } from './halt.mjs';
import { portFrom } from './ports.mjs';
import { root } from './root.mjs';
import { keptSecrets, makeSecrets } from './secrets.mjs';

/**
 * The environment as `npm start` composes it, but without making anything: what is not there yet is made up.
 * @returns {Promise<{ env: NodeJS.ProcessEnv, dataFolder: string, release: () => void, problem?: string }>}
 *   problem: what would keep it from starting before the desk could say so
 */
export async function composed() {
  const state = { env: process.env, dataFolder: 'absent', release: () => {} };
  try {
    const complaints = [];
    const log = { info() {}, error: (...words) => complaints.push(words.join(' ')) };
    nextEnv.loadEnvConfig(root, false, log);
    if (complaints.length > 0) throw new Halt(`An .env file could not be read: ${complaints.join('; ')}`);

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

/** Takes the data folder while we look, or finds that a running desk has it. */
async function taken(dataDir) {
  try {
    return { dataFolder: 'ours', release: await lock(dataDir) };
  } catch (error) {
    if (error.name === 'Halt') return { dataFolder: 'in use' };
    return { dataFolder: 'locked out' };
  }
}

async function asSandbox(env, dataDir, state) {
  const port = portFrom(env, 'PORT', 3000);
  const sandboxPort = portFrom(env, 'SANDBOX_PORT', 4000);
  const sandboxTlsPort = portFrom(env, 'SANDBOX_TLS_PORT', 4001);
  if (new Set([port, sandboxPort, sandboxTlsPort]).size < 3) {
    throw new Halt(
      `PORT, SANDBOX_PORT and SANDBOX_TLS_PORT are ${port}, ${sandboxPort} and ${sandboxTlsPort}: each needs its own.`,
    );
  }
  const kept = (name) => existsSync(path.join(dataDir, name));
  const secrets = kept('secrets.json') ? keptSecrets(dataDir) : makeSecrets();
  const credentials = await keptCredentials(kept('credentials') ? dataDir : passing(state));
  return sandboxEnvironment({ env, port, sandboxPort, sandboxTlsPort, dataDir, secrets, credentials }).desk;
}

/** A folder that is gone when we are: before the first start there are no keys, and a check of them needs some. */
function passing(state) {
  const folder = mkdtempSync(path.join(tmpdir(), 'countersign-doctor-'));
  const { release } = state;
  state.release = () => {
    release();
    rmSync(folder, { recursive: true, force: true });
  };
  return folder;
}
