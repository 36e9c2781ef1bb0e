import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { isAppError } from '@/lib/errors';
import type { TransferStore } from '@/lib/transfers/store';
import type { Transfer } from '@/lib/transfers/transfer';
import type { VerificationStore } from '@/lib/verification/store';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import { engines, nodeSettings } from '../support/engines';
import { noLimits, usualLimits } from '../support/guard-limits';
import { ann, later, requested, START } from '../support/samples';
import { entryOf } from '../support/store-stages';
import { transferStore, verificationStore } from '../support/stores';
import { draft, transferAt } from '../support/transfer-samples';

const lease = { node: 'node-a', until: later(15) };
const customers = Array.from({ length: 8 }, (_, i) => `C-${i}`);
const people = Array.from({ length: 6 }, (_, i) => `staff-${i}`);

describe.each(nodeSettings)('200 attempts at once on $name', ({ open }) => {
  let nodes: readonly Database[];
  let stores: readonly VerificationStore[];
  let transfers: TransferStore;
  const waiting = new Map<string, Transfer>();

  beforeAll(async () => {
    nodes = await open();
    stores = nodes.map(({ db }) => verificationStore(db));
    const [first] = nodes;
    if (!first) throw new Error('a setting has a node');
    transfers = transferStore(first.db);
    for (const customerId of customers) {
      const of = { customerId, customerSubject: `sub-${customerId}` };
      const begun = draft({ ...of, tellerSubject: `teller-${customerId}` });
      const entry = { at: START, actor: ann, action: 'transfer.drafted', transferId: begun.id } as const;
      await transfers.insert(begun, entry);
      const asked = {
        ...transferAt('awaiting_customer', { ...of, id: begun.id }),
        tellerSubject: begun.tellerSubject,
      };
      await transfers.update(begun, { ...asked, version: 2 }, { ...entry, action: 'transfer.submitted' });
      waiting.set(customerId, asked);
    }
  });
  beforeEach(async () => {
    await nodes[0]?.db.deleteFrom('verifications').execute();
  });
  afterAll(async () => {
    await Promise.all(nodes.map((node) => node.close()));
  });

  /** Asks, and gives up at once, so that the next one can. */
  async function attempt(index: number, limits = usualLimits): Promise<Verification | undefined> {
    const customerId = customers[(index * 7) % customers.length] ?? '';
    const transfer = index % 3 === 0 ? waiting.get(customerId) : undefined;
    const v = requested({
      id: newVerificationId(),
      customerId,
      customerSubject: `sub-${customerId}`,
      staffSubject: people[index % people.length] ?? '',
      ...(transfer ? { purpose: 'wire_transfer', transferId: transfer.id, transferHash: transfer.hash } : {}),
    });
    const store = stores[index % stores.length];
    if (!store) throw new Error('a setting has a node');
    const inserted = await persistently(() =>
      store.insert(v, lease, limits, entryOf(v, 'verification.requested')),
    );
    if (inserted.kind !== 'inserted') return undefined;
    const over = { ...v, status: 'cancelled', reason: 'cancelled', endedAt: START, version: 2 } as const;
    await persistently(() => store.update(v, over, {}, entryOf(over, 'verification.cancelled')));
    return v;
  }

  /** A hundred wait for each node's connections: one that waited too long has stored nothing, and tries again. */
  async function persistently<T>(work: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isAppError(error) || error.code !== 'unavailable') throw error;
      }
    }
  }

  const most = (all: readonly (Verification | undefined)[], of: 'customerId' | 'staffSubject') => {
    const counts = new Map<string, number>();
    for (const v of all) if (v) counts.set(v[of], (counts.get(v[of]) ?? 0) + 1);
    return Math.max(...counts.values());
  };

  test('never ring a customer once more than the guard allows, whatever they are asked for', async () => {
    const limits = { ...noLimits, perCustomer: usualLimits.perCustomer };
    const all = await Promise.all(Array.from({ length: 200 }, (_, index) => attempt(index, limits)));
    expect(most(all, 'customerId')).toBeLessThanOrEqual(5);
    expect(all.some((v) => v?.purpose === 'wire_transfer')).toBe(true);
    expect(all.some((v) => v?.purpose === 'account_access')).toBe(true);
  });

  test('never let a member of staff ask once more than the guard allows', async () => {
    const limits = { ...noLimits, perStaff: usualLimits.perStaff };
    const all = await Promise.all(Array.from({ length: 200 }, (_, index) => attempt(index, limits)));
    expect(most(all, 'staffSubject')).toBeLessThanOrEqual(10);
  });
});

describe.each(engines)('a limit that somebody comes to on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  test('is recorded once, until they were below it for a while', async () => {
    const store = verificationStore(database.db);
    const reach = (seconds: number) =>
      store.recordLimit(
        {
          staffSubject: ann.subject,
          staffName: ann.name,
          why: 'staff_limit',
          at: later(seconds),
          until: later(seconds + 60),
        },
        { at: later(seconds), actor: ann, action: 'security.cap_reached', details: { limit: 'staff_limit' } },
      );
    expect(await Promise.all([reach(0), reach(1), reach(2)])).toEqual(
      expect.arrayContaining([true, false, false]),
    );
    expect(await reach(300)).toBe(false);
    expect(await reach(901)).toBe(true);
    const row = await database.db.selectFrom('staff_limits').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ times: 1, reached_at: later(901), until: later(961) });
    const { length } = await database.db
      .selectFrom('audit')
      .select('id')
      .where('action', '=', 'security.cap_reached')
      .execute();
    expect(length).toBe(2);
  });
});
