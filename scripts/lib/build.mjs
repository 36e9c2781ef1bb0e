import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Halt } from './halt.mjs';
import { next } from './next.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';

const sources = ['app', 'components', 'lib', 'messages', 'public'];
const loose =
  /^(?:proxy\.ts|instrumentation.*\.ts|next\.config\..+|postcss\.config\..+|tsconfig\.json|package-lock\.json)$/;

/**
 * Next.js names server actions by it, and encrypts with it what an action closes over. No action of ours closes over anything
 * (tests/unit/server-actions.test.ts), so that it need not be secret, and builds made apart name them alike.
 */
const ACTION_KEY = createHash('sha256').update('countersign server actions').digest('base64');

/**
 * Builds the desk, unless the build that is there was made from exactly this source.
 * @param {{ force?: boolean, quiet?: boolean }} [options] quiet: writes nothing
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function build({ force = false, quiet = false } = {}) {
  const hash = sourceHash();
  if (!force && builtFrom() === hash) return false;
  const doing = quiet ? (_name, work) => work() : step;
  await doing('building', async () => {
    // First, so that a build that is interrupted is never taken for a finished one.
    rmSync(markFile(), { force: true });
    const env = {
      // Builds of the same source are one release: any node of it serves a page of any other.
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: ACTION_KEY,
      ...process.env,
      COUNTERSIGN_RELEASE: hash.slice(0, 20),
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
    };
    const { code, output } = await run(process.execPath, [next, 'build'], { env });
    if (code !== 0) throw new Halt(`The build failed. What it said:\n\n${output.trim()}`);
    writeFileSync(markFile(), hash);
  });
  return true;
}

/** The same expression as in next.config.js. */
function markFile() {
  return path.join(root, process.env.NEXT_DIST_DIR ?? '.next', 'built-from');
}

function builtFrom() {
  try {
    return readFileSync(markFile(), 'utf8');
  } catch {
    return undefined;
  }
}

function sourceHash() {
  const hash = createHash('sha256');
  for (const file of sourceFiles())
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function sourceFiles() {
  const top = readdirSync(root).filter((name) => loose.test(name));
  return [...top, ...sources.flatMap(filesUnder)].sort();
}

function filesUnder(folder) {
  let entries = [];
  try {
    entries = readdirSync(path.join(root, folder), { withFileTypes: true });
  } catch {
    return []; // public/ may be empty and then git does not keep it.
  }
  return entries.flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(name) : [name];
  });
}
