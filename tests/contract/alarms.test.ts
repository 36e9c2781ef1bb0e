import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { opActor } from '@/lib/actor';
import type { EndedGrant } from '@/lib/adapters/postgres/alarm-raising';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import type { Database } from '@/lib/adapters/postgres/database';
import { liftAlarm } from '@/lib/alarms/lift-alarm';
import { newReportId, type Report } from '@/lib/alarms/report';
import { reportOn } from '@/lib/alarms/reports-of';
import type { AlarmStore } from '@/lib/alarms/store';
import type { TransferStore } from '@/lib/transfers/store';
import type { Transfer, TransferId } from '@/lib/transfers/transfer';
import { apply } from '@/lib/verification/apply';
import type { VerificationStore } from '@/lib/verification/store';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import { engines } from '../support/engines';
import { FakeClock } from '../support/fake-clock';
import { noLimits } from '../support/guard-limits';
import {
  ann,
  approved,
  bob,
  customer,
  later,
  pending,
  requested,
  START,
  sue,
  tokens,
} from '../support/samples';
import { entryOf } from '../support/store-stages';
import { alarmStore, transferStore, verificationStore } from '../support/stores';
import { draft, transferAt } from '../support/transfer-samples';

const lease = { node: 'node-a', until: later(15) };
const people = ['C-1', 'C-2', 'C-3', 'C-4'].map((id) => customer(id));

