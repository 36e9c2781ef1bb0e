import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';

/** `I` of the protocol's ReadyForQuery (PostgreSQL, 54.7): in no transaction. */
const IDLE = 'I';
const FINAL = ['FATAL', 'PANIC'];

/**
 * Hands out connections of which is known what they are doing, and no others.
 *
 * A query that ran into its time limit goes on at the server, and a rollback sent after it would wait behind it; given
 * back like that, the connection's transaction would be committed by whoever has it next. So a connection is destroyed
 * at once when a query of it failed in any way but by the server's own answer, and whoever gives it back inside a
 * transaction does not give it to the next. The server then rolls back what was under way, whenever it notices.
 */
export function knownConnections(pool: pg.Pool): PostgresPool {
  return {
    connect: async () => watched(await pool.connect()),
    end: () => pool.end(),
  };
}

/** The connection for one piece of work: a transaction, or one statement outside of any. */
function watched(client: pg.PoolClient): PostgresPoolClient {
  let doubt: Error | undefined;
  let isReleased = false;
  const release = () => {
    if (isReleased) return;
    isReleased = true;
    if (!doubt && client.getTransactionStatus() !== IDLE)
      doubt = new Error('given back inside a transaction');
    client.release(doubt);
  };
  const query = async (text: string, parameters: readonly unknown[]) => {
    // A rollback, too: the reason it is asked for is what whoever did the work has to read.
    if (doubt) throw doubt;
    try {
      return await client.query(text, [...parameters]);
    } catch (error) {
      if (!isAnswer(error)) {
        doubt = error instanceof Error ? error : new Error(String(error));
        release();
      }
      throw error;
    }
  };
  // Kysely's second signature is for cursors, which it uses only where they are configured.
  return { query: query as unknown as PostgresPoolClient['query'], release };
}

/** Whether the server refused this statement and is ready for the next. */
function isAnswer(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !FINAL.includes(error.severity ?? '');
}
