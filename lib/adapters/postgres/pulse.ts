import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../log';
import { CHANNEL } from '../../verification/notifications';
import type { Servers } from './servers';

/** Milliseconds. */
export interface Patience {
  /** How long a statement may take: a network that swallows packets must end in an error, not in a page that hangs. */
  readonly answerMs: number;
  /** How often the database is asked whether it is there. */
  readonly beatMs: number;
  /** How long an answer may be late before another connection is tried. */
  readonly lateMs: number;
  /** How long opening that one may take. */
  readonly connectMs: number;
  /** How often something is stored although nobody waits for it, and a notification is sent to oneself. */
  readonly proofMs: number;
}

export const usual: Patience = {
  answerMs: 10_000,
  beatMs: 1_000,
  lateMs: 1_500,
  connectMs: 2_000,
  proofMs: 10_000,
};

const GOOD_BYE_MS = 500;
/** Who asks whether work is taken wants an answer sooner than who works. */
const READY_MS = 1_000;
/** Committed to the log, and stored nowhere else. */
const WRITE = `select pg_logical_emit_message(true, 'countersign', '')`;
/** Where a server does not have that, or not for everybody: a transaction with a number, which waits for no standby. */
const PLAIN_WRITE = 'select txid_current()';
const NOT_THERE = ['42501', '42883'];
/** How often it is looked for while it is away. */
const AGAIN_MS = 500;
/** How long a server that answers may take over a commit before it is asked anew: each try keeps a connection of it busy. */
const STALLED_MS = 15_000;
/** Where no notification arrives, everything is looked at again this often. */
const POLL_MS = 1_500;
/** PostgreSQL, appendix A */
const READ_ONLY = '25006';
/** Notifications of this kind are for the node that sent them. */
const PROOF = 'proof ';

export interface PulseDeps {
  readonly servers: Servers;
  readonly log: Logger;
  readonly patience: Patience;
  /** @param hint undefined: anything may have changed */
  readonly onHint: (hint: string | undefined) => void;
  readonly onAway: (reason: Error) => void;
  readonly onBack: () => void;
  readonly onReadable: () => void;
  /** Whether somebody waits for the database right now. */
  readonly isWaiting: () => boolean;
  /** Sends a notification over a connection that is not ours. */
  readonly notify: (payload: string) => Promise<unknown>;
}

/** Nothing can be stored there: a standby, or a database that is only read from. */
class ReadOnlyError extends Error {
  override readonly name = 'ReadOnlyError';
  constructor() {
    super('this server only reads: it is a standby, or default_transaction_read_only is on');
  }
}

/**
 * One connection that listens, and asks every second whether anything can be stored: of a machine that is gone nobody
 * else would hear for a quarter of an hour. When no answer comes, and none on another connection either, the database is
 * away until it answers again; with several servers, until one of them takes writes.
 */
export class Pulse {
  readonly #deps: PulseDeps;
  readonly #stop = new AbortController();
  readonly #proof = `${PROOF}${randomBytes(9).toString('base64url')}`;
  #client: pg.Client | undefined;
  #state: 'starting' | 'up' | 'away' = 'starting';
  #awaySince = 0;
  #reason: Error | undefined;
  /** The server refused to store something: it is asked for room, too. */
  #isDoubted = false;
  /** No answer came in time on one connection, and none yet on another. */
  #isLate = false;
  #writing: Promise<unknown> | undefined;
  #statement = WRITE;
  #wake = () => {};
  #storedAt = 0;
  #deafSince: Date | null = null;
  #onProof = () => {};
  #polling: NodeJS.Timeout | undefined;
  #told: () => void = () => {};
  readonly #first: Promise<void>;
  #running: Promise<void> = Promise.resolve();

