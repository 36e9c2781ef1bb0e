import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transfer } from '@/lib/transfers/transfer';
import { type TransferStatus, transferStatuses } from '@/lib/transfers/view';
import { later, START } from '../support/samples';
import { draft, order, tess, transferAt } from '../support/transfer-samples';
import { bring, entryOf, type TransferStage, transferStages } from '../support/transfer-stages';

describe.each(transferStages)('what the transfer store on $name knows', ({ open }) => {
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

  describe('when one is submitted', () => {
    const facts = (t: Transfer) => stage.transfers.factsOf(t, START);

    test('is nothing at first', async () => {
      const t = draft();
      await insert(t);
      expect(await facts(t)).toMatchObject({ isNewPayee: true, customerCount: 0, tellerCount: 0 });
    });

    test.each(transferStatuses)(
      'of one that is “%s”: whether it counts, and whether its payee is known',
      async (status) => {
        await stored(status, { submittedAt: later(1) });
        const counts = !['draft', 'denied', 'expired', 'cancelled', 'failed'].includes(status);
        expect(await facts(draft())).toMatchObject({
          isNewPayee: status !== 'executed',
          customerCount: counts ? 1 : 0,
          tellerCount: counts ? 1 : 0,
          sums: { day_sum_payee: { minor: counts ? order.amount.minor : 0 } },
        });
      },
    );

    test('counts neither itself nor what was approved before', async () => {
      const t = await stored('awaiting_customer', { submittedAt: later(1) });
      await stored('executed', { authorizedAt: START });
      expect(await facts(t)).toMatchObject({ isNewPayee: false, customerCount: 0, tellerCount: 0 });
    });

    test('keeps customers and tellers apart', async () => {
      await stored('executing', { submittedAt: later(1), tellerSubject: tess.subject });
      await stored('executing', { submittedAt: later(1), customerId: 'C-2' });
      expect(await facts(draft())).toMatchObject({ isNewPayee: true, customerCount: 1, tellerCount: 1 });
    });

    test.each<[string, Partial<Transfer>, boolean]>([
      ['another customer’s payee', { customerId: 'C-2' }, true],
      ['the payee of another teller', { tellerSubject: tess.subject }, false],
      ['the same account under another name', { order: { ...order, payeeName: 'J. Doe' } }, false],
      ['the same name with another account', { order: withIban('GB29NWBK60161331926819') }, true],
    ])('%s', async (_what, change, isNewPayee) => {
      await stored('executed', { submittedAt: later(-9999), ...change });
      expect(await facts(draft())).toMatchObject({ isNewPayee });
    });

    test('a payee without an IBAN is known by number and bank', async () => {
      const at = (number: string, bank: string) =>
        draft({ order: { ...order, payeeAccount: { scheme: 'other', number, bank } } });
      await stored('executed', { order: at('123', 'Chase').order });
      expect(await facts(at('123', 'CHASE'))).toMatchObject({ isNewPayee: false });
      expect(await facts(at('124', 'Chase'))).toMatchObject({ isNewPayee: true });
      expect(await facts(at('123', 'Wells'))).toMatchObject({ isNewPayee: true });
    });

    test('of two that are submitted at once the second knows of the first', async () => {
      const rivals = Array.from({ length: 8 }, () => draft({ edition: 2 }));
      for (const t of rivals) await insert(t);
      const seen: number[] = [];
      await Promise.all(rivals.map((t) => submit(t, ({ customerCount }) => seen.push(customerCount))));
      expect(seen.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    });

    test('nor do many of one teller for many customers, and of many tellers for one, wait for each other', async () => {
      const rivals = Array.from({ length: 16 }, (_, n) =>
        draft({ edition: 2, customerId: `C-${n % 4}`, tellerSubject: `staff-${n % 3}` }),
      );
      for (const t of rivals) await insert(t);
      const byTeller: number[] = [];
      await Promise.all(rivals.map((t) => submit(t, ({ tellerCount }) => byTeller.push(tellerCount))));
      // Six, five and five transfers, each knowing of those before it.
      expect(byTeller.sort()).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5]);
    });

    test('an old version is not submitted, and nothing is recorded', async () => {
      const t = draft();
      await insert(t);
      await update(t, { updatedAt: later(1) });
      expect(await submit(t)).toBeUndefined();
      expect(await stage.transfers.find(t.id)).toMatchObject({ status: 'draft', version: 2 });
      expect(await stage.trail(t.id)).toEqual(['transfer.drafted', 'transfer.edited']);
    });

    test('when deciding fails, nothing happened', async () => {
      const t = draft();
      await insert(t);
      const decide = () => {
        throw new Error('undecided');
      };
      await expect(stage.transfers.submit(t, START, decide)).rejects.toThrow('undecided');
      expect(await stage.transfers.find(t.id)).toEqual(t);
      // Nor is anybody locked out.
      expect(await submit(t)).toMatchObject({ status: 'awaiting_customer' });
    });

    function submit(
      t: Transfer,
      note: (facts: { customerCount: number; tellerCount: number }) => void = () => {},
    ) {
      return stage.transfers.submit(t, START, (known) => {
        note(known);
        const { id, customerId, tellerSubject, edition } = t;
        const after = transferAt('awaiting_customer', { id, customerId, tellerSubject, edition });
        const submitted = { ...after, submittedAt: later(1), version: t.version + 1 };
        return { after: submitted, audit: entryOf(submitted, 'transfer.submitted') };
      });
    }
  });
});

function withIban(iban: string) {
  return { ...order, payeeAccount: { scheme: 'iban' as const, iban } };
}
