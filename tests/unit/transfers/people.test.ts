import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import { askCustomer } from '@/lib/transfers/ask-customer';
import { findVisible } from '@/lib/transfers/find';
import { getTransfer } from '@/lib/transfers/get';
import { agreeToTransfer, reconcileTransfer, refuseTransfer } from '@/lib/transfers/second-person';
import type { Transfer } from '@/lib/transfers/transfer';
import type { TransferStatus } from '@/lib/transfers/view';
import { cancelTransfer, reopenTransfer } from '@/lib/transfers/withdraw';
import { quiet } from '../../support/fake-clock';
import { ann, staff, sue, tom } from '../../support/samples';
import { grace, tess, transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
});

const put = (status: TransferStatus, change: Partial<Transfer> = {}) =>
  at.transfers.put(transferAt(status, change));
/** What the record will say of a try that was refused. */
const refused = (code: string, transfer: Transfer, attempt: string, why: 'role' | 'person') => ({
  code,
  refusal: {
    action: 'transfer.attempt_refused',
    attempt,
    why,
    transferId: transfer.id,
    customerId: transfer.customerId,
  },
});

describe('a second person', () => {
  test('agrees to what they have seen, by name, and then the customer can be asked', async () => {
    const t = put('awaiting_second_person');
    at.clock.jump(5_000);
    expect(await agreeToTransfer(at.deps, sue, t.id, t.hash ?? '')).toMatchObject({
      status: 'awaiting_customer',
      secondPersonSubject: sue.subject,
      secondPersonName: sue.name,
      secondPersonAt: at.clock.now(),
    });
    expect(at.transfers.audit(t.id)).toMatchObject([
      { action: 'transfer.second_person_agreed', actor: sue, details: { hash: t.hash, edition: 1 } },
    ]);
    await askCustomer(at.deps, tom, t.id);
  });

  test('does not agree to what is not on their screen any more', async () => {
    const t = put('awaiting_second_person');
    const before = transferAt('awaiting_second_person', { id: t.id, edition: 2 }).hash ?? '';
    for (const hash of [before, '']) {
      await expect(agreeToTransfer(at.deps, sue, t.id, hash)).rejects.toMatchObject({ code: 'conflict' });
    }
    expect(at.transfers.get(t.id)).toBe(t);
  });

  test('refuses, and it is over', async () => {
    const t = put('awaiting_second_person');
    expect(await refuseTransfer(at.deps, sue, t.id)).toMatchObject({ reason: 'second_person_refused' });
    await expect(agreeToTransfer(at.deps, sue, t.id, t.hash ?? '')).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('is one: of two at once, the second is told that it has changed', async () => {
    const t = put('awaiting_second_person');
    const results = await Promise.allSettled([
      agreeToTransfer(at.deps, sue, t.id, t.hash ?? ''),
      refuseTransfer(at.deps, grace, t.id),
    ]);
    expect(results).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: { code: 'conflict' } },
    ]);
  });

  test('is never the first, whatever their roles, and the try is recorded', async () => {
    const own = put('awaiting_second_person', { tellerSubject: grace.subject });
    const agreeing = agreeToTransfer(at.deps, grace, own.id, own.hash ?? '');
    await expect(agreeing).rejects.toMatchObject(refused('forbidden', own, 'agree', 'person'));
    const refusing = refuseTransfer(at.deps, grace, own.id);
    await expect(refusing).rejects.toMatchObject(refused('forbidden', own, 'refuse', 'person'));
    expect(at.transfers.get(own.id)).toBe(own);
  });

  test.each([
    ['a teller', tess],
    ['an agent', ann],
    ['nobody in particular', staff('x', [])],
  ])('is not %s, and the try is recorded', async (_who, actor) => {
    const t = put('awaiting_second_person');
    const agreeing = agreeToTransfer(at.deps, actor, t.id, t.hash ?? '');
    await expect(agreeing).rejects.toMatchObject(refused('forbidden', t, 'agree', 'role'));
    expect(at.transfers.get(t.id)).toBe(t);
  });
});

