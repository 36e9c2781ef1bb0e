import { stat } from 'node:fs/promises';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { say } from '@/messages/doctor/database';
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
  if (folder === 'locked out') return warn(say.embedded.lockedOut({ folder: dataDir }));
  const found = await stat(embeddedFolder(dataDir)).catch(() => undefined);
  if (folder === 'absent' || !found) return skipped(say.embedded.absent);
  if (process.getuid && found.uid !== process.getuid()) {
    return skipped(say.embedded.ofAnotherUser);
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
    if (status === 200) return ok(say.embedded.deskAnswers);
    return warn(say.embedded.deskInTrouble({ address, status }));
  } catch {
    return warn(say.embedded.noDesk({ address }));
  }
}
