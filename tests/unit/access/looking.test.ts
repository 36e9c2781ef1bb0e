import { beforeEach, describe, expect, test, vi } from 'vitest';
import { getCustomer } from '@/lib/customers/get';
import { openCustomer } from '@/lib/customers/open';
import { getTransfer } from '@/lib/transfers/get';
import { openTransfer } from '@/lib/transfers/open';
import { ann, maria, staff, sue, tom } from '../../support/samples';
import { tess, transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from '../transfers/desk';

const nora = staff('staff-nora', ['auditor']);

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
});

describe("opening a customer's page", () => {
  test.each([
    ['an agent', ann],
    ['a teller', tom],
    ['a supervisor', sue],
    ['an auditor', nora],
  ])('is recorded for %s, once each time', async (_who, actor) => {
    expect(await openCustomer(at.deps, actor, maria.id)).toEqual(await getCustomer(at.deps, actor, maria.id));
    await openCustomer(at.deps, actor, maria.id);
    const look = { at: at.clock.now(), actor, action: 'customer.viewed', customerId: maria.id };
    expect(at.store.audit).toEqual([look, look]);
    expect(at.deps.searches.told).toContain(`${actor.subject} opened ${maria.id}`);
  });

  test('shows nothing when it cannot be recorded', async () => {
    const append = vi.fn().mockRejectedValue(new Error('connection lost'));
    await expect(openCustomer({ ...at.deps, audit: { append } }, ann, maria.id)).rejects.toThrow(
      'connection lost',
    );
  });

  test('that is refused, or of nobody, is no look at anybody', async () => {
    await expect(openCustomer(at.deps, staff('x', []), maria.id)).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(openCustomer(at.deps, ann, 'C-nobody')).rejects.toMatchObject({ code: 'not_found' });
    expect(at.store.audit).toEqual([]);
  });
});

describe("opening a transfer's page", () => {
  test.each([
    ['the teller who entered it', tom],
    ['a supervisor', sue],
    ['an auditor', nora],
  ])('is recorded for %s, once each time', async (_who, actor) => {
    const t = at.transfers.put(transferAt('executed'));
    expect(await openTransfer(at.deps, actor, t.id)).toEqual(await getTransfer(at.deps, actor, t.id));
    await openTransfer(at.deps, actor, t.id);
    const look = {
      at: at.clock.now(),
      actor,
      action: 'transfer.viewed',
      transferId: t.id,
      customerId: t.customerId,
    };
    expect(at.store.audit).toEqual([look, look]);
  });

  test('shows nothing when it cannot be recorded', async () => {
    const t = at.transfers.put(transferAt('executed'));
    const append = vi.fn().mockRejectedValue(new Error('connection lost'));
    await expect(openTransfer({ ...at.deps, audit: { append } }, sue, t.id)).rejects.toThrow(
      'connection lost',
    );
  });

  test('that is not theirs to see is no look at it', async () => {
    const t = at.transfers.put(transferAt('executed'));
    await expect(openTransfer(at.deps, tess, t.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(openTransfer(at.deps, ann, t.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(at.store.audit).toEqual([]);
  });
});
