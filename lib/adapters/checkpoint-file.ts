import { appendFile, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Witness } from '../audit/sealer';
import { closedFolder } from './closed-folder';

/** Where this node keeps checkpoints beside its own data: one JWS a line, the oldest first. */
export function checkpointFileIn(dataDir: string): string {
  return path.resolve(/* turbopackIgnore: true */ dataDir, 'audit', 'checkpoints.jws');
}

/** Checkpoints in files, apart from the database: where that is a server, whoever can write to it cannot write to these. */
export function createCheckpointFile(file: string): Witness {
  const folder = path.dirname(file);
  return {
    newest: async () => [...(await linesOf(noteBeside(file))), ...(await linesOf(file)).slice(-1)],
    async keep(jws) {
      await closedFolder(folder);
      // A line of its own also after one that a crash cut short.
      await appendFile(file, `\n${jws}\n`, { mode: 0o600 });
    },
    async note(jws) {
      await closedFolder(folder);
      // The one before is there until this one is, whole. Another node may have the same folder.
      const written = `${noteBeside(file)}.${process.pid}.new`;
      await writeFile(written, `${jws}\n`, { mode: 0o600 });
      await rename(written, noteBeside(file));
    },
  };
}

/** The furthest end of the chain this node has seen; the file of checkpoints has one a minute. */
function noteBeside(file: string): string {
  return path.join(path.dirname(file), 'newest.jws');
}

/** A JWS that is there to its end: an Ed25519 signature has 86 characters. */
const whole = /^[\w-]+\.[\w-]+\.[\w-]{86}$/;

/** All that was kept, and what was noted last; none where there is no file. */
export async function readCheckpointFile(file: string): Promise<string[]> {
  return [...(await linesOf(file)), ...(await linesOf(noteBeside(file)))];
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((line) => whole.test(line));
}
