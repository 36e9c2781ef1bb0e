import path from 'node:path';
import { say } from '@/messages/commands';
import type { Database } from '../adapters/postgres/database';
import { openPglite } from '../adapters/postgres/pglite';
import { openPostgres } from '../adapters/postgres/postgres';
import { ConfigurationError, type Env } from '../env';
import { isAppError } from '../errors';
import { createLogger } from '../log';

/** What keeps us from looking at all, in a sentence. */
export class CannotLookError extends Error {
  override readonly name = 'CannotLookError';
}

/** A table or a column that is not there: the database is of an earlier release. */
const UNDEFINED = ['42P01', '42703'];

/**
 * The database of the desk this environment is of.
 *
 * @param folder what the script found out about the data folder
 * @param inUse what is said while a running desk has it
 */
export async function openDesk(
  env: Pick<Env, 'DATABASE_URL' | 'DATA_DIR'>,
  folder: string,
  inUse: string,
): Promise<Database> {
  if (env.DATABASE_URL) return openPostgres(env.DATABASE_URL, createLogger('silent'));
  if (folder === 'ours') return openPglite(path.resolve(env.DATA_DIR, 'desk'));
  throw new CannotLookError(folder === 'in use' ? inUse : say.noDatabase);
}

export function explain(error: unknown): string {
  if (error instanceof ConfigurationError || error instanceof CannotLookError) return error.message;
  // What staff are told says nothing to who runs the database.
  if (isAppError(error) && error.cause) return explain(error.cause);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (UNDEFINED.some((each) => each === code)) return say.olderDatabase;
  return say.stopped({ reason: error instanceof Error ? error.message : String(error) });
}
