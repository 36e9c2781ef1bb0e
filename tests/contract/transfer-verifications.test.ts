import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorizationDetail } from '@/lib/transfers/linking';
import { isFrozen, type Transfer } from '@/lib/transfers/transfer';
import type { Verification } from '@/lib/verification/verification';
import type { Purpose } from '@/lib/verification/view';
import { eventually } from '../support/eventually';
import { noLimits } from '../support/guard-limits';
import { later, requested, tokens, tom } from '../support/samples';
import { entryOf as entryOfVerification } from '../support/store-stages';
import { transferAt } from '../support/transfer-samples';
import { bring, type TransferStage, transferStages } from '../support/transfer-stages';

const lease = { node: 'node-a', until: later(15) };
const approval = { status: 'approved', endedAt: later(1), grantExpiresAt: later(600) } as const;
const end = { status: 'cancelled', reason: 'cancelled', endedAt: later(1) } as const;

describe.each(transferStages)('requests about transfers in the store on $name', ({ open }) => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const store = () => stage.verifications;
  const transferOf = (change: Partial<Transfer> = {}) =>
    bring(stage, transferAt('awaiting_customer', change));
  const about = (t: Transfer, change: Partial<Verification> = {}) =>
    requested({
      purpose: 'wire_transfer',
      customerId: t.customerId,
      staffSubject: tom.subject,
      transferId: t.id,
      transferHash: t.hash,
      authorizationDetails: isFrozen(t) ? [authorizationDetail(t)] : null,
      ...change,
    });
  const insert = (v: Verification, count = 100) =>
    store().insert(
      v,
      lease,
      { ...noLimits, perCustomer: { count, seconds: 600 } },
      entryOfVerification(v, 'verification.requested'),
    );
  const asked = async (t: Transfer, change: Partial<Verification> = {}) => {
    const v = about(t, change);
    expect(await insert(v)).toEqual({ kind: 'inserted' });
    return v;
  };
  const update = async (before: Verification, change: Partial<Verification>) => {
    const after = { ...before, ...change, version: before.version + 1 };
    const kept = after.status === 'approved' && !after.grantEnd ? { tokens: tokens() } : {};
    const record = entryOfVerification(after, 'verification.cancelled');
    expect(await store().update(before, after, kept, record)).toBe(true);
    return after;
  };

  test('keep what they are about, to the last member', async () => {
    const v = await asked(await transferOf());
    expect(await store().find(v.id)).toEqual(v);
  });

  test('are found by the transfer: the one that was asked last, whatever its node’s clock said', async () => {
    const [t, other] = [await transferOf(), await transferOf({ customerId: 'C-2' })];
    expect(await store().findOfTransfer(t.id)).toBeUndefined();
    await update(await asked(t, { requestedAt: later(30) }), end);
    const last = await asked(t, { requestedAt: later(20) });
    await asked(other, { requestedAt: later(40) });
    expect(await store().findOfTransfer(t.id)).toEqual(last);
    const over = await update(last, end);
    expect(await store().findOfTransfer(t.id)).toEqual(over);
  });

  test('are not the last one that was made to see the customer’s data', async () => {
    const t = await transferOf();
    const access = requested({ customerId: t.customerId, staffSubject: tom.subject });
    expect(await insert(access)).toEqual({ kind: 'inserted' });
    await update(access, end);
    const v = await asked(t, { requestedAt: later(30) });
    const last = (purpose?: Purpose) => store().findLast(t.customerId, tom.subject, purpose);
    expect(await last()).toMatchObject({ id: v.id });
    expect(await last('account_access')).toMatchObject({ id: access.id });
  });

  test('are in use while they are open or hold tokens', async () => {
    const t = await transferOf();
    const inUse = async () => (await store().listInUseOf(t.id)).map(({ id }) => id);
    const v = await asked(t);
    expect(await inUse()).toEqual([v.id]);
    const granted = await update(await update(v, { status: 'pending' }), approval);
    expect(await inUse()).toEqual([v.id]);
    // One that slipped in beside it, as no store lets it.
    const another = about(t);
    await stage.putRequest(another, lease);
    expect((await inUse()).toSorted()).toEqual([v.id, another.id].toSorted());
    await update(granted, { grantEnd: 'transfer_settled' });
    await update(another, end);
    expect(await inUse()).toEqual([]);
  });

  test.each(['denied', 'expired', 'approved'] as const)(
    'are not made once one of them was %s, whether the transfer has heard of it or not',
    async (status) => {
      const t = await transferOf();
      const first = await update(await asked(t), { status: 'pending' });
      const answer =
        status === 'approved' ? approval : ({ status, reason: status, endedAt: later(1) } as const);
      const answered = await update(first, answer);
      expect(await insert(about(t))).toEqual(
        status === 'approved' ? { kind: 'already_open', verification: answered } : { kind: 'not_waiting' },
      );
    },
  );

  test('are made again after one that got no answer', async () => {
    const t = await transferOf();
    await update(await asked(t), { status: 'failed', reason: 'op_unreachable', endedAt: later(1) });
    expect(await insert(about(t))).toEqual({ kind: 'inserted' });
  });

  test('are not made of a transfer that waits for something else, or with another hash', async () => {
    const t = await transferOf();
    expect(await insert(about(t, { transferHash: 'of-another-edition' }))).toEqual({ kind: 'not_waiting' });
    const authorized = await bring(stage, transferAt('authorized', { customerId: 'C-3' }));
    expect(await insert(about(authorized))).toEqual({ kind: 'not_waiting' });
  });

  test('are no approval to look at the account with', async () => {
    await update(await asked(await transferOf()), approval);
    expect(await store().findCurrent('C-100001')).toBeUndefined();
    expect(await store().listCurrentOf(tom.subject)).toEqual([]);
    expect(await insert(requested({ staffSubject: tom.subject }))).toEqual({ kind: 'inserted' });
  });

  test('are not spared by an approval to look at the account, nor by that of another transfer', async () => {
    const look = requested({ staffSubject: tom.subject });
    await insert(look);
    await update(look, approval);
    await update(await asked(await transferOf()), approval);
    await asked(await transferOf());
  });

  test('and other requests wait for each other: a customer is asked one thing at a time', async () => {
    const first = await asked(await transferOf());
    const second = about(await transferOf());
    expect(await insert(second)).toEqual({ kind: 'already_open', verification: first });
    expect(await insert(requested())).toEqual({ kind: 'already_open', verification: first });
    await update(first, end);
    const look = requested();
    expect(await insert(look)).toEqual({ kind: 'inserted' });
    expect(await insert(second)).toEqual({ kind: 'already_open', verification: look });
  });

  test('count as prompts like any other', async () => {
    const t = await transferOf();
    await update(await asked(t), end);
    await update(await asked(t), end);
    expect(await insert(about(t), 2)).toEqual(expect.objectContaining({ kind: 'guarded' }));
    expect(await insert(requested(), 2)).toEqual(expect.objectContaining({ kind: 'guarded' }));
  });

  test('lapse as others do', async () => {
    const v = await update(await asked(await transferOf()), approval);
    expect(await store().findLapsed(later(599))).toEqual([]);
    expect(await store().findLapsed(later(600))).toEqual([v]);
  });

  test('announce the transfer as well as themselves, the customer and who asks', async () => {
    const t = await transferOf();
    const heard: string[] = [];
    const stop = stage.hear((id) => heard.push(id));
    const v = await asked(t);
    await update(v, { status: 'pending' });
    const each = [v.id, t.id, `customer:${v.customerId}`, `staff:${v.staffSubject}`];
    // What came before is of others, and comes late on a busy machine.
    const own = () => heard.slice(heard.includes(v.id) ? heard.indexOf(v.id) : heard.length);
    await eventually(() => expect(own()).toEqual([...each, ...each]));
    stop();
  });
});
