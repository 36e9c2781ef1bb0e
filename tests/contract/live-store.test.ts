import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import { createLiveStore } from '@/lib/adapters/postgres/live-store';
import { createSearchStore } from '@/lib/adapters/postgres/search-store';
import type { AuditEntry } from '@/lib/audit/entry';
import type { SearchStore } from '@/lib/customers/searches';
import type { LiveStore, Take } from '@/lib/history/live/store';
import type { Verification } from '@/lib/verification/verification';
import type { EndReason } from '@/lib/verification/view';
import { appendAudit } from '../support/audit-keys';
import { noLimits } from '../support/guard-limits';
import { ann, approved, bob, ended, later, maria, pending, requested, START, sue } from '../support/samples';
import { entryOf, type SqlStage, sqlStages } from '../support/store-stages';
import { transferStore } from '../support/stores';
import { draft } from '../support/transfer-samples';

const DAY = 86_400;

describe.each(sqlStages)('the live view on $name', ({ open }) => {
  let stage: SqlStage;
  let live: LiveStore;
  let counter = 0;

  beforeAll(async () => {
    stage = await open();
    live = createLiveStore(stage.database.db, appendAudit);
    await importCustomers(stage.database.db, [maria]);
  });
  beforeEach(async () => {
    await stage.empty();
    await stage.database.db.deleteFrom('alerts_taken').execute();
  });
  afterAll(() => stage.close());

  /** Each of a customer of its own, unless it says otherwise. */
  async function put(v: Verification, audit: AuditEntry['action'] = 'verification.requested') {
    const of = v.customerId === maria.id ? { ...v, customerId: `C-${++counter}` } : v;
    const asked = {
      ...of,
      status: 'requested',
      reason: null,
      endedAt: null,
      grantExpiresAt: null,
      grantEnd: null,
    } as const;
    const entry = entryOf(of, audit);
    await stage.store.insert(asked, { node: 'n', until: later(15) }, noLimits, entry);
    await stage.store.update(asked, { ...of, version: asked.version + 1 }, {}, entry);
    return of;
  }

  test('open calls come with the oldest first and are all counted, and what is over is none', async () => {
    const young = await put(pending({ requestedAt: later(20), opReachable: false }));
    const old = await put(requested({ requestedAt: later(10) }));
    await put(pending({ requestedAt: later(30) }));
    await put(approved());
    await put(ended('denied'));
    const { calls, total } = await live.openCalls(2);
    expect(total).toBe(3);
    expect(calls).toEqual([
      {
        id: old.id,
        customerId: old.customerId,
        staffName: old.staffName,
        purpose: 'account_access',
        sent: false,
        opReachable: true,
        requestedAt: later(10),
        expiresAt: old.expiresAt,
      },
      expect.objectContaining({ id: young.id, sent: true, opReachable: false }),
    ]);
    await stage.empty();
    expect(await live.openCalls(2)).toEqual({ calls: [], total: 0 });
  });

  test('approvals are in use until they end or run out', async () => {
    await put(approved({ grantExpiresAt: later(600) }));
    await put(approved({ grantExpiresAt: later(60) }));
    await put(approved({ grantEnd: 'call_ended' }));
    expect(await live.approvalsInUse(later(30))).toBe(2);
    expect(await live.approvalsInUse(later(60))).toBe(1);
  });

  test('what was asked is counted with what became of it', async () => {
    for (const v of [
      requested(),
      approved(),
      approved(),
      ended('denied'),
      ended('denied', { reason: 'fraud_reported' }),
      ended('expired'),
      ended('failed'),
      ended('cancelled'),
      approved({ requestedAt: later(-1) }),
    ]) {
      await put(v);
    }
    const counts = { approved: 2, denied: 2, expired: 1, failed: 1, reports: 0 };
    expect(await live.askedSince(later(-1))).toEqual({ asked: 8, ...counts });
    expect(await live.askedSince(START)).toMatchObject({ asked: 0, approved: 0 });
  });

  test('ends that alarm and raise no alarm come with the newest first, and no others', async () => {
    const end = (status: 'denied' | 'failed', reason: EndReason, at: number) =>
      put(ended(status, { reason, endedAt: later(at) }));
    await end('denied', 'fraud_reported', 10);
    await end('failed', 'wrong_subject', 30);
    const older = await end('failed', 'details_altered', 20);
    const newer = await end('failed', 'details_altered', 25);
    await end('denied', 'denied', 40);
    const found = await live.alarmsSince(START, 10);
    expect(found.map(({ verificationId }) => verificationId)).toEqual([newer.id, older.id]);
    expect(found[0]).toEqual({
      verificationId: newer.id,
      customerId: newer.customerId,
      staffName: newer.staffName,
      reason: 'details_altered',
      endedAt: later(25),
    });
    expect(await live.alarmsSince(later(10), 1)).toHaveLength(1);
    expect(await live.alarmsSince(later(25), 9)).toEqual([]);
  });

  test('a customer is locked exactly when the guard against prompting refuses one more', async () => {
    const customerId = 'C-prompted';
    const end = (at: number, reason: EndReason) =>
      put(ended('failed', { customerId, requestedAt: later(at), endedAt: later(at + 1), reason }));
    const since = START;
    const lockedNow = async () => live.lockedSince(since, 3);
    const onceMore = () => {
      const v = requested({ customerId, requestedAt: later(99) });
      return stage.store.insert(
        v,
        { node: 'n', until: later(15) },
        { ...noLimits, perCustomer: { count: 3, seconds: 99 } },
        entryOf(v, 'verification.requested'),
      );
    };
    await end(0, 'op_error');
    await end(10, 'op_error');
    // The phone did not ring for these.
    for (const reason of ['op_busy', 'unknown_user', 'not_enrolled', 'request_refused'] as const)
      await end(20, reason);
    await end(30, 'user_code_wrong');
    expect(await lockedNow()).toEqual([]);

    await end(40, 'op_error');
    expect(await lockedNow()).toEqual([{ customerId, asked: 3, since: later(40), oldest: later(10) }]);
    expect(await onceMore()).toEqual(expect.objectContaining({ kind: 'guarded' }));
    expect(await live.lockedSince(later(10), 3)).toEqual([]);
    expect(await live.lockedSince(since, 2)).toMatchObject([{ oldest: later(30) }]);
  });

  test('answers are counted for those with enough denials, and anew after somebody saw to them', async () => {
    const of = { staffSubject: bob.subject, staffName: bob.name };
    for (const at of [10, 20, 30]) {
      await put(ended('denied', { ...of, requestedAt: later(at), endedAt: later(at + 5) }));
      await put(approved({ ...of, requestedAt: later(at) }));
    }
    await put(ended('expired', { ...of, requestedAt: later(40) }));
    await put(ended('denied', { requestedAt: later(10) }));
    const bobs = { subject: bob.subject, name: bob.name };
    expect(await live.answersSince(START, 3)).toEqual([
      { ...bobs, denied: 3, answered: 6, lastAt: later(35) },
    ]);
    expect(await live.answersSince(later(10), 3)).toEqual([]);
    expect(await live.answersOfAllSince(START)).toEqual({ denied: 4, answered: 7, asked: 8 });

    await live.take(take(later(20), `unusual_denials:${bob.subject}`), START, taken);
    expect(await live.answersSince(START, 1)).toContainEqual({
      ...bobs,
      denied: 1,
      answered: 2,
      lastAt: later(35),
    });
  });

  describe('searches', () => {
    const WINDOW = 900;
    const HOURS = 3_600;
    const most = 3;
    let searches: SearchStore;
    beforeEach(async () => {
      searches = createSearchStore(stage.database.db, appendAudit, most);
      for (const table of ['search_windows', 'search_pace'] as const)
        await stage.database.db.deleteFrom(table).execute();
    });
    /** A search that shows so many customers nobody saw before, of whom some are opened. */
    async function search(at: number, seen = 0, opened = 0, who = bob) {
      const ids = Array.from({ length: seen }, () => `C-${++counter}`);
      await searches.count(who, later(at));
      if (seen > 0) await searches.showed(who, ids, later(at));
      for (const id of ids.slice(0, opened)) await searches.opened(who, id);
    }
    const found = (now: number, fewest = 10) =>
      live.searchesSince(later(now - 8 * HOURS), later(now - WINDOW), fewest);
    const bobs = { subject: bob.subject, name: bob.name };

    test('are summed up over the windows that are over, with who was asked to verify', async () => {
      await search(0, 6, 1);
      await search(WINDOW, 6, 2);
      await search(0, 9, 0, ann);
      expect(await found(2 * WINDOW - 1)).toEqual([]);
      for (const customerId of ['C-1', 'C-1', 'C-2'])
        await put(ended('denied', { ...asBob, customerId, requestedAt: later(60) }));
      await put(ended('denied', { customerId: 'C-3', requestedAt: later(60) }));
      const row = { ...bobs, searches: 2, customersSeen: 12, opened: 3, asked: 2, limitedAt: null };
      expect(await found(2 * WINDOW)).toEqual([{ ...row, lastAt: later(WINDOW) }]);
      expect(await found(2 * WINDOW, 13)).toEqual([]);
      // Digested or not.
      const entryOf = () => ({ at: later(0), actor: bob, action: 'customers.searched' }) as const;
      while (await searches.digest(later(WINDOW), later(WINDOW), entryOf));
      expect(await found(2 * WINDOW)).toMatchObject([{ customersSeen: 12, opened: 3 }]);
      expect(await found(8 * HOURS + 1)).toEqual([]);
    });

    test('tell at once of whom one was refused', async () => {
      for (const at of [0, 1, 2, 3, 4]) await search(at, 2);
      const row = { ...bobs, searches: 3, customersSeen: 10, opened: 0, asked: 0 };
      expect(await found(5, 999)).toEqual([{ ...row, limitedAt: later(3), lastAt: later(3) }]);
    });

    test('are counted anew after somebody saw to them', async () => {
      for (const at of [0, 1, 2, 3]) await search(at, 5);
      await live.take(take(later(100), `unusual_searches:${bob.subject}`), START, taken);
      expect(await found(WINDOW)).toEqual([]);
      // Once more one too many, in the same quarter of an hour.
      for (const at of [200, 200, 200, 201]) await search(at);
      expect(await found(300, 999)).toMatchObject([{ searches: 6, limitedAt: later(201) }]);
      await live.take(take(later(300), `unusual_searches:${bob.subject}`, 'another'), START, taken);
      await search(1_000, 9);
      expect(await found(2 * WINDOW + 100, 9)).toMatchObject([{ customersSeen: 9, limitedAt: null }]);
    });
  });

  const asBob = { staffSubject: bob.subject, staffName: bob.name };

  describe('an OP that is away', () => {
    const outage = (now: number, calm = 300) => live.outage(later(now), calm, later(now - DAY));
    const end = (at: number) =>
      put(ended('failed', { reason: 'op_unreachable', requestedAt: later(at), endedAt: later(at) }));

    test('is none where it answers', async () => {
      await put(pending());
      await put(ended('failed'));
      expect(await outage(10)).toBeUndefined();
    });

    test('is told by who waits on it, since it was lost', async () => {
      await put(pending({ opReachable: false, requestedAt: later(100) }));
      expect(await outage(130)).toEqual({ waiting: 1, ended: 0, since: later(100) });
      const lost = await put(pending({ opReachable: false, requestedAt: later(20) }));
      const entry = { ...entryOf(lost, 'verification.op_lost'), at: later(60) };
      await stage.database.db.transaction().execute((tx) => appendAudit(tx, entry));
      expect(await outage(130)).toEqual({ waiting: 2, ended: 0, since: later(60) });
    });

    test('is told by what ended for it, until it has been well for a while, and reaches back through all of it', async () => {
      await end(0);
      for (const at of [1_000, 1_290, 1_500]) await end(at);
      expect(await outage(1_500)).toEqual({ waiting: 0, ended: 2, since: later(1_000) });
      expect(await outage(1_799)).toEqual({ waiting: 0, ended: 1, since: later(1_000) });
      expect(await outage(1_800)).toBeUndefined();
      // An old one does not make a new one older.
      await put(pending({ opReachable: false, requestedAt: later(1_900) }));
      expect(await outage(1_950)).toEqual({ waiting: 1, ended: 0, since: later(1_900) });
    });
  });

  describe('a fault of the set-up', () => {
    const fails = (at: number, change: Parameters<typeof ended>[1]) =>
      put(ended('failed', { ...change, requestedAt: later(at), endedAt: later(at + 1) }));
    const found = () => live.setupFaultsSince(later(-DAY));

    test('is told once with how often, and is none for what a customer did', async () => {
      await fails(0, { reason: 'invalid_token' });
      await fails(1, { reason: 'op_error' });
      expect(await found()).toEqual([]);
      for (const at of [10, 20, 30]) await fails(at, { reason: 'setup_wrong' });
      await fails(40, { reason: 'client_refused' });
      expect(await found()).toEqual(
        expect.arrayContaining([
          { reason: 'setup_wrong', failed: 3, since: later(11) },
          { reason: 'client_refused', failed: 1, since: later(41) },
        ]),
      );
    });

    test('is over when another request of that purpose was approved, and of no other', async () => {
      await fails(10, { reason: 'setup_wrong' });
      const other = await put(approved({ requestedAt: later(20) }));
      const begun = draft({ customerId: other.customerId });
      await transferStore(stage.database.db).insert(begun, entryOf(other, 'transfer.drafted'));
      await stage.database.db
        .updateTable('verifications')
        .set({ purpose: 'wire_transfer', transfer_id: begun.id, transfer_hash: 'x' })
        .where('id', '=', other.id)
        .execute();
      expect(await found()).toMatchObject([{ failed: 1 }]);
      await put(approved({ requestedAt: later(20) }));
      expect(await found()).toEqual([]);
      await fails(30, { reason: 'setup_wrong' });
      expect(await found()).toMatchObject([{ failed: 1, since: later(31) }]);
    });
  });

  const taken: AuditEntry = { at: later(60), actor: sue, action: 'alert.taken', details: { kind: 'test' } };
  const take = (at: Date, about = 'fraud:ver_1', id = `alr_${about}`): Take => ({
    id,
    about,
    since: START,
    at,
    by: { subject: sue.subject, name: sue.name },
    matter: { kind: 'op_unreachable', waiting: 1, ended: 0 },
  });
  const recorded = async () => {
    const rows = await stage.database.db
      .selectFrom('audit')
      .select('id')
      .where('action', '=', 'alert.taken')
      .execute();
    return rows.length;
  };

  test('an alert is taken once, with its record, and told to everybody who watches', async () => {
    const before = await recorded();
    const heard: unknown[] = [];
    const stop = stage.database.notifications.onAny((id) => heard.push(id));
    const first = take(later(60));
    const all = await Promise.all([
      live.take(first, START, taken),
      live.take({ ...first, by: { subject: bob.subject, name: bob.name } }, START, taken),
      live.take(first, START, taken),
    ]);
    expect(all.filter(Boolean)).toHaveLength(1);
    expect(await recorded()).toBe(before + 1);
    expect(await live.takesSince(START)).toMatchObject([
      { id: first.id, matter: first.matter, at: later(60) },
    ]);
    await expect.poll(() => heard.filter((id) => id === first.id).length).toBe(1);
    stop();
  });

  test('takes of long ago are forgotten, and their place is free', async () => {
    const first = take(START);
    await live.take(first, later(-DAY), taken);
    expect(await live.takesSince(START)).toEqual([]);
    expect(await live.takesSince(later(-1))).toEqual([first]);
    expect(await live.take({ ...first, at: later(DAY) }, later(1), taken)).toBe(true);
    expect(await live.takesSince(later(-1))).toEqual([{ ...first, at: later(DAY) }]);
  });

  test('customers are named as the directory has them', async () => {
    expect(await live.customers(['C-nobody', maria.id])).toEqual([
      { id: maria.id, name: maria.name, number: maria.number },
    ]);
  });
});
