import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Credentials, keptCredentials } from '../../scripts/lib/credentials.mjs';

let made: Promise<Credentials> | undefined;

/** Keys and certificates as the launcher makes them; one set for all tests of a file. */
export function sandboxCredentials(): Promise<Credentials> {
  made ??= make();
  return made;
}

async function make(): Promise<Credentials> {
  const folder = mkdtempSync(path.join(tmpdir(), 'alder-credentials-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return keptCredentials(folder);
}
