import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newTransferId, type Transfer } from '@/lib/transfers/transfer';
import { type TransferStatus, transferStatuses } from '@/lib/transfers/view';
import { eventually } from '../support/eventually';
import { later, sue, tom } from '../support/samples';
import { draft, form, tess, transferAt } from '../support/transfer-samples';
import { bring, entryOf, type TransferStage, transferStages } from '../support/transfer-stages';

describe.each(transferStages)('the transfer store on $name', ({ open }) => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const insert = (t: Transfer) => stage.transfers.insert(t, entryOf(t, 'transfer.drafted'));
  const update = (before: Transfer, change: Partial<Transfer>) => {
    const after = { ...before, ...change, version: before.version + 1 };
    return stage.transfers.update(before, after, entryOf(after));
  };
  const stored = (status: TransferStatus, change: Partial<Transfer> = {}) =>
    bring(stage, transferAt(status, change));

  describe('a draft', () => {
    test('is kept as it was, field by field and letter by letter', async () => {
      const t = draft({
        form: { ...form, payeeName: ' Łódź & “Søn”\t😀', reference: "'; drop table transfers; --" },
        order: null,
        createdAt: new Date('2026-03-02T09:00:00.123Z'),
      });
      expect(await insert(t)).toEqual(t);
      expect(await stage.transfers.find(t.id)).toEqual(t);
      expect(await stage.trail(t.id)).toEqual(['transfer.drafted']);
    });

    test('is the one that stands when there is one already, and nothing is recorded', async () => {
      const first = draft();
      await insert(first);
      const second = draft();
      expect(await insert(second)).toEqual(first);
      expect(await stage.transfers.find(second.id)).toBeUndefined();
      expect(await stage.trail(second.id)).toEqual([]);
    });

    test('begun twenty times at once is one', async () => {
      const rivals = Array.from({ length: 20 }, () => draft());
      const standing = await Promise.all(rivals.map(insert));
      expect(new Set(standing.map(({ id }) => id)).size).toBe(1);
      const found = await Promise.all(rivals.map(({ id }) => stage.transfers.find(id)));
      expect(found.filter(Boolean)).toHaveLength(1);
    });

    test('of another teller or for another customer is another', async () => {
      const all = [draft(), draft({ tellerSubject: tess.subject }), draft({ customerId: 'C-2' })];
      const standing = await Promise.all(all.map(insert));
      expect(standing).toEqual(all);
      expect(await stage.transfers.findDraft('C-2', tom.subject)).toEqual(all[2]);
      expect(await stage.transfers.findDraft('C-2', tess.subject)).toBeUndefined();
    });

    test('that was opened again is no new one, and leaves room for one', async () => {
      const reopened = draft({ edition: 2 });
      await insert(reopened);
      expect(await stage.transfers.findDraft('C-100001', tom.subject)).toBeUndefined();
      const fresh = draft();
      expect(await insert(fresh)).toEqual(fresh);
    });

    test('is found no more once it is submitted', async () => {
      const t = draft();
      await insert(t);
      await update(t, transferAt('awaiting_customer', { id: t.id, version: 1 }));
      expect(await stage.transfers.findDraft(t.customerId, tom.subject)).toBeUndefined();
    });
  });

  describe('a change', () => {
    test.each(transferStatuses)('to “%s” keeps every field', async (status) => {
      const t = await stored(status, {
        detail: 'HTTP 503',
        secondPersonSubject: sue.subject,
        secondPersonName: sue.name,
        secondPersonAt: later(10),
        policyReasons: ['large_amount', 'new_payee'],
      });
      expect(await stage.transfers.find(t.id)).toEqual(t);
    });

    test('on an old version changes nothing and records nothing', async () => {
      const t = draft();
      await insert(t);
      expect(await update(t, { updatedAt: later(1) })).toBe(true);
      expect(await update(t, { updatedAt: later(2) })).toBe(false);
      expect(await stage.transfers.find(t.id)).toMatchObject({ version: 2, updatedAt: later(1) });
      expect(await stage.trail(t.id)).toEqual(['transfer.drafted', 'transfer.edited']);
    });

    test('made ten times at once on one version is made once', async () => {
      const t = draft();
      await insert(t);
      const made = await Promise.all(
        Array.from({ length: 10 }, (_, n) => update(t, { updatedAt: later(n + 1) })),
      );
      expect(made.filter(Boolean)).toHaveLength(1);
      expect(await stage.trail(t.id)).toEqual(['transfer.drafted', 'transfer.edited']);
    });

    test('of a transfer that is not there is none', async () => {
      const t = draft();
      expect(await update(t, {})).toBe(false);
      expect(await stage.trail(t.id)).toEqual([]);
    });

    test('without a record is possible, for what is typed', async () => {
      const t = draft();
      await insert(t);
      const after = { ...t, form: { ...form, amount: '12' }, order: null, version: 2 };
      expect(await stage.transfers.update(t, after, null)).toBe(true);
      expect(await stage.transfers.find(t.id)).toEqual(after);
      expect(await stage.trail(t.id)).toEqual(['transfer.drafted']);
    });

    test('is announced, one that was refused is not', async () => {
      const heard: string[] = [];
      const stop = stage.hear((id) => heard.push(id));
      const [t, last] = [draft(), draft({ customerId: 'C-2' })];
      await insert(t);
      await update(t, { updatedAt: later(1) });
      await update(t, { updatedAt: later(2) });
      await insert(last);
      // Announcements come in order: after the last there is nothing more of the first.
      await eventually(() => expect(heard).toContain(last.id));
      // What came before is of others, and comes late on a busy machine.
      expect(heard.slice(heard.indexOf(t.id))).toEqual([t.id, t.id, last.id]);
      stop();
    });
  });

  test('one that does not exist is not found', async () => {
    expect(await stage.transfers.find(newTransferId())).toBeUndefined();
  });
});
