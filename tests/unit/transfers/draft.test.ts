import { beforeEach, describe, expect, test } from 'vitest';
import { defaultPolicy } from '@/lib/transfers/policy';
import { findDraft, readDraft, saveDraft } from '@/lib/transfers/save-draft';
import { startAgain } from '@/lib/transfers/start-again';
import { isTransferId, type Transfer } from '@/lib/transfers/transfer';
import { emptyForm, type TransferForm, type TransferStatus } from '@/lib/transfers/view';
import { reopenTransfer } from '@/lib/transfers/withdraw';
import { ann, customer, later, maria, sue, tom } from '../../support/samples';
import { form, order, tess, transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk(defaultPolicy, customer('C-100002'));
});

const typed = (change: Partial<TransferForm> = {}): TransferForm => ({ ...emptyForm, ...change });
const stored = (id: string): Transfer => {
  if (!isTransferId(id)) throw new Error('no id of a transfer');
  return at.transfers.get(id);
};

describe('a draft', () => {
  test('is begun with what was typed, by whom and for whom, and that is recorded', async () => {
    const { transfer, reading } = await saveDraft(at.deps, tom, maria.id, typed({ payeeName: ' John ' }));
    expect(transfer).toMatchObject({ status: 'draft', mine: true, edition: 1, version: 1, order: null });
    expect(stored(transfer.id)).toMatchObject({
      customerId: maria.id,
      tellerSubject: tom.subject,
      tellerName: tom.name,
      form: { payeeName: ' John ' },
      hash: null,
      createdAt: at.clock.now(),
    });
    expect(reading).toMatchObject({ order: null, requirement: null, reasons: [] });
    expect(at.store.audit).toEqual([
      {
        at: at.clock.now(),
        actor: tom,
        action: 'transfer.drafted',
        transferId: transfer.id,
        customerId: maria.id,
      },
    ]);
  });

  test('that is complete is read back, with who would have to agree', async () => {
    const { transfer, reading } = await saveDraft(at.deps, tom, maria.id, form);
    expect(stored(transfer.id).order).toEqual(order);
    expect(reading).toMatchObject({
      fields: {},
      order: { amount: { decimal: '500.00', currency: 'EUR' } },
      requirement: 'customer',
      reasons: ['new_payee'],
    });
    expect(transfer.hash).toBeNull();
  });

  test('of a teller for a customer is one: begun twice at once, the second gets the first', async () => {
    const [one, other] = await Promise.all([
      saveDraft(at.deps, tom, maria.id, typed({ payeeName: 'John' })),
      saveDraft(at.deps, tom, maria.id, typed({ payeeName: 'Jane' })),
    ]);
    expect(other.transfer.id).toBe(one.transfer.id);
    expect(other.transfer.form.payeeName).toBe('John');
    expect(at.store.audit).toHaveLength(1);
    const tesss = await saveDraft(at.deps, tess, maria.id, emptyForm);
    const elsewhere = await saveDraft(at.deps, tom, 'C-100002', emptyForm);
    expect(new Set([one, tesss, elsewhere].map(({ transfer }) => transfer.id)).size).toBe(3);
  });

  test('keeps what is typed later, letter by letter, and counts each time', async () => {
    const { transfer } = await saveDraft(at.deps, tom, maria.id, typed({ amount: '5' }));
    const next = await saveDraft(at.deps, tom, maria.id, form, transfer);
    expect(next.transfer).toMatchObject({ id: transfer.id, form, version: 2, edition: 1 });
    expect(stored(transfer.id)).toMatchObject({ order, version: 2 });
    const broken = await saveDraft(at.deps, tom, maria.id, { ...form, amount: '' }, next.transfer);
    expect(stored(broken.transfer.id)).toMatchObject({ order: null, version: 3 });
  });

  test('typed on in two tabs keeps the first tab’s text and says so to the second', async () => {
    const { transfer } = await saveDraft(at.deps, tom, maria.id, emptyForm);
    const save = (payeeName: string) => saveDraft(at.deps, tom, maria.id, typed({ payeeName }), transfer);
    const [first, second] = await Promise.allSettled([save('John'), save('Jane')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'conflict' } });
    await expect(save('Jim')).rejects.toMatchObject({ code: 'conflict' });
    expect(stored(transfer.id).form.payeeName).toBe('John');
  });

  test.each<TransferStatus>(['awaiting_customer', 'authorized', 'executed', 'cancelled'])(
    'that is %s by now is a draft no more',
    async (status) => {
      const t = at.transfers.put(transferAt(status));
      const conflict = { code: 'conflict' };
      await expect(saveDraft(at.deps, tom, maria.id, form, t)).rejects.toMatchObject(conflict);
      await expect(readDraft(at.deps, tom, t.id)).rejects.toMatchObject(conflict);
      expect(at.transfers.get(t.id)).toBe(t);
    },
  );

  test('is begun for customers there are, by tellers, and other tries are recorded', async () => {
    for (const id of ['C-999999', '', 'x\0', "C-1'--"]) {
      await expect(saveDraft(at.deps, tom, id, form)).rejects.toMatchObject({ code: 'not_found' });
    }
    for (const actor of [ann, sue]) {
      await expect(saveDraft(at.deps, actor, maria.id, form)).rejects.toMatchObject({
        code: 'forbidden',
        refusal: { action: 'transfer.attempt_refused', attempt: 'enter', why: 'role' },
      });
      await expect(findDraft(at.deps, actor, maria.id)).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(at.transfers.all()).toEqual([]);
  });

  test('is found again by who began it, and one that was opened again is not it', async () => {
    expect(await findDraft(at.deps, tom, maria.id)).toEqual({ transfer: null, reading: null });
    expect(await findDraft(at.deps, tom, 'x\0')).toEqual({ transfer: null, reading: null });
    at.transfers.put(transferAt('draft', { edition: 2 }));
    expect(await findDraft(at.deps, tom, maria.id)).toEqual({ transfer: null, reading: null });
    const { transfer } = await saveDraft(at.deps, tom, maria.id, form);
    expect(await findDraft(at.deps, tom, maria.id)).toMatchObject({ transfer: { id: transfer.id } });
    expect(await findDraft(at.deps, tess, maria.id)).toEqual({ transfer: null, reading: null });
    expect(await readDraft(at.deps, tom, transfer.id)).toMatchObject({
      reading: { requirement: 'customer' },
    });
    await expect(readDraft(at.deps, tess, transfer.id)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('starting again', () => {
  test.each<TransferStatus>(['denied', 'expired', 'cancelled', 'failed'])(
    'what was %s is a new draft with the same text and nobody’s agreement',
    async (status) => {
      const over = at.transfers.put(transferAt(status, { secondPersonSubject: sue.subject, edition: 3 }));
      const { transfer } = await startAgain(at.deps, tom, over.id);
      expect(transfer.id).not.toBe(over.id);
      expect(stored(transfer.id)).toMatchObject({
        status: 'draft',
        form,
        order,
        hash: null,
        requirement: null,
        secondPersonSubject: null,
        edition: 1,
        attempts: 0,
      });
      expect(at.transfers.get(over.id)).toBe(over);
    },
  );

  test.each<TransferStatus>([
    'draft',
    'awaiting_customer',
    'authorized',
    'executing',
    'needs_reconciliation',
  ])('what is %s is a conflict: it has not ended', async (status) => {
    const t = at.transfers.put(transferAt(status));
    await expect(startAgain(at.deps, tom, t.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(at.transfers.all()).toHaveLength(1);
  });

  test('does not write over a draft that was begun already', async () => {
    const over = at.transfers.put(transferAt('denied'));
    await saveDraft(at.deps, tom, maria.id, typed({ payeeName: 'Jane' }));
    await expect(startAgain(at.deps, tom, over.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(await findDraft(at.deps, tom, maria.id)).toMatchObject({
      transfer: { form: { payeeName: 'Jane' } },
    });
  });

  test('is for who entered it', async () => {
    const over = at.transfers.put(transferAt('denied'));
    await expect(startAgain(at.deps, tess, over.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(startAgain(at.deps, sue, over.id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is not for what the customer reported as fraud, whatever the page offers', async () => {
    const over = at.transfers.put(transferAt('denied', { reason: 'fraud_reported' }));
    await expect(startAgain(at.deps, tom, over.id)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('opening again', () => {
  test('keeps the text and takes everybody’s agreement away', async () => {
    const t = at.transfers.put(transferAt('awaiting_customer', { secondPersonSubject: sue.subject }));
    at.clock.jump(1_000);
    await reopenTransfer(at.deps, tom, t.id);
    expect(at.transfers.get(t.id)).toMatchObject({
      status: 'draft',
      form,
      order,
      edition: 2,
      hash: null,
      secondPersonSubject: null,
      updatedAt: later(1),
    });
  });

  test.each([1, 2])(
    'twice, with more typed after its %i. look, does not lose what was typed',
    async (nth) => {
      const t = at.transfers.put(transferAt('awaiting_customer'));
      const text = { ...form, reference: 'Invoice 8' };
      let looks = 0;
      // While the second click is between two of its looks, the first is done, and the teller types.
      const slow = new Proxy(at.transfers, {
        get: (target, name) => {
          const value: unknown = Reflect.get(target, name);
          if (typeof value !== 'function') return value;
          if (name !== 'find') return value.bind(target);
          return async (id: Transfer['id']) => {
            const found = await target.find(id);
            if (++looks !== nth) return found;
            const opened = await reopenTransfer(at.deps, tom, t.id);
            await saveDraft(at.deps, tom, maria.id, text, opened);
            return found;
          };
        },
      });
      await reopenTransfer({ ...at.deps, transfers: slow }, tom, t.id).catch(() => {});
      expect(looks).toBeGreaterThanOrEqual(nth);
      expect(at.transfers.get(t.id).form).toEqual(text);
    },
  );
});
