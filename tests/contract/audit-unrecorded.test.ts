import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { opActor, poller } from '@/lib/actor';
import type { Database } from '@/lib/adapters/postgres/database';
import { reportOn } from '@/lib/alarms/reports-of';
import type { StoredAlarm } from '@/lib/alarms/store';
import type { Proof } from '@/lib/audit/view';
import type { Verification } from '@/lib/verification/verification';
import { type AuditStage, emptyStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { noLimits } from '../support/guard-limits';
import { ann, bob, later, requested, sue } from '../support/samples';
import { alarmStore, verificationStore } from '../support/stores';

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

/** One customer says that they are not on a call, a member of staff says it of the same one, and it is lifted. */
async function reported(database: Database, customerId: string) {
  const store = verificationStore(database.db);
  const asked = requested({ customerId, customerSubject: `sub-${customerId}` });
  const about = { at: new Date(), actor: ann, verificationId: asked.id, customerId };
  await store.insert(asked, lease, noLimits, { ...about, action: 'verification.requested' });
  const first = reportOn(asked, 'provider', opActor, later(1));
  await store.report([first]);
  const second = reportOn(asked, 'staff', bob, later(2), 'they do not know their own name');
  await store.report([second]);
  const alarm = await alarmStore(database.db).standing(asked.customerSubject);
  if (!alarm) throw new Error('no alarm was raised');
  return { verification: asked, first, second, alarm };
}

async function lift(database: Database, { id }: StoredAlarm): Promise<void> {
  const lifting = { at: later(9), by: sue.subject, byName: sue.name, reason: 'called back' };
  await alarmStore(database.db).lift(id, lifting, ({ customerId }) => ({
    at: later(9),
    actor: sue,
    action: 'alarm.lifted',
    ...(customerId ? { customerId } : {}),
    details: { alarm: id },
  }));
}

describe.each(engines)('reports and alarms on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());
  let stage: AuditStage;
  let stands: Awaited<ReturnType<typeof reported>>;
  let lifted: Awaited<ReturnType<typeof reported>>;
  beforeEach(async () => {
    stage = await emptyStage(database);
    stands = await reported(database, 'C-1');
    lifted = await reported(database, 'C-2');
    await lift(database, lifted.alarm);
    await stage.sealer.seal();
    expect((await stage.prove()).findings).toEqual([]);
  });

  const found = async (...statements: RawBuilder<unknown>[]) => {
    await stage.tamper(...statements);
    const { findings } = await stage.prove();
    return findings.map(({ kind, says }) => `${kind}: ${says.split(' ').slice(0, 2).join(' ')}`);
  };
  const alarm = (id: string) => [`unrecorded: Alarm ${id}`];
  const report = (id: string) => [`unrecorded: Report ${id}`];

  test('an alarm that somebody lifts by hand is told', async () => {
    const { id } = stands.alarm;
    expect(
      await found(
        sql`update alarms set lifted_at = now(), lifted_by_name = 'Sue', lift_reason = 'ok' where id = ${id}`,
      ),
    ).toEqual(alarm(id));
  });

  test('one that is made to stand again is told', async () => {
    const { id } = lifted.alarm;
    expect(
      await found(
        sql`update alarms set lifted_at = null, lifted_by = null, lifted_by_name = null, lift_reason = null
          where id = ${id}`,
      ),
    ).toEqual(alarm(id));
  });

  test.each(['subject', 'issuer'])('one that is moved to another %s is told', async (column) => {
    const { id } = stands.alarm;
    expect(await found(sql`update alarms set ${sql.ref(column)} = 'other' where id = ${id}`)).toEqual(
      alarm(id),
    );
  });

  test('one that is deleted is told, with the reports that belonged to it', async () => {
    const { id } = stands.alarm;
    expect(
      await found(
        sql`update reports set alarm_id = null where alarm_id = ${id}`,
        sql`delete from alarms where id = ${id}`,
      ),
    ).toEqual([...report(stands.first.id), ...report(stands.second.id), ...alarm(id)]);
  });

  test('one that is made up is told', async () => {
    expect(
      await found(
        sql`insert into alarms (id, issuer, subject, raised_at) values ('alm_made_up', 'https://op', 's', now())`,
      ),
    ).toEqual(alarm('alm_made_up'));
  });

  test('a report that is deleted is told', async () => {
    expect(await found(sql`delete from reports where id = ${stands.first.id}`)).toEqual(
      report(stands.first.id),
    );
  });

  test('a report that is made up is told', async () => {
    expect(
      await found(sql`
        insert into reports (id, source, issuer, subject, reason, reported_at)
        values ('rep_made_up', 'staff', 'https://op', 'sub-C-9', 'no', now())`),
    ).toEqual(report('rep_made_up'));
  });

  test.each([
    ['who reported', sql`reported_by = 'somebody-else'`],
    ['who had asked', sql`asked_by = 'somebody-else'`],
    ['that anybody had', sql`asked_by = null`],
    ['what kind of report it is', sql`source = 'security_event'`],
    ['which alarm it belongs to', sql`alarm_id = null`],
  ])('a report of which is altered %s is told', async (_, change) => {
    const { id } = stands.second;
    expect(await found(sql`update reports set ${change} where id = ${id}`)).toEqual(report(id));
  });

  test('what is reported and lifted while a proof runs is none of it', async () => {
    // By the time they bear they have waited for their place for long.
    const unrecorded = ({ findings }: Proof) => findings.filter(({ kind }) => kind === 'unrecorded');
    const proving = stage.prove();
    const more = Promise.all(
      ['C-4', 'C-5'].map(async (id) => lift(database, (await reported(database, id)).alarm)),
    );
    expect(unrecorded(await proving)).toEqual([]);
    await more;
    expect(unrecorded(await stage.prove())).toEqual([]);
  });
});

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
