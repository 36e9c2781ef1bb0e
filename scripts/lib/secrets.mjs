import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Halt } from './halt.mjs';

const names = [
  'AUTH_SECRET',
  'TOKEN_ENCRYPTION_KEYS',
  'AUDIT_KEYS',
  'CIBA_CLIENT_SECRET',
  'STAFF_CLIENT_SECRET',
  'SANDBOX_DIRECTORY_TOKEN',
];

/** 32 random bytes for each name: enough for a session secret and exactly one 256-bit encryption key. */
export function makeSecrets() {
  return Object.fromEntries(names.map((name) => [name, randomBytes(32).toString('base64url')]));
}

/**
 * The secrets of the sandbox installation in this data folder, made at its first start. They are kept, because what is
 * stored in the folder was encrypted with them. The caller holds the folder's lock.
 */
export function keptSecrets(dataDir) {
  const file = path.join(dataDir, 'secrets.json');
  const kept = read(file);
  if (kept && names.every((name) => name in kept)) return kept;
  const secrets = { ...makeSecrets(), ...kept };
  write(file, secrets);
  return secrets;
}

function read(file) {
  let text;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw new Halt(`The secrets in ${file} cannot be read (${error.code}). Check the file's permissions.`);
  }
  try {
    const kept = JSON.parse(text);
    const usable = names.every((name) => !(name in kept) || /^[\w-]{43}$/.test(kept[name]));
    if (!usable) throw new Error('not what was written there');
    chmodSync(file, 0o600);
    return kept;
  } catch {
    throw new Halt(
      `The secrets in ${file} are damaged. What is stored beside them was encrypted with them, so they are not simply ` +
        `made anew: put the file back from a copy, or start over by deleting the whole folder ${path.dirname(file)}.`,
    );
  }
}

/** All or nothing, and never readable by others, not even for a moment. */
function write(file, secrets) {
  const draft = `${file}.${process.pid}`;
  const fd = openSync(draft, 'w', 0o600);
  writeSync(fd, `${JSON.stringify(secrets, null, 2)}\n`);
  fsyncSync(fd);
  closeSync(fd);
  renameSync(draft, file);
}
