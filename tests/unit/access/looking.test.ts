import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import { getCustomer } from '@/lib/customers/get';
import { openCustomer } from '@/lib/customers/open';
import { getTransfer } from '@/lib/transfers/get';
import { openTransfer } from '@/lib/transfers/open';
import type { Verification } from '@/lib/verification/verification';
import { ann, approved, later, maria, staff, sue, tokens, tom } from '../../support/samples';
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

describe('opening a page', () => {
  /** What a person has verified and on screen of another customer. */
  const onScreen = (actor: StaffActor, change: Partial<Verification> = {}) =>
    at.store.put(
      approved({ customerId: 'C-2', staffSubject: actor.subject, viewedAt: later(1), ...change }),
      { tokens: tokens() },
    );
  const grantEnd = ({ id }: Verification) => at.store.get(id).grantEnd;

  const ofCustomer = (actor: StaffActor, ahead?: boolean) => openCustomer(at.deps, actor, maria.id, ahead);
  const ofTransfer = (actor: StaffActor, ahead?: boolean) => {
    const t = at.transfers.put(transferAt('executed'));
    return openTransfer(at.deps, actor, t.id, ahead);
  };

  test.each([
    ['a customer', ofCustomer],
    ['a transfer', ofTransfer],
  ])('of %s ends what is on screen of another, before it shows anything', async (_what, open) => {
    const v = onScreen(tom);
    const append = vi.fn().mockRejectedValue(new Error('connection lost'));
    const { audit } = at.deps;
    at.deps.audit = { append };
    await expect(open(tom)).rejects.toThrow('connection lost');
    at.deps.audit = audit;
    expect(grantEnd(v)).toBe('left_customer');
  });

  test.each([
    ['a customer', ofCustomer],
    ['a transfer', ofTransfer],
  ])(
    'of %s leaves approved calls that were not opened yet, of this customer all, and of others',
    async (_what, open) => {
      const unopened = onScreen(tom, { viewedAt: null });
      const here = onScreen(tom, { customerId: maria.id });
      const theirs = onScreen(ann);
      await open(tom);
      expect([unopened, here, theirs].map(grantEnd)).toEqual([null, null, null]);
    },
  );

  test.each([
    ['a customer', ofCustomer],
    ['a transfer', ofTransfer],
  ])('of %s ahead of time ends nothing', async (_what, open) => {
    const v = onScreen(tom);
    await open(tom, true);
    expect(grantEnd(v)).toBeNull();
  });

  test('ends nothing of who only looks', async () => {
    const v = onScreen(sue);
    await ofCustomer(sue);
    await ofTransfer(sue);
    expect(grantEnd(v)).toBeNull();
  });

  test('that is refused ends nothing', async () => {
    const v = onScreen(tess);
    await expect(ofTransfer(tess)).rejects.toMatchObject({ code: 'not_found' });
    await expect(openCustomer(at.deps, tess, 'C-nobody')).rejects.toMatchObject({ code: 'not_found' });
    expect(grantEnd(v)).toBeNull();
  });

  test('shows nothing when what is on screen could not be ended', async () => {
    onScreen(tom);
    vi.spyOn(at.store, 'update').mockRejectedValue(new Error('connection lost'));
    await expect(ofCustomer(tom)).rejects.toThrow('connection lost');
    expect(at.store.audit).toEqual([]);
  });
});