describe('what the machine could not find out', () => {
  const waiting = (change: Partial<Transfer> = {}) =>
    put('needs_reconciliation', { attemptAt: null, ...change });

  test('a supervisor does: it was executed under this number', async () => {
    const t = waiting();
    expect(await reconcileTransfer(at.deps, sue, t.id, 'DE-2026/7.1')).toMatchObject({
      status: 'executed',
      bankReference: 'DE-2026/7.1',
    });
    expect(at.transfers.audit(t.id)).toMatchObject([
      { action: 'transfer.reconciled', actor: sue, details: { bank_reference: 'DE-2026/7.1' } },
    ]);
  });

  test('or it was not', async () => {
    expect(await reconcileTransfer(at.deps, sue, waiting().id, null)).toMatchObject({
      status: 'failed',
      reason: 'not_executed',
    });
  });

  test('once: of two who say different things at once, one is told that it has changed', async () => {
    const t = waiting();
    const results = await Promise.allSettled([
      reconcileTransfer(at.deps, sue, t.id, null),
      reconcileTransfer(at.deps, grace, t.id, 'B-1'),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(at.transfers.get(t.id)).toMatchObject({ status: 'failed', bankReference: null });
  });

  test('is not for people while the bank is still being asked', async () => {
    for (const t of [put('needs_reconciliation'), put('executing'), put('authorized')]) {
      await expect(reconcileTransfer(at.deps, sue, t.id, 'B-1')).rejects.toMatchObject({ code: 'conflict' });
      expect(at.transfers.get(t.id)).toBe(t);
    }
  });

  test.each(['', ' ', '-1', '<b>', 'a\nb', 'B\u202e1', 'x'.repeat(101)])(
    '%j is no number of a bank',
    async (said) => {
      await expect(reconcileTransfer(at.deps, sue, waiting().id, said)).rejects.toMatchObject({
        code: 'invalid_input',
      });
    },
  );

  test('is not for who entered it, nor for tellers', async () => {
    const own = waiting({ tellerSubject: grace.subject });
    const hers = reconcileTransfer(at.deps, grace, own.id, null);
    await expect(hers).rejects.toMatchObject(refused('forbidden', own, 'reconcile', 'person'));
    const tellers = reconcileTransfer(at.deps, tess, own.id, null);
    await expect(tellers).rejects.toMatchObject(refused('forbidden', own, 'reconcile', 'role'));
    expect(at.transfers.get(own.id)).toBe(own);
  });
});

describe('giving a transfer up', () => {
  test('ends it and what asks the customer about it', async () => {
    const t = put('awaiting_customer');
    await askCustomer(at.deps, tom, t.id);
    await quiet();
    expect(await cancelTransfer(at.deps, tom, t.id)).toMatchObject({ status: 'cancelled' });
    expect(await at.store.findOfTransfer(t.id)).toMatchObject({ status: 'cancelled' });
  });

  test('changes the transfer first: an approval that slips in between is worth nothing', async () => {
    const t = put('awaiting_customer');
    await askCustomer(at.deps, tom, t.id);
    await quiet();
    const list = at.store.listInUseOf.bind(at.store);
    vi.spyOn(at.store, 'listInUseOf').mockImplementationOnce(async (id) => {
      await at.customerApproves(t.id);
      return list(id);
    });
    await cancelTransfer(at.deps, tom, t.id);
    at.executor();
    await quiet();
    expect(at.transfers.get(t.id)).toMatchObject({ status: 'cancelled' });
    expect(at.bank.calls).toEqual([]);
    expect(at.ciba.revoked).toHaveLength(1);
  });

  test.each<TransferStatus>([
    'executing',
    'needs_reconciliation',
    'executed',
    'denied',
    'expired',
    'cancelled',
    'failed',
  ])('is a conflict when it is %s, and so is opening it again', async (status) => {
    const t = put(status);
    await expect(cancelTransfer(at.deps, tom, t.id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(reopenTransfer(at.deps, tom, t.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(at.transfers.get(t.id)).toBe(t);
  });

  test('is for who entered it', async () => {
    const t = put('authorized');
    for (const [act, what] of [
      [cancelTransfer, 'cancel'],
      [reopenTransfer, 'edit'],
    ] as const) {
      // To another teller it is not there; the record knows better.
      await expect(act(at.deps, tess, t.id)).rejects.toMatchObject(refused('not_found', t, what, 'person'));
      await expect(act(at.deps, sue, t.id)).rejects.toMatchObject(refused('forbidden', t, what, 'role'));
      await expect(act(at.deps, grace, t.id)).rejects.toMatchObject(refused('forbidden', t, what, 'person'));
    }
    expect(at.transfers.get(t.id)).toBe(t);
  });
});

describe('looking at a transfer', () => {
  test.each<[string, StaffActor, string | undefined]>([
    ['who entered it', tom, undefined],
    ['a supervisor', sue, undefined],
    ['another teller', tess, 'not_found'],
    ['an agent', ann, 'forbidden'],
    ['an agent with its teller’s name', { ...ann, subject: tom.subject }, 'forbidden'],
  ])('is for %s: %s %s', async (_who, actor, code) => {
    const t = put('awaiting_customer');
    const looking = findVisible(at.deps, actor, t.id);
    if (code) await expect(looking).rejects.toMatchObject({ code });
    else expect(await looking).toBe(t);
  });

  test.each(['', 'trf_', 'ver_abcdefghijklmnopqrstuv', 'trf_abcdefghijklmnopqrstuv', "trf_' or 1=1"])(
    'there is none with the id %j',
    async (id) => {
      await expect(findVisible(at.deps, sue, id)).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  test('shows the request about this edition, and none about an earlier one', async () => {
    const t = put('awaiting_customer');
    const { id } = await askCustomer(at.deps, tom, t.id);
    expect(await getTransfer(at.deps, tom, t.id)).toMatchObject({ verification: { id, mine: true } });
    expect(await getTransfer(at.deps, sue, t.id)).toMatchObject({
      verification: { id, spokenCode: null, bindingMessage: null },
    });
    put('awaiting_customer', { id: t.id, edition: 2 });
    expect((await getTransfer(at.deps, tom, t.id)).verification).toBeNull();
  });
});
