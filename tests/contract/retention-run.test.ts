import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { reportOn } from '@/lib/alarms/reports-of';
import { countDue } from '@/lib/retention/look';
import type { Amount } from '@/lib/retention/view';
import type { Verification } from '@/lib/verification/verification';
import { auditStage } from '../support/audit-stage';
import { engines } from '../support/engines';
import { approved, ended, later, pending, START } from '../support/samples';
import { draft, transferAt } from '../support/transfer-samples';
import { DAY, type RetentionDesk, retentionDesk, tellingOf } from './retention-desk';
import { type Person, person } from './retention-person';
import { askedOf, authorizing, bring, leaveTraces, ownedBy, record } from './retention-traces';

const gone = person('gone01');
const held = person('held02');
const live = person('live03');
const recent = person('recent04');
const alarmed = person('alarmed05');
const nothing: Amount = { rows: 0, records: 0 };

/** What happened to everybody's verifications, without whose they were. */
async function figuresOf({ db }: RetentionDesk): Promise<unknown[]> {
  const { rows } = await sql`
    select date_trunc('day', requested_at) as day, status, reason, purpose, delivery, answer_tenths, count(*) as n
    from verifications group by 1, 2, 3, 4, 5, 6 order by 1, 2, 3, 4, 5, 6`.execute(db);
  return rows;
}

/** Everything that is on its way, begun as long ago as what is over. */
async function leaveUnsettled(desk: RetentionDesk, who: Person): Promise<void> {
  const asked = askedOf(who);
  await desk.putVerification({ ...pending(), ...asked, id: pending().id, status: 'pending' });
  const inUse = { ...approved(), ...asked, id: approved().id, status: 'approved', endedAt: START } as const;
  await desk.putVerification({ ...inUse, customerId: `${who.customerId}-b`, grantExpiresAt: later(60) });
  await bring(desk, transferAt('awaiting_second_person', ownedBy(who)));
  const lost = await bring(desk, transferAt('needs_reconciliation', ownedBy(who)));
  await desk.putVerification(
    authorizing(who, lost, approved({ grantEnd: 'transfer_settled', endedAt: later(9) })),
  );
  await bring(desk, draft({ ...ownedBy(who), edition: 2, updatedAt: desk.clock.now() }));
}

/** A call of long ago on which somebody was not the customer, and nobody has lifted the alarm since. */
async function leaveStandingAlarm(desk: RetentionDesk, who: Person): Promise<void> {
  const { id, status, reason, endedAt } = ended('denied');
  const call: Verification = { ...askedOf(who), id, status, reason, endedAt };
  await desk.putVerification(call);
  await desk.verifications.report([reportOn(call, 'staff', who.second, START, who.told)]);
  const alarm = await desk.alarms.standing(who.subject);
  await desk.db
    .insertInto('alerts_taken')
    .values({
      id: `alert-of-${who.customerId}`,
      about: `alarm:${alarm?.id}`,
      matter: JSON.stringify({ kind: 'alarm', customerId: who.customerId }),
      since: START,
      taken_at: START,
      staff_subject: who.second.subject,
      staff_name: who.second.name,
    })
    .execute();
}

