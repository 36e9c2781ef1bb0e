import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import { createLiveStore } from '@/lib/adapters/postgres/live-store';
import { reportOn, reportsOf } from '@/lib/alarms/reports-of';
import type { AlarmStore } from '@/lib/alarms/store';
import type { AuditEntry } from '@/lib/audit/entry';
import type { LiveStore, Take } from '@/lib/history/live/store';
import type { VerificationStore } from '@/lib/verification/store';
import type { Verification } from '@/lib/verification/verification';
import { appendAudit } from '../support/audit-keys';
import { noLimits } from '../support/guard-limits';
import { approved, bob, customer, ended, later, requested, START, sue } from '../support/samples';
import { entryOf, type SqlStage, sqlStages } from '../support/store-stages';
import { alarmStore } from '../support/stores';

const DAY = 86_400;
const op = { kind: 'system', name: 'op' } as const;

describe.each(sqlStages)('alarms and limits on the live dashboard on $name', ({ open }) => {
  let stage: SqlStage;
  let store: VerificationStore;
  let live: LiveStore;
  let alarms: AlarmStore;
  let counter = 0;

  beforeAll(async () => {
    stage = await open();
    ({ store } = stage);
    live = createLiveStore(stage.database.db, appendAudit);
    alarms = alarmStore(stage.database.db);
  });
  beforeEach(async () => {
    await stage.empty();
    for (const table of ['alerts_taken', 'reports', 'alarms', 'staff_limits'] as const) {
      await stage.database.db.deleteFrom(table).execute();
    }
  });
  afterAll(() => stage.close());

  /** Somebody new, who is asked and answers in this way. */
  async function put(v: Verification) {
    const { id } = customer(`C-live-${++counter}`);
    await importCustomers(stage.database.db, [customer(id)]);
    const of = { ...v, customerId: id, customerSubject: `sub-${id}` };
    const { endedAt, reason, grantExpiresAt, ...rest } = requested(of);
    const asked = requested({ ...rest, status: 'requested', grantEnd: null });
    await store.insert(
      asked,
      { node: 'n', until: later(15) },
      noLimits,
      entryOf(of, 'verification.requested'),
    );
    const after = { ...asked, status: of.status, endedAt, reason, grantExpiresAt, version: 2 };
    const reports = reportsOf(
      after,
      reason === 'wrong_subject'
        ? { type: 'failed', reason, detail: '', answeredBy: 'sub-somebody' }
        : { type: 'denied', fraudReported: reason === 'fraud_reported' },
      op,
      endedAt ?? START,
    );
    const entry = entryOf(after, status(after));
    await store.update(asked, after, {}, entry, reports);
    return after;
  }
  const status = (v: Verification): AuditEntry['action'] =>
    v.status === 'approved' ? 'verification.approved' : 'verification.failed';
  const lift = async (id: string) => {
    const alarm = await alarms.list({ state: null, source: null, customers: null }, 99, null);
    const found = alarm.find((each) => each.id === id);
    if (!found) throw new Error('no such alarm');
    await alarms.lift(
      found.id,
      { at: later(999), by: 'staff-sue', byName: 'Sue', reason: 'called back' },
      () => ({ at: later(999), actor: sue, action: 'alarm.lifted', details: { alarm: id } }),
    );
  };

  test('those that stand come with the newest first, what was reported last, and who had asked', async () => {
    const first = await put(ended('denied', { reason: 'fraud_reported', endedAt: later(10) }));
    const second = await put(ended('denied', { reason: 'fraud_reported', endedAt: later(20) }));
    await store.report([reportOn(first, 'staff', bob, later(30), 'it is not them')]);
    const { alarms: standing, total } = await live.standingAlarms(9);
    expect(total).toBe(2);
    expect(standing).toMatchObject([
      { customerId: second.customerId, source: 'provider', reports: 1, raisedAt: later(20) },
      {
        customerId: first.customerId,
        source: 'staff',
        reports: 2,
        askedBy: first.staffName,
        raisedAt: later(10),
      },
    ]);
    expect(await live.standingAlarms(1)).toMatchObject({
      alarms: [{ customerId: second.customerId }],
      total: 2,
    });
    expect(await live.askedSince(later(-1))).toMatchObject({ asked: 2, denied: 2, reports: 3 });
    expect(await live.askedSince(later(15))).toMatchObject({ reports: 2 });

    await lift(standing[1]?.alarmId ?? '');
    expect((await live.standingAlarms(9)).alarms.map(({ customerId }) => customerId)).toEqual([
      second.customerId,
    ]);
  });

  test('who handles an alarm is kept for as long as it stands, and forgotten like the rest after that', async () => {
    await put(ended('denied', { reason: 'fraud_reported' }));
    const [alarm] = (await live.standingAlarms(9)).alarms;
    const take = (about: string, at: Date): Take => ({
      id: `alr_${about}_${at.getTime()}`,
      about,
      since: START,
      at,
      by: { subject: sue.subject, name: sue.name },
      matter: { kind: 'op_unreachable', waiting: 1, ended: 0 },
    });
    const taken: AuditEntry = { at: START, actor: sue, action: 'alert.taken', details: { kind: 'test' } };
    const about = `alarm:${alarm?.alarmId}`;
    await live.take(take(about, START), START, taken);
    await live.take(take('other:1', START), START, taken);
    await live.take(take('other:2', later(2 * DAY)), later(DAY), taken);
    expect((await live.takesSince(later(DAY))).map((each) => each.about)).toEqual([about, 'other:2']);
    await lift(alarm?.alarmId ?? '');
    expect((await live.takesSince(later(DAY))).map((each) => each.about)).toEqual(['other:2']);
  });

  test('limits that somebody came to are told with how often they tried to go on', async () => {
    const reached = (at: number) =>
      store.recordLimit(
        {
          staffSubject: bob.subject,
          staffName: bob.name,
          why: 'staff_limit',
          at: later(at),
          until: later(at + 40),
        },
        { at: later(at), actor: bob, action: 'security.cap_reached', details: { limit: 'staff_limit' } },
      );
    for (const at of [0, 5, 20]) await reached(at);
    const told = { subject: bob.subject, name: bob.name, limit: 'staff_limit', times: 3 };
    expect(await live.limitsReached(later(10))).toEqual([{ ...told, reachedAt: START, until: later(60) }]);
    expect(await live.limitsReached(later(20))).toEqual([]);
    await reached(DAY);
    expect(await live.limitsReached(later(20))).toMatchObject([{ times: 1, reachedAt: later(DAY) }]);
  });

  test('whom a person asked counts each customer once, and not what failed of itself', async () => {
    const mine = { staffSubject: bob.subject, staffName: bob.name };
    const once = await put(ended('expired', { ...mine, requestedAt: later(1) }));
    const again = requested({
      ...mine,
      customerId: once.customerId,
      customerSubject: once.customerSubject,
      requestedAt: later(5),
    });
    const entry = entryOf(again, 'verification.requested');
    await store.insert(again, { node: 'n', until: later(15) }, noLimits, entry);
    const yes = { status: 'approved', endedAt: later(6), grantExpiresAt: later(600), version: 2 } as const;
    await store.update(again, { ...again, ...yes }, {}, entry);
    await put(ended('denied', { ...mine, requestedAt: later(9) }));
    await put(ended('cancelled', { ...mine, requestedAt: later(3) }));
    await put(ended('failed', { ...mine, requestedAt: later(10) }));
    await put(approved({ requestedAt: later(2) }));
    const bobs = { subject: bob.subject, name: bob.name };
    expect(await live.activitySince(START)).toEqual(
      expect.arrayContaining([
        { ...bobs, asked: 3, approved: 1, lastAt: later(9) },
        expect.objectContaining({ asked: 1, approved: 1 }),
      ]),
    );
    expect(await live.activitySince(later(4))).toEqual([
      { ...bobs, asked: 2, approved: 1, lastAt: later(9) },
    ]);
    // Anew after somebody saw to it.
    const taken: AuditEntry = { at: START, actor: sue, action: 'alert.taken', details: { kind: 'test' } };
    await live.take(
      {
        id: 'alr_x',
        about: `unusual_requests:${bob.subject}`,
        since: START,
        at: later(6),
        by: { subject: sue.subject, name: sue.name },
        matter: { kind: 'op_unreachable', waiting: 1, ended: 0 },
      },
      START,
      taken,
    );
    expect(await live.activitySince(START)).toContainEqual({
      ...bobs,
      asked: 1,
      approved: 0,
      lastAt: later(9),
    });
  });

  test('three customers answered for by others are the set-up’s, until somebody is answered for rightly', async () => {
    const wrong = (at: number) =>
      put(ended('failed', { reason: 'wrong_subject', requestedAt: later(at), endedAt: later(at) }));
    const since = later(-DAY);
    await wrong(10);
    await wrong(20);
    expect(await live.wrongSubjects(since)).toBeUndefined();
    expect((await live.standingAlarms(9)).total).toBe(2);
    await wrong(30);
    expect(await live.wrongSubjects(since)).toEqual({ customers: 3, since: later(30) });
    expect((await live.standingAlarms(9)).total).toBe(0);
    await wrong(40);
    expect(await live.wrongSubjects(since)).toEqual({ customers: 4, since: later(30) });
    await put(approved({ requestedAt: later(50), endedAt: later(55) }));
    expect(await live.wrongSubjects(since)).toBeUndefined();
    expect(await live.wrongSubjects(later(60))).toBeUndefined();
  });
});
