import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { importCustomers } from '@/lib/adapters/postgres/customer-directory';
import { createHistoryStore } from '@/lib/adapters/postgres/history-store';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import { later, maria, requested, START } from '../support/samples';
import { entryOf, type SqlStage, sqlStages } from '../support/store-stages';

describe.each(sqlStages)('the history on $name', ({ open }) => {
  let stage: SqlStage;
  const older = requested({ requestedAt: later(0) });
  const newer = requested({ requestedAt: later(10), customerId: 'C-removed' });
  const over: Verification = {
    ...older,
    status: 'denied',
    reason: 'fraud_reported',
    endedAt: later(5),
    version: 2,
  };

  beforeAll(async () => {
    stage = await open();
    await importCustomers(stage.database.db, [maria]);
    for (const v of [older, newer]) {
      await stage.store.insert(
        v,
        { node: 'n', until: later(15) },
        { count: 9, since: START },
        entryOf(v, 'verification.requested'),
      );
    }
    await stage.store.update(older, over, {}, entryOf(over, 'verification.denied'));
  });
  afterAll(() => stage.close());

  test('lists the newest first, with the customer, also one who was removed', async () => {
    const history = createHistoryStore(stage.database.db);
    expect(await history.newest(10)).toMatchObject([
      {
        id: newer.id,
        customer: { id: 'C-removed', name: 'Removed customer' },
        status: 'requested',
        endedAt: null,
      },
      {
        id: older.id,
        customer: { id: 'C-100001', name: 'Maria Alvarez', number: 'C-100001' },
        status: 'denied',
        reason: 'fraud_reported',
        requestedAt: '2026-03-02T09:00:00.000Z',
        endedAt: '2026-03-02T09:00:05.000Z',
      },
    ]);
    expect(await history.newest(1)).toHaveLength(1);
  });

  test('tells one with all that was recorded about it, oldest first', async () => {
    const entry = await createHistoryStore(stage.database.db).get(older.id);
    expect(entry).toMatchObject({ id: older.id, scope: older.scope });
    expect(entry?.timeline.map(({ action }) => action)).toEqual([
      'verification.requested',
      'verification.denied',
    ]);
  });

  test('has nothing of what never was', async () => {
    expect(await createHistoryStore(stage.database.db).get(newVerificationId())).toBeUndefined();
  });
});
