import { createReadStream, existsSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { JWK } from 'jose';
import { say } from '@/messages/commands';
import { checkpointFileIn, readCheckpointFile } from '../adapters/checkpoint-file';
import { createChainStore } from '../adapters/postgres/audit-chain';
import type { Database } from '../adapters/postgres/database';
import { openPglite } from '../adapters/postgres/pglite';
import { openPostgres } from '../adapters/postgres/postgres';
import { GENESIS } from '../audit/chain';
import { NoTrailError, readTrailFile } from '../audit/file';
import { createAuditKeys } from '../audit/keys';
import type { Trail } from '../audit/trail';
import { verifySettled } from '../audit/verify-settled';
import { createLogger } from '../log';
import { readTextFile } from '../text-file';
import { CannotLookError, explain } from './open-desk';
import { proofText } from './proof-text';

interface Subject {
  readonly what: string;
  readonly open: () => Promise<Trail>;
  readonly keys: readonly JWK[];
  readonly kept: readonly string[];
  readonly warnings: readonly string[];
  close(): Promise<void>;
}

/** What a process has of the world: its settings, and where it writes. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/**
 * Proves the trail in the database, or in an exported file, and writes what came of it.
 *
 * @returns the code to end with: 0 when it holds, 1 when it does not, 2 when it could not be looked at
 */
export async function prove(args: readonly string[], around: Surroundings): Promise<0 | 1 | 2> {
  try {
    return (await proved(args, around)) ? 0 : 1;
  } catch (error) {
    around.stderr.write(`\n${error instanceof NoTrailError ? error.message : explain(error)}\n`);
    return 2;
  }
}

async function proved(args: readonly string[], { env, stdout, stderr }: Surroundings): Promise<boolean> {
  const { values, positionals } = readArguments(args);
  const [file, ...more] = positionals;
  if (more.length > 0) throw new CannotLookError(say.proof.oneFile);
  const kept = (await Promise.all((values.checkpoint ?? []).map(readLines))).flat();
  const keys = values.keys ? await readKeys(values.keys) : await ownKeys(env);
  const subject = file
    ? await inFile(file, keys, kept)
    : await inDatabase(env, values['data-folder'], keys, kept);
  const started = performance.now();
  const shows = stderr.isTTY && !values.json;
  try {
    const options = {
      keys: subject.keys,
      kept: subject.kept,
      onProgress(records: number) {
        if (shows) stderr.write(`\r  ${say.proof.progress({ records })}`);
      },
    };
    // Longer than a running desk leaves a record without a place.
    const proof = await verifySettled(subject.open, options, () => wait(2_000));
    if (shows) stderr.write('\r\u001b[K');
    const seconds = (performance.now() - started) / 1000;
    stdout.write(
      values.json
        ? `${JSON.stringify({ what: subject.what, seconds, warnings: subject.warnings, ...proof }, null, 2)}\n`
        : proofText(proof, { what: subject.what, seconds, warnings: subject.warnings }),
    );
    return proof.sound;
  } finally {
    await subject.close();
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        keys: { type: 'string' },
        checkpoint: { type: 'string', multiple: true },
        'data-folder': { type: 'string', default: 'ours' },
      },
    });
  } catch (error) {
    throw new CannotLookError(error instanceof Error ? error.message : String(error));
  }
}

async function inFile(file: string, own: readonly JWK[], kept: readonly string[]): Promise<Subject> {
  if (!existsSync(file)) throw new CannotLookError(say.proof.noFile({ file }));
  const lines = () => createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const { trail, keys } = await readTrailFile(lines);
  const warnings = own.length > 0 ? [] : [say.proof.ownKey({ kids: keys.flatMap(({ kid }) => kid ?? []) })];
  return {
    what: file,
    open: async () => trail,
    keys: own.length > 0 ? own : keys,
    kept,
    warnings,
    close: async () => {},
  };
}

async function inDatabase(
  { DATABASE_URL: url, DATA_DIR: dataDir = '.data' }: Surroundings['env'],
  folder: string,
  keys: readonly JWK[],
  kept: readonly string[],
): Promise<Subject> {
  if (keys.length === 0) throw new CannotLookError(say.proof.noAuditKeys);
  if (!url && folder !== 'ours') {
    throw new CannotLookError(folder === 'in use' ? say.proof.deskRuns : say.noDatabase);
  }
  const database: Database = url
    ? await openPostgres(url, createLogger('silent'))
    : await openPglite(path.resolve(dataDir, 'desk'));
  try {
    const chain = createChainStore(database.db);
    await chain.status();
    const own = await readCheckpointFile(checkpointFileIn(dataDir));
    return {
      what: url ? say.proof.database : say.proof.embedded({ folder: dataDir }),
      open: () => chain.trail({ position: 0, hash: GENESIS }),
      keys,
      kept: [...own, ...kept],
      warnings: [],
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function ownKeys({ AUDIT_KEYS: own = '' }: Surroundings['env']): Promise<readonly JWK[]> {
  const seeds = own.split(',').filter(Boolean);
  return seeds.length > 0 ? (await createAuditKeys(seeds)).verifying : [];
}

/** A JWK set, or one JWK. */
async function readKeys(file: string): Promise<readonly JWK[]> {
  try {
    const read = JSON.parse(await readTextFile(file)) as { keys?: JWK[] } & JWK; // what it is not fails to verify
    return read.keys ?? [read];
  } catch {
    throw new CannotLookError(say.proof.badKeys({ file }));
  }
}

async function readLines(file: string): Promise<string[]> {
  try {
    return (await readTextFile(file)).split('\n').filter(Boolean);
  } catch {
    throw new CannotLookError(say.proof.badCheckpoints({ file }));
  }
}