describe.each(engines)('reports and alarms on $name', ({ open }) => {
  let database: Database;
  let store: VerificationStore;
  let alarms: AlarmStore;
  let transfers: TransferStore;
  let clock: FakeClock;
  let ended: EndedGrant[];

  beforeAll(async () => {
    database = await open();
    await importCustomers(database.db, people);
  });
  afterAll(() => database.close());
  beforeEach(async () => {
    const { db } = database;
    for (const table of ['reports', 'alarms', 'verifications', 'transfers', 'request_allowances'] as const) {
      await db.deleteFrom(table).execute();
    }
    ended = [];
    clock = new FakeClock();
    store = verificationStore(db, (grants) => ended.push(...grants));
    alarms = alarmStore(db);
    transfers = transferStore(db);
  });

  /** Of one of the people above, put there through the store. */
  async function put(v: Verification, name?: string): Promise<Verification> {
    const first = requested({
      ...v,
      status: 'requested',
      reason: null,
      endedAt: null,
      grantExpiresAt: null,
      grantEnd: null,
      viewedAt: null,
      version: 1,
    });
    expect(await store.insert(first, lease, noLimits, entryOf(first, 'verification.requested'))).toEqual({
      kind: 'inserted',
    });
    if (v.status === 'requested') return first;
    const next = { ...v, version: 2 };
    const secrets = name ? { tokens: tokens(name) } : {};
    await store.update(first, next, secrets, entryOf(next, 'verification.acknowledged'));
    return next;
  }
  const about = (id: string, change: Partial<Verification> = {}) => ({
    customerId: id,
    customerSubject: `sub-${id}`,
    id: newVerificationId(),
    ...change,
  });
  const staffReport = (v: Verification): Report => reportOn(v, 'staff', bob, clock.now(), 'another voice');
  const standing = (id: string) => alarms.standing(`sub-${id}`);
  const recorded = async (action: string) =>
    (await database.db.selectFrom('audit').select('action').where('action', 'like', action).execute()).length;

  test('a report ends every grant of the customer and cancels every request, each with its version and record', async () => {
    const grant = await put(approved(about('C-1', { staffSubject: ann.subject })), 'one');
    const colleagues = await put(approved(about('C-1', { staffSubject: bob.subject })), 'two');
    const open = await put(pending(about('C-1', { staffSubject: 'staff-cay' })));
    const others = await put(approved(about('C-2')), 'other');
    await store.report([staffReport(open)]);
    for (const v of [grant, colleagues]) {
      expect(await store.find(v.id)).toEqual({ ...v, grantEnd: 'alarm', version: v.version + 1 });
      expect(await store.secretsOf(v.id)).toEqual({});
    }
    expect(await store.find(open.id)).toMatchObject({
      status: 'cancelled',
      reason: 'alarm_raised',
      version: open.version + 1,
    });
    expect(await store.find(others.id)).toEqual(others);
    expect(ended.map(({ tokens: { accessToken } }) => accessToken).toSorted()).toEqual([
      'access-token-of-one',
      'access-token-of-two',
    ]);
    const { rows } = {
      rows: await database.db
        .selectFrom('audit')
        .select('verification_id')
        .where('action', '=', 'verification.alarm_raised')
        .execute(),
    };
    expect(rows.map((row) => row.verification_id)).toEqual(
      expect.arrayContaining([grant.id, colleagues.id, open.id]),
    );
    expect(await standing('C-1')).toMatchObject({
      customerId: 'C-1',
      reports: [{ reportedBy: bob.subject }],
    });
    expect(await standing('C-2')).toBeUndefined();
  });

  test('the provider’s own answer raises it in the transaction that stores the denial', async () => {
    const v = await put(pending(about('C-1')));
    const earlier = await put(
      approved(about('C-1', { purpose: 'account_access', staffSubject: bob.subject })),
      'one',
    ).catch(() => undefined);
    expect(earlier).toBeUndefined();
    await apply({ verifications: store, clock }, v.id, { type: 'denied', fraudReported: true }, opActor);
    expect(await store.find(v.id)).toMatchObject({ status: 'denied', reason: 'fraud_reported' });
    expect(await standing('C-1')).toMatchObject({
      reports: [{ source: 'provider', verificationId: v.id, askedBy: v.staffSubject, reportedBy: null }],
    });
  });

  test('an audit entry that cannot be written leaves neither denial nor alarm', async () => {
    const v = await put(pending(about('C-1')));
    const after: Verification = {
      ...v,
      status: 'denied',
      reason: 'fraud_reported',
      endedAt: later(1),
      version: 3,
    };
    const broken = { ...reportOn(after, 'provider', opActor, later(1)), reason: '\0' };
    await expect(
      store.update(v, after, {}, entryOf(after, 'verification.denied'), [broken]),
    ).rejects.toThrow();
    expect(await store.find(v.id)).toEqual(v);
    expect(await standing('C-1')).toBeUndefined();
  });

  test('said twice it is one report, and a second reporter joins the alarm', async () => {
    const v = await put(pending(about('C-1')));
    const heard = reportOn(v, 'provider', opActor, clock.now());
    await store.report([heard]);
    await store.report([heard, { ...heard, id: newReportId() }]);
    await store.report([staffReport(v)]);
    expect((await standing('C-1'))?.reports.map(({ source }) => source)).toEqual(['staff', 'provider']);
    expect(await alarms.list({ state: null, source: null, customers: null }, 9, null)).toHaveLength(1);
  });

  test('twenty at once raise one alarm', async () => {
    const v = await put(pending(about('C-1')));
    await Promise.all(Array.from({ length: 20 }, () => store.report([staffReport(v)])));
    expect((await standing('C-1'))?.reports).toHaveLength(20);
    expect(await alarms.list({ state: 'standing', source: null, customers: null }, 9, null)).toHaveLength(1);
  });

  test('a report about nobody is kept and raises nothing', async () => {
    const unknown = {
      ...staffReport(requested()),
      subject: null,
      customerId: null,
      about: 'email who@example.com',
    };
    await store.report([unknown]);
    expect(
      await alarms.listReports(
        { source: null, customers: null, unknown: true, from: null, to: null },
        9,
        null,
      ),
    ).toMatchObject([{ id: unknown.id, about: 'email who@example.com' }]);
    expect(await alarms.list({ state: null, source: null, customers: null }, 9, null)).toEqual([]);
  });

  test('the alarm of a subject the directory does not know stands when the customer is imported', async () => {
    const subject = `sub-late-${Math.abs(Date.now() % 1e6)}`;
    await store.report([
      { ...staffReport(requested()), subject, customerId: null, verificationId: null, askedBy: null },
    ]);
    await importCustomers(database.db, [customer('C-late', { subject })]);
    const v = requested({ ...about('C-late'), customerSubject: subject });
    expect(await store.insert(v, lease, noLimits, entryOf(v, 'verification.requested'))).toMatchObject({
      kind: 'guarded',
      verdict: { why: 'alarm' },
    });
  });

  test('while it stands nobody is asked and nothing is read; once it is lifted both are possible', async () => {
    const grant = await put(approved(about('C-1')), 'one');
    await store.report([staffReport(grant)]);
    const read = { at: later(1), actor: ann, action: 'sensitive_data.read', customerId: 'C-1' } as const;
    const again = requested(about('C-1', { staffSubject: 'staff-cay', requestedAt: later(2) }));
    const ask = () => store.insert(again, lease, noLimits, entryOf(again, 'verification.requested'));
    expect(await store.recordRead(grant, read)).toBe(false);
    expect(await ask()).toMatchObject({ kind: 'guarded', verdict: { why: 'alarm', until: null } });
    const alarm = await standing('C-1');
    await expect(liftAlarm({ alarms, clock }, bob, alarm?.id ?? '', 'fine')).rejects.toMatchObject({
      code: 'forbidden',
    });
    expect(await liftAlarm({ alarms, clock }, sue, alarm?.id ?? '', 'spoke to her')).toMatchObject({
      lifted: { by: sue.name, reason: 'spoke to her' },
    });
    expect(await ask()).toEqual({ kind: 'inserted' });
    // What the alarm ended stays ended.
    expect(await store.recordRead(grant, read)).toBe(false);
  });

  test('who asked or reported does not lift it, whatever their role', async () => {
    const v = await put(approved(about('C-1', { staffSubject: sue.subject })), 'one');
    await store.report([staffReport(v)]);
    const { id = '' } = (await standing('C-1')) ?? {};
    await expect(liftAlarm({ alarms, clock }, sue, id, 'fine')).rejects.toMatchObject({ code: 'forbidden' });
    expect(await standing('C-1')).toBeDefined();
  });

  test('one more request passes the limits once, for somebody else than who allowed it, and never an alarm', async () => {
    const tight = { ...noLimits, perCustomer: { count: 1, seconds: 600 } };
    const first = await put(approved(about('C-1', { grantEnd: 'call_ended' })));
    const allowance = {
      id: 'alw_1',
      subject: 'sub-C-1',
      customerId: 'C-1',
      reason: 'they asked for it',
      at: later(1),
      expiresAt: later(1800),
      by: sue.subject,
      byName: sue.name,
    };
    const entry = { at: later(1), actor: sue, action: 'request_guard.one_more_allowed' } as const;
    expect(await alarms.allow(allowance, entry)).toBe(true);
    expect(await alarms.allow({ ...allowance, id: 'alw_2' }, entry)).toBe(false);
    const by = (staffSubject: string) => {
      const v = requested(about('C-1', { staffSubject, requestedAt: later(2) }));
      return store.insert(v, lease, tight, entryOf(v, 'verification.requested'));
    };
    expect(await by(sue.subject)).toMatchObject({ kind: 'guarded' });
    expect(await by(bob.subject)).toEqual({ kind: 'inserted' });
    await store.report([staffReport(first)]);
    expect(await alarms.allow({ ...allowance, id: 'alw_3' }, entry)).toBe(false);
  });

  describe('transfers of the customer', () => {
    async function putTransfer(t: Transfer): Promise<Transfer> {
      await database.db.deleteFrom('transfers').where('id', '=', t.id).execute();
      const first = draft({
        id: t.id,
        customerId: t.customerId,
        customerSubject: t.customerSubject,
        tellerSubject: `teller-${t.id}`,
      });
      await transfers.insert(first, { at: START, actor: ann, action: 'transfer.drafted', transferId: t.id });
      if (t.status === 'draft') return first;
      const after = { ...t, tellerSubject: first.tellerSubject, version: 2 };
      await transfers.update(first, after, {
        at: START,
        actor: ann,
        action: 'transfer.submitted',
        transferId: t.id,
      });
      return after;
    }
    const of = { customerId: 'C-1', customerSubject: 'sub-C-1' };
    const now = async (id: TransferId) => transfers.find(id);

    test('that are authorized are cancelled, also where policy asked nobody; what the bank may have goes to people', async () => {
      const allowed = await putTransfer(
        transferAt('authorized', { ...of, requirement: 'none', policyReasons: [] }),
      );
      const executing = await putTransfer(transferAt('executing', of));
      const lost = await putTransfer(transferAt('needs_reconciliation', of));
      const kept = await putTransfer(transferAt('draft', of));
      const others = await putTransfer(
        transferAt('authorized', { customerId: 'C-2', customerSubject: 'sub-C-2' }),
      );
      await store.report([staffReport(requested(about('C-1')))]);
      expect(await now(allowed.id)).toMatchObject({
        status: 'cancelled',
        reason: 'alarm_raised',
        attemptAt: null,
      });
      for (const t of [executing, lost]) {
        expect(await now(t.id)).toMatchObject({
          status: 'needs_reconciliation',
          attemptAt: null,
          alarmedAt: clock.now(),
        });
      }
      expect(await now(kept.id)).toEqual(kept);
      expect(await now(others.id)).toEqual(others);
      expect(await transfers.findDue(later(999), later(999), 99)).toEqual([others.id]);
    });

    test('that are approved and have not heard of it are cancelled too', async () => {
      const waiting = await putTransfer(transferAt('awaiting_customer', of));
      const unanswered = await putTransfer(transferAt('awaiting_customer', { ...of, id: draft().id }));
      const approval = approved({
        ...about('C-1'),
        purpose: 'wire_transfer',
        transferId: waiting.id,
        transferHash: waiting.hash,
      });
      await put(approval, 'one');
      await store.report([staffReport(approval)]);
      expect(await now(waiting.id)).toMatchObject({ status: 'cancelled', reason: 'alarm_raised' });
      expect(await now(unanswered.id)).toEqual(unanswered);
    });

    test('neither begin nor move on towards the bank while it stands, and may be given up', async () => {
      const waiting = await putTransfer(transferAt('awaiting_second_person', of));
      await store.report([staffReport(requested(about('C-1')))]);
      const fresh = draft({ ...of, tellerSubject: 'teller-new' });
      const entry = { at: START, actor: ann, action: 'transfer.drafted', transferId: fresh.id } as const;
      await expect(transfers.insert(fresh, entry)).rejects.toMatchObject({ code: 'conflict' });
      const agreed: Transfer = {
        ...waiting,
        status: 'awaiting_customer',
        secondPersonSubject: 's',
        version: 3,
      };
      await expect(
        transfers.update(waiting, agreed, { ...entry, action: 'transfer.second_person_agreed' }),
      ).rejects.toMatchObject({ code: 'conflict' });
      const cancelled: Transfer = {
        ...waiting,
        status: 'cancelled',
        reason: 'cancelled',
        endedAt: later(1),
        version: 3,
      };
      expect(await transfers.update(waiting, cancelled, { ...entry, action: 'transfer.cancelled' })).toBe(
        true,
      );
    });
  });

  describe('somebody else’s device', () => {
    async function answeredFor(id: string, answeredBy: string, at = 0): Promise<Verification> {
      clock.jump(at * 1000);
      const v = await put(
        pending(about(id, { requestedAt: clock.now(), expiresAt: later(120, clock.now()) })),
      );
      const event = { type: 'failed', reason: 'wrong_subject', detail: 'sub', answeredBy } as const;
      await apply({ verifications: store, clock }, v.id, event, opActor);
      return v;
    }

    test('raises the alarm of who was asked and, where the directory knows them, of who answered', async () => {
      await answeredFor('C-1', 'sub-C-2');
      expect(await standing('C-1')).toMatchObject({
        reports: [{ source: 'wrong_subject', customerId: 'C-1' }],
      });
      expect(await standing('C-2')).toMatchObject({
        reports: [{ source: 'wrong_subject', customerId: 'C-2' }],
      });
      await answeredFor('C-3', 'sub-stranger');
      expect(await alarms.standing('sub-stranger')).toBeUndefined();
    });

    test('for three customers without a right answer is the installation’s mistake: nobody is alarmed', async () => {
      for (const id of ['C-1', 'C-2', 'C-3']) await answeredFor(id, 'sub-stranger', 60);
      for (const id of ['C-1', 'C-2', 'C-3']) expect(await standing(id)).toBeUndefined();
      expect(await recorded('alarm.lifted')).toBeGreaterThanOrEqual(2);
    });

    test('is about the customers where one of them answered right, or a person reported as well', async () => {
      const first = await answeredFor('C-1', 'sub-stranger', 60);
      await store.report([staffReport(first)]);
      await answeredFor('C-2', 'sub-stranger', 60);
      await answeredFor('C-3', 'sub-stranger', 60);
      expect(await standing('C-1')).toBeDefined();
      expect(await standing('C-2')).toBeUndefined();
      clock.jump(60_000);
      await put(
        approved(
          about('C-4', {
            endedAt: clock.now(),
            requestedAt: clock.now(),
            grantExpiresAt: later(600, clock.now()),
          }),
        ),
      );
      await answeredFor('C-2', 'sub-stranger', 60);
      expect(await standing('C-2')).toBeDefined();
    });
  });
});
