import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { migrate } from '@/lib/adapters/postgres/migrate';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import type { Verification } from '@/lib/verification/verification';
import { freshUrl } from '../support/engines';
import { eventually } from '../support/eventually';
import { noLimits } from '../support/guard-limits';
import { recordingLog } from '../support/recording-log';
import { later, requested } from '../support/samples';
import { entryOf, type SqlStage, sqlStages } from '../support/store-stages';
import { verificationStore } from '../support/stores';

/** Every hint that came, oldest first. */
function listen({ notifications }: Database): (string | undefined)[] {
  const hints: (string | undefined)[] = [];
  onTestFinished(notifications.onAny((id) => hints.push(id)));
  return hints;
}

function insert(database: Database, v: Verification) {
  const store = verificationStore(database.db);
  const lease = { node: 'node-a', until: later(15) };
  return store.insert(v, lease, noLimits, entryOf(v, 'verification.requested'));
}

describe.each(sqlStages)('hints on $name', ({ open }) => {
  let stage: SqlStage;
  beforeAll(async () => {
    stage = await open();
    const ready = requested({ customerId: 'C-ready' });
    const hints: unknown[] = [];
    stage.database.notifications.onAny((id) => hints.push(id));
    // The connection that listens opens in the background.
    await eventually(async () => {
      await stage.empty();
      await insert(stage.database, { ...ready, id: requested().id });
      await eventually(() => expect(hints.some((id) => id !== undefined)).toBe(true), { timeout: 500 });
    });
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  test('come with every change that is committed, once, to who asked for it', async () => {
    const v = requested();
    const other = requested({ customerId: 'C-2' });
    const [mine, theirs] = [vi.fn(), vi.fn()];
    onTestFinished(stage.database.notifications.onChange(v.id, mine));
    onTestFinished(stage.database.notifications.onChange(other.id, theirs));
    await insert(stage.database, v);
    await eventually(() => expect(mine).toHaveBeenCalledTimes(1));
    const after: Verification = {
      ...v,
      status: 'cancelled',
      reason: 'cancelled',
      endedAt: later(1),
      version: 2,
    };
    await stage.store.update(v, after, {}, entryOf(after, 'verification.cancelled'));
    await eventually(() => expect(mine).toHaveBeenCalledTimes(2));
    expect(theirs).not.toHaveBeenCalled();
  });

  test('do not come for what was rolled back, refused or stale', async () => {
    const v = requested();
    await insert(stage.database, v);
    const hints = listen(stage.database);
    const last = requested({ customerId: 'C-last' });
    const invalid: Verification = { ...v, intervalSeconds: 0, version: 2 };
    await expect(
      stage.store.update(v, invalid, {}, entryOf(v, 'verification.slowed_down')),
    ).rejects.toThrow();
    await stage.store.update(
      { ...v, version: 7 },
      { ...v, version: 8 },
      {},
      entryOf(v, 'verification.slowed_down'),
    );
    await insert(stage.database, requested());
    // Hints keep the order of the commits: when this one is there, none of the others will come.
    await insert(stage.database, last);
    await eventually(() => expect(hints).toContain(last.id));
    expect(hints.filter((id) => id?.startsWith('ver_') && id !== v.id)).toEqual([last.id]);
  });

  test('carry ids and nothing else: what changed and whom it concerns, to nobody who stopped listening', async () => {
    const gone = vi.fn();
    const v = requested();
    stage.database.notifications.onChange(v.id, gone)();
    const hints = listen(stage.database);
    await insert(stage.database, v);
    const concerned = [`customer:${v.customerId}`, `staff:${v.staffSubject}`];
    await eventually(() => expect(hints.toSorted()).toEqual([v.id, ...concerned].toSorted()));
    expect(gone).not.toHaveBeenCalled();
  });
});

describe('on PostgreSQL', () => {
  async function open(url: string) {
    const recorded = recordingLog();
    const database = await openPostgres(url, recorded.log);
    onTestFinished(() => database.close());
    return { database, recorded };
  }

  /** Returns when they are gone: until then one could be worked with that is about to be. */
  async function terminate(url: string, application: string): Promise<number> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = current_database() and application_name = $1`,
      [application],
    );
    await client.end();
    return rowCount ?? 0;
  }

  test('a change on one node is heard on another', async () => {
    const url = await freshUrl();
    const there = await open(url);
    const hints = listen(there.database);
    const here = await open(url);
    await migrate(here.database.db);
    const v = requested();
    await insert(here.database, v);
    await eventually(() => expect(hints).toContain(v.id));
  });

  test('a lost channel comes back by itself, with the hint that anything may have changed', async () => {
    const url = await freshUrl();
    const { database, recorded } = await open(url);
    const hints = listen(database);
    await migrate(database.db);
    const watcher = vi.fn();
    onTestFinished(database.notifications.onChange('ver_watched', watcher));
    expect(await terminate(url, 'countersign-listen')).toBe(1);
    await eventually(() => expect(hints).toEqual([undefined]));
    expect(watcher).toHaveBeenCalledTimes(1);
    expect(recorded.at('warn')).toBeGreaterThan(0);

    const v = requested();
    await insert(database, v);
    await eventually(() => expect(hints).toContain(v.id));
  });

  test('lost connections of the pool are replaced, and do not end the process', async () => {
    const url = await freshUrl();
    const { database } = await open(url);
    await migrate(database.db);
    expect(await terminate(url, 'countersign')).toBeGreaterThan(0);
    expect(await database.db.selectFrom('audit').select('id').execute()).toEqual([]);
  });

  test('closing leaves no connection behind', async () => {
    const url = await freshUrl();
    const database = await openPostgres(url, recordingLog().log);
    await migrate(database.db);
    await database.close();
    await eventually(async () => {
      expect(await terminate(url, 'countersign')).toBe(0);
      expect(await terminate(url, 'countersign-listen')).toBe(0);
    });
  });
});
