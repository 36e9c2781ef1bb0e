import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { createHoldStore } from '@/lib/adapters/postgres/legal-hold-store';
import type { AuditEntry } from '@/lib/audit/entry';
import type { HoldStore, StoredHold } from '@/lib/retention/hold-store';
import { appendAudit } from '../support/audit-keys';
import { engines } from '../support/engines';
import { later, START, sue } from '../support/samples';

const hold: StoredHold = {
  id: 'hold_1',
  customerId: 'C-1',
  reason: 'subpoena',
  placedAt: START,
  placedBy: sue.subject,
  placedByName: sue.name,
  lifted: null,
};
const lifting = { at: later(60), by: 'staff-grace', byName: 'Grace', reason: 'settled' };

function entry(action: 'legal_hold.placed' | 'legal_hold.lifted', customerId = 'C-1'): AuditEntry {
  return { at: START, actor: sue, action, customerId, personal: { reason: 'why' } };
}

describe.each(engines)('legal holds on $name', ({ open }) => {
  let database: Database;
  let holds: HoldStore;

  beforeAll(async () => {
    database = await open();
    holds = createHoldStore(database.db, appendAudit);
  });
  afterAll(() => database.close());

  const trail = async () =>
    (await database.db.selectFrom('audit').select('action').orderBy('id').execute()).map(
      ({ action }) => action,
    );

  test('are placed once for one reason, however often and however quickly it is clicked', async () => {
    const placed = await Promise.all(
      ['hold_1', 'hold_2', 'hold_3'].map((id) => holds.place({ ...hold, id }, entry('legal_hold.placed'))),
    );
    expect(placed.sort()).toEqual([false, false, true]);
    expect(await trail()).toEqual(['legal_hold.placed']);
  });

  test('stand beside each other for other reasons and other customers', async () => {
    const later1 = { ...hold, id: 'hold_4', reason: 'another', placedAt: later(1) };
    const later2 = { ...hold, id: 'hold_5', customerId: 'C-2', placedAt: later(2) };
    for (const each of [later1, later2]) await holds.place(each, entry('legal_hold.placed'));
    const { standing, lifted } = await holds.list(10);
    expect(standing.slice(0, 2)).toEqual([later2, later1]);
    expect(standing).toHaveLength(3);
    expect(lifted).toEqual([]);
  });

  test('are lifted once, which is recorded once', async () => {
    const before = (await trail()).length;
    const lifted = await Promise.all(
      [1, 2, 3].map(() => holds.lift('hold_5', lifting, () => entry('legal_hold.lifted', 'C-2'))),
    );
    expect(lifted.filter(Boolean)).toEqual([
      { ...hold, id: 'hold_5', customerId: 'C-2', placedAt: later(2), lifted: lifting },
    ]);
    expect((await trail()).slice(before)).toEqual(['legal_hold.lifted']);
    expect((await holds.list(10)).lifted.map(({ id }) => id)).toEqual(['hold_5']);
  });

  test('can be placed again after they were lifted', async () => {
    const again = { ...hold, id: 'hold_6', customerId: 'C-2' };
    expect(await holds.place(again, entry('legal_hold.placed', 'C-2'))).toBe(true);
  });

  test('what does not stand is not lifted, and nothing is recorded', async () => {
    const before = await trail();
    expect(await holds.lift('hold_0', lifting, () => entry('legal_hold.lifted'))).toBeUndefined();
    expect(await trail()).toEqual(before);
  });

  test('a hold that cannot be recorded is not placed', async () => {
    const failing = createHoldStore(database.db, async () => {
      throw new Error('the disk is full');
    });
    await expect(
      failing.place({ ...hold, id: 'hold_7', customerId: 'C-7' }, entry('legal_hold.placed')),
    ).rejects.toThrow();
    expect((await holds.list(10)).standing.map(({ id }) => id)).not.toContain('hold_7');
  });

  test('know a customer by whatever is kept of them here', async () => {
    expect(await holds.knows('C-1')).toBe(true);
    expect(await holds.knows('C-unheard-of')).toBe(false);
  });
});