describe.each(engines)('a run of retention on $name', ({ open }) => {
  let database: Database;
  let desk: RetentionDesk;
  let trail: ReturnType<typeof auditStage>;
  let before: { everything: string[]; figures: unknown[]; due: Record<string, Amount>; held: Amount[] };
  let went: Record<string, Amount>;
  let after: string[];

  beforeAll(async () => {
    database = await open();
    desk = retentionDesk(database);
    trail = auditStage(database);
    for (const who of [gone, held]) await leaveTraces(desk, who);
    await leaveUnsettled(desk, live);
    await leaveStandingAlarm(desk, alarmed);
    const lately = later(4000 * DAY - 3600);
    await desk.putVerification({
      ...ended('denied'),
      ...askedOf(recent),
      id: ended('denied').id,
      status: 'denied',
      reason: 'denied',
      requestedAt: lately,
      endedAt: lately,
    });
    await record(desk, recent, 'customer.viewed', lately);
    await trail.sealer.seal();
    await desk.holds.place(
      {
        id: 'the-hold',
        customerId: held.customerId,
        reason: 'subpoena',
        placedAt: desk.clock.now(),
        placedBy: 'sue',
        placedByName: 'Sue',
        lifted: null,
      },
      { at: desk.clock.now(), actor: held.second, action: 'legal_hold.placed', customerId: held.customerId },
    );
    const lines = await countDue(desk.deps);
    before = {
      everything: await desk.everything(),
      figures: await figuresOf(desk),
      due: Object.fromEntries(lines.map((line) => [line.class, line.due?.goes ?? nothing])),
      held: lines.map((line) => line.due?.held ?? nothing),
    };
    went = await desk.run();
    after = await desk.everything();
  });
  afterAll(() => database.close());

  test('leaves nothing of a customer, in any column of any table', () => {
    for (const word of gone.words) expect(tellingOf(before.everything, [word]), word).not.toEqual([]);
    expect(tellingOf(after, gone.words)).toEqual([]);
  });

  test('leaves nothing of those who served them', () => {
    for (const word of gone.staffWords) expect(tellingOf(before.everything, [word]), word).not.toEqual([]);
    expect(tellingOf(after, gone.staffWords)).toEqual([]);
  });

  test('gives the same person the same pseudonym everywhere', async () => {
    const { rows } = await sql<{ subject: string; name: string }>`
      select distinct staff_subject as subject, staff_name as name from verifications
      where staff_erased_at is not null
      union select teller_subject, teller_name from transfers where staff_erased_at is not null`.execute(
      desk.db,
    );
    // Of two people: the other one served whose alarm stands.
    expect(rows).toHaveLength(2);
    expect(rows[0]?.subject).toMatch(/^former-[0-9a-f]{12}$/);
    expect(rows[0]?.name).toBe(`Former staff ${rows[0]?.subject.slice(7, 11)}`);
  });

  test('keeps what was paid and that it was, without to whom', async () => {
    const rows = await desk.db
      .selectFrom('transfers')
      .select(['order', 'status', 'bank_reference', 'customer_id', 'policy_sums', 'payee_tail'])
      .where('customer_erased_at', 'is not', null)
      .where('status', '=', 'executed')
      .execute();
    expect(rows).toMatchObject([
      { order: { amount: gone.order.amount, payeeName: '' }, bank_reference: 'B-1', customer_id: 'erased' },
    ]);
    // Not what else they paid on that day.
    expect(rows).toMatchObject([{ policy_sums: {}, payee_tail: null }]);
  });

  test('changes nothing of a customer under a legal hold, also not who served them', () => {
    // Signing in and coming to a limit was about no customer in particular, and alerts and counts of searches are kept for hours.
    const ofHeld = (lines: readonly string[]) =>
      tellingOf(lines, [...held.words, ...held.staffWords]).filter(
        (line) =>
          !/staff[._]s|alerts_taken|^search_|^staff_(limits|customers)|security.cap_reached/.test(line),
      );
    expect(ofHeld(before.everything).length).toBeGreaterThan(20);
    expect(ofHeld(after)).toEqual(ofHeld(before.everything));
    expect(before.held).toContainEqual(expect.objectContaining({ records: expect.any(Number) }));
    expect(before.held.reduce((sum, { rows }) => sum + rows, 0)).toBeGreaterThan(9);
  });

  test('changes nothing that is open, in use, not settled or too young', () => {
    for (const who of [live, recent]) {
      const words = [...who.words, ...who.staffWords];
      expect(tellingOf(before.everything, words)).not.toEqual([]);
      expect(tellingOf(after, words)).toEqual(tellingOf(before.everything, words));
    }
  });

  test('changes nothing of an alarm that stands, however old, nor what was reported, nor their records', () => {
    const of = (lines: readonly string[]) =>
      tellingOf(lines, [...alarmed.words, ...alarmed.staffWords]).filter(
        (line) => !line.startsWith('verifications: '),
      );
    const tables = of(before.everything).map((line) => line.split(':')[0]);
    expect(tables.toSorted()).toEqual(['alarms', 'alerts_taken', 'audit', 'audit', 'reports']);
    expect(of(after)).toEqual(of(before.everything));
  });

  test('keeps that it was reported, how and when, and that an alarm was raised and lifted', async () => {
    const reports = await desk.db
      .selectFrom('reports')
      .select(['source', 'reported_at', 'subject', 'customer_id', 'reason', 'reported_by_name'])
      .where('customer_erased_at', 'is not', null)
      .orderBy('seq')
      .execute();
    const name = expect.stringMatching(/^Former staff /);
    const erased = { subject: null, customer_id: 'erased', reason: '' };
    expect(reports).toEqual([
      { ...erased, source: 'staff', reported_at: later(20), reported_by_name: name },
      { ...erased, source: 'security_event', reported_at: later(21), reported_by_name: null },
    ]);
    const alarms = await desk.db
      .selectFrom('alarms')
      .select(['raised_at', 'lifted_at', 'lifted_by_name', 'lift_reason', 'subject'])
      .where('customer_erased_at', 'is not', null)
      .execute();
    expect(alarms).toEqual([
      {
        raised_at: later(20),
        lifted_at: later(30),
        lifted_by_name: name,
        lift_reason: '',
        subject: null,
      },
    ]);
  });

  test('takes away what the dry run had said, class by class', () => {
    expect(went).toEqual(before.due);
    for (const name of ['customer', 'staff'] as const) expect(before.due[name]?.records).toBeGreaterThan(9);
    for (const name of ['drafts', 'hints', 'sessions'] as const) {
      expect(before.due[name]?.rows).toBeGreaterThan(0);
    }
  });

  test('changes no figure', async () => {
    expect(await figuresOf(desk)).toEqual(before.figures);
  });

  test('leaves an audit trail that still verifies, and says what is gone from it', async () => {
    await trail.sealer.seal();
    const proof = await trail.prove();
    expect(proof.findings.filter(({ kind }) => kind !== 'unrecorded')).toEqual([]);
    expect(proof.erased).toEqual({
      customer: went.customer?.records,
      staff: went.staff?.records,
    });
  });

  test('records each class with what went, and without a word about anybody', async () => {
    const rows = await desk.db
      .selectFrom('audit')
      .select(['record', 'staff', 'customer'])
      .where('action', '=', 'retention.applied')
      .execute();
    const recorded: Record<string, Amount> = {};
    for (const {
      record: { details },
      staff,
      customer,
    } of rows) {
      expect({ staff, customer }).toEqual({ staff: null, customer: null });
      expect(details.before).toMatch(/^\d{4}-\d\d-\d\dT/);
      const sum = recorded[String(details.class)] ?? nothing;
      recorded[String(details.class)] = {
        rows: sum.rows + Number(details.rows),
        records: sum.records + Number(details.records),
      };
    }
    expect(recorded).toEqual(went);
  });

  test('finds nothing left when it is made again, and records nothing then', async () => {
    const trailBefore = tellingOf(await desk.everything(), ['audit: ']);
    expect(Object.values(await desk.run())).toEqual([nothing, nothing, nothing, nothing, nothing]);
    expect(tellingOf(await desk.everything(), ['audit: '])).toEqual(trailBefore);
  });

  test('takes up what was held once the hold is lifted', async () => {
    const at = desk.clock.now();
    await desk.holds.lift('the-hold', { at, by: 'sue', byName: 'Sue', reason: 'over' }, () => ({
      at,
      actor: held.second,
      action: 'legal_hold.lifted',
      customerId: held.customerId,
    }));
    await desk.run();
    // The hold itself, and that it was placed and lifted, is younger than what it held.
    const left = tellingOf(await desk.everything(), [...held.words, ...held.staffWords]);
    expect(left.filter((line) => !/^(legal_holds|audit): .*(the-hold|legal_hold\.)/.test(line))).toEqual([]);
    desk.clock.jump(4000 * DAY * 1000);
    await desk.run();
    expect(tellingOf(await desk.everything(), [...held.words, ...held.staffWords])).toEqual([]);
  });
});