  constructor(deps: PulseDeps) {
    this.#deps = deps;
    this.#first = new Promise((resolve) => {
      this.#told = resolve;
    });
  }

  /** Resolves when it is known whether the database is there. */
  start(): Promise<void> {
    this.#running = this.#run();
    return this.#first;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    clearInterval(this.#polling);
    // Of a machine that is gone nobody says good-bye.
    await Promise.race([this.#client?.end().catch(() => {}), pause(GOOD_BYE_MS)]);
    await this.#running;
  }

  /** Whether something could be stored a moment ago. */
  get isStoring(): boolean {
    return this.#state === 'up' && !this.#isDoubted && !this.#isLate;
  }

  /** Whether something can be stored now: asked, for a second. */
  async takesWork(): Promise<boolean> {
    if (!this.isStoring) return false;
    const isStored = await this.#orLate(this.#writeAnew(), READY_MS).then(
      () => true,
      () => false,
    );
    if (!isStored) this.look();
    return isStored && this.isStoring;
  }

  /** Something failed that may fail for everybody: the next question is asked at once. */
  look(): void {
    this.#wake();
  }

  /** Whether anything can be read, at least. */
  get isReadable(): boolean {
    return this.#state === 'up' || this.#reason instanceof ReadOnlyError;
  }

  /** Why nothing can be stored. */
  get reason(): Error | undefined {
    return this.isStoring ? undefined : this.#reason;
  }

  /** Since when notifications do not arrive; null while they do, or nothing is known. */
  get deafSince(): Date | null {
    return this.#deafSince;
  }

  /** Somebody's work failed: the server refused it as it would anybody's, or gave no answer. */
  trouble(reason: Error, isRefused: boolean): void {
    if (!isRefused) this.look();
    if (!isRefused || this.#isDoubted || this.#state !== 'up') return;
    this.#isDoubted = true;
    this.#reason = reason;
    this.#deps.log.error({ err: reason }, 'the database stores nothing: no work is taken until it does');
    // Whether it only reads is told when a connection is opened.
    if (reason instanceof pg.DatabaseError && reason.code === READ_ONLY) this.#client?.end().catch(() => {});
  }

  async #run(): Promise<void> {
    const { log } = this.#deps;
    let isAgain = false;
    while (!this.#isStopped) {
      const opened = await this.#open();
      const since = performance.now();
      if (opened) {
        this.#up();
        if (isAgain) log.warn('the connection that listens was lost and opened anew: changes were told late');
        await this.#beat(opened);
        isAgain = true;
        // Something between us ends what it has just let through.
        if (performance.now() - since < AGAIN_MS) await this.#pause(AGAIN_MS);
      } else {
        isAgain = false;
        await this.#pause(AGAIN_MS);
      }
    }
    this.#told();
  }

  get #isStopped(): boolean {
    return this.#stop.signal.aborted;
  }

  #pause(ms: number): Promise<void> {
    return pause(ms, undefined, { signal: this.#stop.signal, ref: false }).catch(() => {});
  }

  /** A connection that listens, to a server that stores: the one worked with first, then the others in their order. */
  async #open(): Promise<pg.Client | undefined> {
    const { servers } = this.#deps;
    const others = servers.all.filter((url) => url !== servers.current);
    for (const url of [servers.current, ...others]) {
      if (this.#isStopped) return undefined;
      const client = this.#connection(url);
      this.#client = client;
      try {
        await client.connect();
        await this.#requireWrites(client);
        await this.#orLate(client.query(`listen ${CHANNEL}`), this.#deps.patience.connectMs);
        await this.#store(client);
        // What waits for the one before waits for nothing.
        if (servers.current !== url && this.#reason) this.#deps.onAway(this.#reason);
        servers.current = url;
        return client;
      } catch (error) {
        client.end().catch(() => {});
        this.#lost(
          error instanceof Error ? error : new Error(String(error)),
          url === others.at(-1) || others.length === 0,
        );
      }
    }
    return undefined;
  }

  #connection(url: string): pg.Client {
    const client = new pg.Client({
      keepAlive: true,
      connectionTimeoutMillis: this.#deps.patience.connectMs,
      connectionString: url,
      application_name: 'countersign-listen',
    });
    client.on('error', () => {}); // its query fails as well, or the next one does
    client.on('end', () => this.#client === client && this.#wake());
    client.on('notification', ({ payload }) => {
      if (payload === this.#proof) this.#onProof();
      else if (!payload?.startsWith(PROOF)) this.#deps.onHint(payload || undefined);
    });
    return client;
  }

  async #requireWrites(client: pg.Client): Promise<void> {
    const { rows } = await this.#orLate(
      client.query(
        `select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as "readsOnly"`,
      ),
      this.#deps.patience.connectMs,
    );
    if (rows[0]?.readsOnly) throw new ReadOnlyError();
  }

  /**
   * Commits something that is written to the log and nowhere else, so that a server that waits for its standbys is
   * found out. It answered just now: it is waited for, while everybody is told.
   */
  async #store(client: pg.Client): Promise<void> {
    const { connectMs } = this.#deps.patience;
    const stored = this.#commit(client);
    await this.#orLate(stored, connectMs).catch((error: unknown) => {
      if (!(error instanceof LateError)) throw error;
      this.#lost(
        new Error('commits are not confirmed: the server waits for its standbys, or for its disk'),
        true,
      );
      return this.#orLate(stored, STALLED_MS);
    });
    if (this.#isDoubted) await this.#requireRoom(client);
    this.#storedAt = performance.now();
  }

  /** Stores what needs new room, and takes it back. */
  async #requireRoom(client: pg.Client): Promise<void> {
    const { connectMs } = this.#deps.patience;
    try {
      await this.#orLate(
        client.query(`begin; insert into staff_members (subject, name) select 'room ' || random(),
          string_agg(md5(random()::text), '') from generate_series(1, 1000); rollback`),
        connectMs,
      );
      this.#isDoubted = false;
      this.#deps.log.info('the database stores again');
    } catch (error) {
      if (!(error instanceof pg.DatabaseError)) throw error;
      this.#reason = error;
      await client.query('rollback');
    }
  }

  async #beat(client: pg.Client): Promise<void> {
    let provedAt = Number.NEGATIVE_INFINITY;
    try {
      while (!this.#isStopped) {
        if (performance.now() - provedAt >= this.#deps.patience.proofMs) {
          provedAt = performance.now();
          void this.#proveNotifications();
        }
        await this.#rest(this.#deps.patience.beatMs);
        if (this.#isStopped) return;
        await this.#ask(client);
      }
    } catch {
      // Only this connection may be gone: that is found out by opening another.
      this.#isLate = true;
      client.end().catch(() => {});
    }
  }

  /** Until the next question is due, or somebody has a reason to ask. */
  #rest(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      timer.unref();
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  async #ask(client: pg.Client): Promise<void> {
    const isWriteDue = performance.now() - this.#storedAt >= this.#deps.patience.proofMs;
    const writes = this.#writing || this.#deps.isWaiting() || isWriteDue || this.#isDoubted;
    await this.#orLate(writes ? this.#write(client) : client.query('select 1'), this.#deps.patience.lateMs);
    if (this.#isDoubted) await this.#requireRoom(client);
    if (isWriteDue) this.#storedAt = performance.now();
  }

  async #commit(client: pg.Client): Promise<unknown> {
    try {
      return await client.query(this.#statement);
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || !NOT_THERE.includes(error.code ?? '')) throw error;
      this.#statement = PLAIN_WRITE;
      return client.query(PLAIN_WRITE);
    }
  }

  /** What was under way before may have been answered before. */
  async #writeAnew(): Promise<unknown> {
    await this.#writing;
    return this.#client && this.#write(this.#client);
  }

  /** One at a time: whoever asks meanwhile hears of the same. */
  #write(client: pg.Client): Promise<unknown> {
    const writing = this.#writing ?? this.#commit(client);
    this.#writing = writing;
    const done = () => {
      if (this.#writing === writing) this.#writing = undefined;
    };
    writing.then(done, done);
    return writing;
  }

  #up(): void {
    const { log, onBack, onHint } = this.#deps;
    if (this.#state === 'away') {
      const seconds = Math.round((performance.now() - this.#awaySince) / 1000);
      log.info({ seconds }, 'the database is back');
    }
    this.#state = 'up';
    this.#isLate = false;
    this.#writing = undefined;
    onBack();
    onHint(undefined);
    this.#told();
  }

  /** @param isLast there is no other server to be tried */
  #lost(reason: Error, isLast: boolean): void {
    this.#reason = reason;
    if (!isLast || this.#isStopped) return;
    if (this.#state !== 'away') {
      this.#awaySince = performance.now();
      this.#deps.log.error(
        { err: reason },
        'the database is away: nothing is stored, asked or shown, and what was fetched is kept, until it is back',
      );
    }
    this.#state = 'away';
    if (reason instanceof ReadOnlyError) this.#deps.onReadable();
    else this.#deps.onAway(reason);
    this.#told();
  }

  /** Notifications that are accepted and do not arrive would be missed by nobody. */
  async #proveNotifications(): Promise<void> {
    const { notify, log, onHint, patience } = this.#deps;
    try {
      const arrived = new Promise<boolean>((resolve) => {
        this.#onProof = () => resolve(true);
        void this.#pause(patience.connectMs).then(() => resolve(false));
      });
      await notify(this.#proof);
      const isHeard = await arrived;
      if (this.#isStopped || this.#state !== 'up' || isHeard === (this.#deafSince === null)) return;
      clearInterval(this.#polling);
      this.#deafSince = isHeard ? null : new Date();
      if (isHeard) {
        log.info('notifications arrive');
        return;
      }
      log.error(
        'notifications do not arrive: a pooler in transaction mode? Everything is looked at again every 2 s meanwhile. ' +
          'Let DATABASE_URL lead past it, or to one in session mode',
      );
      this.#polling = setInterval(() => this.#state === 'up' && onHint(undefined), POLL_MS);
    } catch {
      // The database is away, or busy: the next one tells.
    }
  }

  /** @throws LateError */
  async #orLate<T>(answer: Promise<T>, ms: number): Promise<T> {
    const done = new AbortController();
    answer.catch(() => {});
    try {
      return await Promise.race([answer, this.#late(ms, done.signal)]);
    } finally {
      done.abort();
    }
  }

  async #late(ms: number, done: AbortSignal): Promise<never> {
    await pause(ms, undefined, { signal: done, ref: false }).catch(() => {});
    // Whoever was busy himself for as long may have the answer without having read it.
    await pause(ms / 10, undefined, { signal: done, ref: false }).catch(() => {});
    if (done.aborted) return new Promise(() => {});
    throw new LateError(ms);
  }
}

class LateError extends Error {
  override readonly name = 'LateError';
  constructor(ms: number) {
    super(`no answer within ${ms} ms`);
  }
}
