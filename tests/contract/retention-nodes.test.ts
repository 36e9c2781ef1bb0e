import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { applyRetention } from '@/lib/retention/apply';
import { liftHold, placeHold } from '@/lib/retention/hold';
import { countDue } from '@/lib/retention/look';
import { appendAudit } from '../support/audit-keys';
import { engines } from '../support/engines';
import { freeSearches } from '../support/free-searches';
import { ann, START, sue } from '../support/samples';
import { type RetentionDesk, retentionDesk } from './retention-desk';

/** More than two batches. */
const RECORDS = 1_100;

const directory = { search: async () => ({ customers: [], more: false }), get: async () => undefined };

describe.each(engines)('several runs on $name', ({ open }) => {
  let database: Database;
  let desk: RetentionDesk;

  /** The newest record there was before the test. */
  let newest: string;

  beforeAll(async () => {
    database = await open();
    await appendAudit(database.db, { at: START, actor: ann, action: 'customer.viewed', customerId: 'C-1' });
  });
  beforeEach(async () => {
    desk = retentionDesk(database);
    await desk.db.deleteFrom('retention_runs').execute();
    // The same as by appending one after another, which would take longer than all the rest.
    await appendAudit(desk.db, { at: START, actor: ann, action: 'customer.viewed', customerId: 'C-1' });
    await sql`
      insert into audit (record, staff, customer, mac)
      select record, staff, customer, sha256(mac || n::text::bytea)
      from (select * from audit where action = 'customer.viewed' order by id desc limit 1),
        generate_series(2, ${RECORDS - (await left()) + 1}::int) as n`.execute(desk.db);
    const { id } = await desk.db
      .selectFrom('audit')
      .select((eb) => eb.fn.max('id').as('id'))
      .executeTakeFirstOrThrow();
    newest = id;
  });
  afterAll(() => database.close());

  const customer = (of: RetentionDesk = desk, again = false) =>
    applyRetention(of.deps, 'customer', { again });

  async function left(): Promise<number> {
    const { rows } = await sql<{ n: string }>`
      select count(*) as n from audit where customer is not null and action = 'customer.viewed'`.execute(
      desk.db,
    );
    return Number(rows[0]?.n);
  }

  async function recorded(): Promise<number[]> {
    const rows = await desk.db
      .selectFrom('audit')
      .select('record')
      .where('action', '=', 'retention.applied')
      .where('id', '>', newest)
      .orderBy('id')
      .execute();
    return rows.map(({ record }) => Number(record.details.records));
  }

  test('goes in batches, each recorded by itself', async () => {
    expect(await customer()).toEqual({ kind: 'done', went: { rows: 0, records: RECORDS } });
    expect(await recorded()).toEqual([500, 500, 100]);
    expect(await left()).toBe(0);
  });

  test('several nodes at once make one run, and none does it again on the same day', async () => {
    const nodes = Array.from({ length: 4 }, () => retentionDesk(database));
    const kinds = (await Promise.all(nodes.map((node) => customer(node)))).map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(['done', 'not_due', 'not_due', 'not_due']);
    expect(await recorded()).toEqual([500, 500, 100]);
    desk.clock.jump(23 * 3600_000);
    expect((await customer()).kind).toBe('not_due');
    desk.clock.jump(3600_000);
    expect((await customer()).kind).toBe('done');
  });

  test('what was asked for by hand is done again on the same day, but never beside another run', async () => {
    await customer();
    expect((await customer(desk, true)).kind).toBe('done');
    const removal = { class: 'customer', before: START } as const;
    const now = desk.clock.now();
    await desk.retention.begin(removal, now, { unlessDoneSince: null, movedSince: START });
    expect((await customer(desk, true)).kind).toBe('not_due');
  });

  test('a run that died is taken for dead after five minutes, and completed by the next', async () => {
    const removal = { class: 'customer', before: desk.clock.now() } as const;
    const at = desk.clock.now();
    const died = await desk.retention.begin(removal, at, { unlessDoneSince: null, movedSince: START });
    if (!died) throw new Error('It could not begin');
    const auditOf = ({ rows, records }: { rows: number; records: number }) => ({
      at,
      actor: ann,
      action: 'retention.applied' as const,
      details: { class: 'customer', before: at.toISOString(), rows, records },
    });
    await desk.retention.removeBatch(died, removal, at, auditOf);
    expect(await left()).toBe(RECORDS - 500);

    expect((await customer()).kind).toBe('not_due');
    desk.clock.jump(5 * 60_000);
    expect(await customer()).toEqual({ kind: 'done', went: { rows: 0, records: RECORDS - 500 } });
    expect(await left()).toBe(0);
    // Should it come to life again, it finds that it is over.
    expect(await desk.retention.removeBatch(died, removal, at, auditOf)).toBeUndefined();
    expect((await desk.retention.lastRuns())[0]).toMatchObject({ outcome: 'done' });
  });

  test('what cannot be recorded is not removed, and the next run does it', async () => {
    let writes = 0;
    const failing = retentionDesk(database, async (tx, entry) => {
      if (++writes === 2) throw new Error('the disk is full');
      await appendAudit(tx, entry);
    });
    await expect(customer(failing)).rejects.toThrow('the disk is full');
    expect(await left()).toBe(RECORDS - 500);
    expect(await recorded()).toEqual([500]);
    expect((await desk.retention.lastRuns())[0]).toMatchObject({ outcome: 'failed', went: { records: 500 } });
    // Not a day later: it was not done.
    expect(await customer()).toEqual({ kind: 'done', went: { rows: 0, records: RECORDS - 500 } });
  });

  test('stops between two batches when it is told to', async () => {
    let asked = 0;
    const applied = await applyRetention(desk.deps, 'customer', { isStopped: () => ++asked > 1 });
    expect(applied).toEqual({ kind: 'broken_off', went: { rows: 0, records: 500 } });
    expect((await customer()).kind).toBe('done');
  });

  test('a hold that is placed during a run keeps what is left from then on', async () => {
    const deps = { ...desk, directory, region: 'GB' as const, searches: freeSearches() };
    const running = customer();
    const hold = await placeHold(deps, sue, 'C-1', 'subpoena');
    const then = await left();
    await running;
    expect(then).toBeGreaterThan(0);
    expect(await left()).toBe(then);
    expect((await countDue(desk.deps))[0]?.due).toEqual({
      goes: { rows: 0, records: 0 },
      held: { rows: 0, records: then },
    });
    await liftHold(deps, sue, hold.id, 'over');
    expect(await customer(desk, true)).toMatchObject({ went: { records: then } });
  });
});
