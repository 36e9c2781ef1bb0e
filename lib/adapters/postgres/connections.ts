import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { say } from '@/messages/errors';
import { AppError } from '../../errors';

/** `I` of the protocol's ReadyForQuery (PostgreSQL, 54.7): in no transaction. */
const IDLE = 'I';
const FINAL = ['FATAL', 'PANIC'];
/** 25006: the server has become a standby. */
const READ_ONLY = '25006';
/** What the server refuses for want of time, room or turn (PostgreSQL, appendix A): nothing of it was done. */
const FOR_NOW = /^(?:53...|55P03|57014|40P01|40001|25006|58...)$/;
/** Of those, what will be refused to everybody. */
const TO_ALL = /^(?:53[12]..|25006|58...)$/;

const BEGIN = /^(?:begin|start transaction)/;

/** Waited for, or taken and not given back yet. */
interface Taken {
  /** Nobody waits any longer. */
  giveUp(reason: Error): void;
}

/**
 * Hands out connections of which is known what they are doing, and no others.
 *
 * A query that ran into its time limit goes on at the server, and a rollback sent after it would wait behind it; given
 * back like that, the connection's transaction would be committed by whoever has it next. So a connection is destroyed
 * at once when a query of it failed in any way but by the server's own answer, and whoever gives it back inside a
 * transaction does not give it to the next. The server then rolls back what was under way, whenever it notices.
 *
 * While the database is away nobody waits: what is under way fails, what comes fails at once, and connections of before
 * are not handed out again.
 */
export class KnownConnections implements PostgresPool {
  readonly #pool: pg.Pool;
  readonly #onTrouble: (error: Error, isRefused: boolean) => void;
  readonly #taken = new Set<Taken>();
  /** The generation each connection was opened in. */
  readonly #generationOf = new WeakMap<pg.PoolClient, number>();
  #generation = 0;
  #away: Error | undefined;

  /** @param onTrouble hears of what the server refuses to everybody (it is full, or only reads), and of missing answers */
  constructor(pool: pg.Pool, onTrouble: (error: Error, isRefused: boolean) => void) {
    this.#pool = pool;
    this.#onTrouble = onTrouble;
    pool.on('connect', (client) => this.#generationOf.set(client, this.#generation));
  }

  async connect(): Promise<PostgresPoolClient> {
    for (;;) {
      const client = await this.#opened().catch((error: unknown) => {
        throw this.#unavailable(error, 'notDone');
      });
      if (this.#generationOf.get(client) === this.#generation) return this.#watched(client);
      client.release(true);
    }
  }

  /** A connection of the pool, unless the database is away, or goes while it is waited for. */
  #opened(): Promise<pg.PoolClient> {
    return new Promise((resolve, reject) => {
      if (this.#away) return reject(this.#away);
      const waiting: Taken = { giveUp: reject };
      this.#taken.add(waiting);
      const opening = this.#pool.connect();
      opening
        .then((client) => (this.#taken.has(waiting) ? resolve(client) : client.release(true)), reject)
        .finally(() => this.#taken.delete(waiting));
    });
  }

  end(): Promise<void> {
    return this.#pool.end();
  }

  /** The database is away: for this reason, until `back`. */
  leave(reason: Error): void {
    this.#away = reason;
    const taken = [...this.#taken];
    this.#taken.clear();
    for (const each of taken) each.giveUp(reason);
  }

  /** It is back, maybe as another server. */
  back(): void {
    this.#away = undefined;
    this.#generation += 1;
  }

  /** It can be read from, at least. */
  readable(): void {
    if (this.#away) this.back();
  }

  /** Whether anybody waits for an answer. */
  get isWaiting(): boolean {
    return this.#taken.size > 0;
  }

  /** @param outcome what is known of the work that was to be done */
  #unavailable(cause: unknown, outcome: 'notDone' | 'notKnown', isLogged = cause === this.#away): AppError {
    return new AppError('unavailable', say.database[outcome], { cause, isLogged });
  }

  /** The connection for one piece of work: a transaction, or one statement outside of any. */
  #watched(client: pg.PoolClient): PostgresPoolClient {
    let doubt: Error | undefined;
    /** What whoever did the work is told, also when they ask for a rollback then. */
    let told: AppError | undefined;
    let isReleased = false;
    let giveUp: (reason: Error) => void = () => {};
    const taken: Taken = {
      giveUp: (reason) => {
        if (doubt) return;
        doubt = reason;
        release();
        giveUp(reason);
      },
    };
    const release = () => {
      if (isReleased) return;
      isReleased = true;
      this.#taken.delete(taken);
      if (!doubt && client.getTransactionStatus() !== IDLE)
        doubt = new Error('given back inside a transaction');
      client.release(doubt);
    };
    const query = async (text: string, parameters: readonly unknown[]) => {
      if (doubt) throw told ?? this.#unavailable(doubt, 'notDone');
      const isInside = client.getTransactionStatus() !== IDLE;
      const mayBeDone = text === 'commit' || !(isInside || BEGIN.test(text));
      try {
        const givenUp = new Promise<never>((_, reject) => {
          giveUp = reject;
        });
        return await Promise.race([client.query(text, [...parameters]), givenUp]);
      } catch (error) {
        if (isAnswer(error)) {
          const { code = '' } = error;
          if (TO_ALL.test(code)) this.#onTrouble(error, true);
          // This connection leads to a standby by now; another one may lead elsewhere.
          if (code === READ_ONLY) taken.giveUp(error);
          throw FOR_NOW.test(code) ? this.#unavailable(error, 'notDone', TO_ALL.test(code)) : error;
        }
        const reason = error instanceof Error ? error : new Error(String(error));
        if (!doubt) this.#onTrouble(reason, false);
        taken.giveUp(reason);
        told = this.#unavailable(error, mayBeDone ? 'notKnown' : 'notDone');
        throw told;
      } finally {
        giveUp = () => {};
      }
    };
    this.#taken.add(taken);
    // Kysely's second signature is for cursors, which it uses only where they are configured.
    return { query: query as unknown as PostgresPoolClient['query'], release };
  }
}

/** Whether the server refused this statement and is ready for the next. */
export function isAnswer(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && !FINAL.includes(error.severity ?? '');
}
