import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Halt } from './halt.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';

/**
 * Installs what package-lock.json names and node_modules lacks.
 * @param {{ tests?: boolean }} [options] tests: the development dependencies must be there too
 */
export async function install({ tests = false } = {}) {
  if (isInstalled({ tests })) return;
  await step('installing', async () => {
    // The one running npm if there is one: it is the npm that belongs to this Node.
    const npm = process.env.npm_execpath?.endsWith('.js')
      ? [process.execPath, process.env.npm_execpath]
      : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
    const [command, ...before] = npm;
    // NODE_ENV=production would leave the tests' tools out, and the next command would install once more.
    const args = [...before, 'ci', '--include=dev', '--no-audit', '--no-fund', ...impatience];
    const { code, output } = await run(command, args);
    if (code !== 0) throw new Halt(describeFailure(code, output));
  });
}

/**
 * Compares the lockfile with the one npm leaves inside node_modules when it has finished. No mark of our own, so an
 * `npm ci` done by hand, or in an image without development dependencies, counts as well.
 */
function isInstalled({ tests }) {
  const wanted = packagesIn('package-lock.json');
  const present = packagesIn('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([folder, { version, optional, dev, devOptional }]) => {
    if (folder === '' || optional || devOptional || (dev && !tests)) return true;
    return present[folder]?.version === version && existsSync(path.join(root, folder));
  });
}

function packagesIn(lockfile) {
  try {
    return JSON.parse(readFileSync(path.join(root, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

// npm's own pauses (10 s and more) let somebody without a network wait for minutes to learn it.
const impatience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];

const unreachable =
  'npm could not reach the package registry. Check the network (and the proxy or registry setting in ' +
  '`npm config list`), then run the same command again; what was already downloaded is kept.';

const reasons = {
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOTFOUND: unreachable,
  ENOTCACHED: unreachable,
  ERR_SOCKET_TIMEOUT: unreachable,
  ETIMEDOUT: unreachable,
  E401: 'The package registry asks for a sign-in. Sign in with `npm login`, or choose another registry.',
  E403: 'The package registry refused. Check the registry and the credentials in `npm config list`.',
  E404: 'The package registry does not have one of the packages. Check the registry in `npm config list`.',
  ETARGET: 'The package registry does not have one of the versions. Check the registry in `npm config list`.',
  EINTEGRITY:
    'A downloaded package is not the one the lockfile names. Run `npm cache clean --force` and try again.',
  ENOSPC: 'The disk is full. Make room (about 1 GB) and run the same command again.',
  EACCES: 'npm may not write here. Check who owns this folder and node_modules.',
  EPERM:
    'npm may not write here. Check who owns this folder and node_modules, and close programs that use it.',
  EROFS: 'This folder is read-only, so nothing can be installed into it. Copy it somewhere writable.',
  EUSAGE: 'package.json and package-lock.json disagree. Run `npm install` once to bring them together.',
};

function describeFailure(exitCode, output) {
  if (exitCode === 127) return `npm could not be started (${output}). It comes with Node; check your PATH.`;
  const code = /npm (?:error|ERR!) code (\S+)/.exec(output)?.[1];
  const said = output
    .split('\n')
    .filter((line) => /^npm (?:error|ERR!)/.test(line))
    .slice(0, 6);
  if (code && reasons[code]) return `Installing failed: ${reasons[code]} (npm: ${code})`;
  return [
    'Installing failed. npm said:',
    ...(said.length > 0 ? said : output.trim().split('\n').slice(-6)),
  ].join('\n  ');
}
