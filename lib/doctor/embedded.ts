import { stat } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { createTransport } from '../ciba/transport';
import { ok, skipped, type Verdict, warn } from './check';
import type { Query } from './schema-reading';

/**
 * How the folder of the embedded database was found. `ours`: nobody else can open it while we look. `in use`: a desk is
 * running on it, and two must never open it. `absent`: nothing was started there yet.
 */
export type DataFolder = 'ours' | 'in use' | 'absent' | 'locked out';

/** The database within the data folder, as lib/server.ts places it. */
function embeddedFolder(dataDir: string): string {
  return path.resolve(dataDir, 'desk');
}

/** @returns why the embedded database is left alone; undefined when it may be opened */
export async function whyNot(folder: DataFolder, dataDir: string): Promise<Verdict | undefined> {
  if (folder === 'locked out') {
    return warn(
      `The data folder ${dataDir} cannot be written to by this user.`,
      'Run this as the user the desk runs as.',
    );
  }
  const found = await stat(embeddedFolder(dataDir)).catch(() => undefined);
  if (folder === 'absent' || !found) return skipped('The first start makes the embedded database.');
  if (process.getuid && found.uid !== process.getuid()) {
    return skipped('The embedded database belongs to another user: run this as the user the desk runs as.');
  }
  return undefined;
}

export async function withEmbedded<T>(dataDir: string, work: (query: Query) => Promise<T>): Promise<T> {
  const pglite = await PGlite.create({ dataDir: embeddedFolder(dataDir), extensions: { pg_trgm } });
  try {
    return await work(async (statement) => (await pglite.query(statement)).rows);
  } finally {
    await pglite.close();
  }
}

/** The embedded database is open elsewhere, so whoever has it open is asked. */
export async function askRunningDesk(port: string | undefined, signal: AbortSignal): Promise<Verdict> {
  const address = `http://localhost:${port || '3000'}/api/health/ready`;
  try {
    const { status } = await createTransport()(address, { signal });
    if (status === 200) return ok('A running desk has the embedded database open, and says that it answers.');
    return warn(
      `A running desk has the embedded database open, and ${address} answers ${status}.`,
      'Look at what the desk prints; if it does not recover, start it again.',
    );
  } catch {
    return warn(
      `The embedded database is in use, but no desk answers at ${address}.`,
      'Wait if the desk is just starting; to look into the database, stop the desk and run this again.',
    );
  }
}
