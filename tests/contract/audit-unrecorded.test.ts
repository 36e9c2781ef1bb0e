import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { poller } from '@/lib/actor';
import type { Database } from '@/lib/adapters/postgres/database';
import type { Verification } from '@/lib/verification/verification';
import { type AuditStage, emptyStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { noLimits } from '../support/guard-limits';
import { ann, later, requested } from '../support/samples';
import { verificationStore } from '../support/stores';

const lease = { node: 'node-1', until: later(60) };

/** Requested, asked and denied: three changes, three records. */
async function denied(database: Database, customerId: string): Promise<Verification> {
  const store = verificationStore(database.db);
  const first = requested({ customerId });
  const about = { at: new Date(), actor: ann, verificationId: first.id, customerId };
  await store.insert(first, lease, noLimits, { ...about, action: 'verification.requested' });
  const asked: Verification = { ...first, status: 'pending', version: 2 };
  await store.update(first, asked, 'keep', { ...about, action: 'verification.acknowledged' });
  const last: Verification = { ...asked, status: 'denied', reason: 'denied', endedAt: later(2), version: 3 };
  await store.update(asked, last, 'keep', { ...about, actor: poller, action: 'verification.denied' });
  return last;
}

describe.each(engines)('a verification on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  let stage: AuditStage;
  let mine: Verification;
  beforeEach(async () => {
    stage = await emptyStage(database);
    mine = await denied(stage.database, 'C-1');
    await denied(stage.database, 'C-2');
    await stage.sealer.seal();
    expect(await stage.prove()).toMatchObject({ sound: true, records: 6 });
  });
  afterAll(() => database.close());

  const expectUnrecorded = async (...statements: RawBuilder<unknown>[]) => {
    await stage.tamper(...statements);
    expect((await stage.prove()).findings).toMatchObject([
      { kind: 'unrecorded', position: null, says: expect.stringContaining(mine.id) },
    ]);
  };

  test('that was changed without a record of it is told', async () => {
    await expectUnrecorded(
      sql`update verifications set status = 'cancelled', version = version + 1 where id = ${mine.id}`,
    );
  });

  test('that was set back is told', async () => {
    await expectUnrecorded(
      sql`update verifications set status = 'pending', ended_at = null, version = 2 where id = ${mine.id}`,
    );
  });

  test('that was deleted is told', async () => {
    await expectUnrecorded(sql`delete from verifications where id = ${mine.id}`);
  });

  test('that was made up is told', async () => {
    const { rows } = await sql<{ list: string }>`
      select string_agg(quote_ident(column_name), ', ') as list from information_schema.columns
      where table_name = 'verifications' and is_generated = 'NEVER' and column_name not in ('id', 'seq')`.execute(
      database.db,
    );
    const columns = sql.raw(rows[0]?.list ?? '');
    await stage.tamper(
      sql`insert into verifications (id, ${columns}) select 'ver_made_up', ${columns} from verifications
        where id = ${mine.id}`,
    );
    expect((await stage.prove()).findings).toMatchObject([
      { kind: 'unrecorded', says: expect.stringContaining('ver_made_up') },
    ]);
  });

  test('of which records are gone from the end, with an earlier signature, is told', async () => {
    await stage.clock.advance(61_000);
    const other = await denied(stage.database, 'C-3');
    await stage.sealer.seal();
    await stage.tamper(
      sql`delete from audit where id > 6`,
      sql`delete from audit_chain where position > 6`,
      sql`update audit_head set position = k.position, jws = k.jws from audit_checkpoints k where k.position = 6`,
      sql`delete from audit_checkpoints where position > 6`,
    );
    expect((await stage.prove()).findings).toMatchObject([
      { kind: 'unrecorded', says: expect.stringContaining(other.id) },
    ]);
  });

  // Both are counted at one moment: what is written meanwhile is in both or in neither.
  test('that is changed while a proof runs is none of it', async () => {
    const proving = stage.prove();
    const more = Promise.all(['C-4', 'C-5', 'C-6'].map((id) => denied(stage.database, id)));
    expect((await proving).findings).toEqual([]);
    await more;
    expect((await stage.prove()).findings).toEqual([]);
  });
});
