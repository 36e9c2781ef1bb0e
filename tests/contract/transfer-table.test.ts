import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { toRow } from '@/lib/adapters/postgres/transfer-row';
import { toRow as toVerificationRow } from '@/lib/adapters/postgres/verification-row';
import type { Transfer } from '@/lib/transfers/transfer';
import type { Verification } from '@/lib/verification/verification';
import { requested, sue, tom } from '../support/samples';
import { draft, transferAt } from '../support/transfer-samples';
import { entryOf, type SqlTransferStage, sqlTransferStages } from '../support/transfer-stages';

describe.each(sqlTransferStages)('the table of transfers on $name', ({ open }) => {
  let stage: SqlTransferStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const put = (t: Transfer, more = {}) =>
    stage.database.db
      .insertInto('transfers')
      .values({ ...toRow(t), lease_node: null, lease_until: null, ...more })
      .execute();
  const ask = (v: Verification) =>
    stage.database.db
      .insertInto('verifications')
      .values({ ...toVerificationRow(v), sealed: null, lease_node: null, lease_until: null })
      .execute();

  describe('refuses, whatever the code above it does,', () => {
    const second = { requirement: 'customer_and_second_person' } as const;
    const nonsense: readonly (readonly [string, Transfer])[] = [
      ['one executed without the bank’s reference', transferAt('executed', { bankReference: null })],
      [
        'a reference of the bank for what was not executed',
        transferAt('executing', { bankReference: 'B-1' }),
      ],
      ['a reference of the bank for what failed', transferAt('failed', { bankReference: 'B-1' })],
      ['one that is being executed without a call of the bank', transferAt('executing', { attempts: 0 })],
      ['one that was executed without a call of the bank', transferAt('executed', { attempts: 0 })],
      ['doubts without a call of the bank', transferAt('needs_reconciliation', { attempts: 0 })],
      ['fewer calls than none', draft({ attempts: -1 })],
      ['an edition before the first', draft({ edition: 0 })],
      ['a submitted one without an order', transferAt('awaiting_customer', { order: null })],
      ['a submitted one without a hash', transferAt('authorized', { hash: null })],
      ['a submitted one without a requirement', transferAt('authorized', { requirement: null })],
      ['a draft with a hash', draft({ hash: 'x' })],
      [
        'a teller who is the second person',
        transferAt('awaiting_customer', { secondPersonSubject: tom.subject }),
      ],
      ['a customer asked before the second person agreed', transferAt('awaiting_customer', second)],
      ['one authorized before the second person agreed', transferAt('authorized', second)],
      ['one executed without the second person', transferAt('executed', second)],
    ];
    test.each(nonsense)('%s', async (_what, t) => {
      await expect(put(t)).rejects.toThrow(/check constraint/);
    });

    test.each([
      ['status', { status: 'maybe' }],
      ['requirement', { requirement: 'nobody_at_all' }],
    ])('a %s we have no word for', async (_what, more) => {
      await expect(put(transferAt('authorized'), more)).rejects.toThrow(/check constraint/);
    });

    test('a second new draft of a teller for a customer', async () => {
      await put(draft());
      await expect(put(draft())).rejects.toThrow(/transfers_one_draft/);
      await put(draft({ edition: 2 }));
      await put(draft({ customerId: 'C-2' }));
      await put(transferAt('awaiting_customer'));
    });

    const { id: someTransfer } = draft();
    test.each<[string, Partial<Verification>]>([
      [
        'for a transfer that is not there',
        { transferId: someTransfer, transferHash: 'x', purpose: 'wire_transfer' },
      ],
      ['for a transfer, of no transfer', { purpose: 'wire_transfer' }],
      ['with a hash of nothing', { transferHash: 'x' }],
    ])('a request %s', async (_what, change) => {
      await expect(ask(requested(change))).rejects.toThrow(/constraint/);
    });

    test.each<[string, Partial<Verification>]>([
      ['for account access that names a transfer', { purpose: 'account_access', transferHash: 'x' }],
      ['of a transfer without its hash', { purpose: 'wire_transfer', transferHash: null }],
    ])('a request %s', async (_what, change) => {
      const t = draft();
      await put(t);
      await expect(ask(requested({ transferId: t.id, ...change }))).rejects.toThrow(/check constraint/);
    });

    test('to forget a transfer a customer was asked about', async () => {
      const t = transferAt('awaiting_customer');
      await put(t);
      await ask(requested({ purpose: 'wire_transfer', transferId: t.id, transferHash: t.hash }));
      await expect(sql`delete from transfers`.execute(stage.database.db)).rejects.toThrow(/foreign key/);
    });
  });

  test('takes each status as the code makes it', async () => {
    const agreed = { secondPersonSubject: sue.subject, requirement: 'customer_and_second_person' } as const;
    for (const status of ['awaiting_customer', 'authorized', 'executing', 'executed'] as const) {
      await put(transferAt(status, agreed));
    }
    await put(transferAt('awaiting_second_person'));
    // Given up before it was complete.
    await put(draft({ status: 'cancelled', reason: 'cancelled', order: null }));
  });

  test('a change and its record are one: when the record fails, nothing changed', async () => {
    const t = draft();
    const unwritable = { ...entryOf(t), customerId: 'C-\0' };
    await expect(stage.transfers.insert(t, unwritable)).rejects.toThrow();
    expect(await stage.transfers.find(t.id)).toBeUndefined();
    await put(t);
    const after: Transfer = { ...t, status: 'cancelled', reason: 'cancelled', version: 2 };
    await expect(stage.transfers.update(t, after, unwritable)).rejects.toThrow();
    const decided = { after, audit: unwritable };
    await expect(stage.transfers.submit(t, t.createdAt, () => decided)).rejects.toThrow();
    expect(await stage.transfers.find(t.id)).toEqual(t);
    expect(await stage.trail(t.id)).toEqual([]);
  });
});
