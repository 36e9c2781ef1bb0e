import { appendFile, mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Witness } from '../audit/sealer';

/** Where this node keeps checkpoints beside its own data: one JWS a line, the oldest first. */
export function checkpointFileIn(dataDir: string): string {
  return path.resolve(/* turbopackIgnore: true */ dataDir, 'audit', 'checkpoints.jws');
}

/** Checkpoints in a file, apart from the database: where that is a server, whoever can write to it cannot write to this. */
export function createCheckpointFile(file: string): Witness {
  return {
    async last() {
      return (await readCheckpointFile(file)).at(-1);
    },
    async keep(jws) {
      await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
      // A line of its own also after one that a crash cut short.
      await appendFile(file, `\n${jws}\n`, { mode: 0o600 });
    },
  };
}

/** A JWS that is there to its end: an Ed25519 signature has 86 characters. */
const whole = /^[\w-]+\.[\w-]+\.[\w-]{86}$/;

/** All of them; none where there is no file. */
export async function readCheckpointFile(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => whole.test(line));
}
