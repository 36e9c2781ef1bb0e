import { beforeEach, describe, expect, test } from 'vitest';
import { askCustomer, cancelAsking } from '@/lib/transfers/ask-customer';
import { hashOf } from '@/lib/transfers/linking';
import type { Transfer } from '@/lib/transfers/transfer';
import type { TransferStatus } from '@/lib/transfers/view';
import { requestVerification } from '@/lib/verification/request';
import { quiet } from '../../support/fake-clock';
import { noLimits } from '../../support/guard-limits';
import { ann, approved, maria, sue, tom } from '../../support/samples';
import { grace, order, tess, transferAt } from '../../support/transfer-samples';
import { detailsOf, type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
  at.ciba.sendsDetails = true;
});

describe('asking the customer', () => {
  let t: Transfer;
  beforeEach(() => {
    t = at.transfers.put(transferAt('awaiting_customer'));
  });

  test('twice, also at once, asks once', async () => {
    const [one, other] = await Promise.all([
      askCustomer(at.deps, tom, t.id),
      askCustomer(at.deps, tom, t.id),
    ]);
    const again = await askCustomer(at.deps, tom, t.id);
    await quiet();
    expect(other.id).toBe(one.id);
    expect(again.id).toBe(one.id);
    expect(at.ciba.requests).toHaveLength(1);
  });

  test('tells the OP what exactly, for the scope of transfers, with amount, payee and code in the message', async () => {
    const verification = await askCustomer(at.deps, tom, t.id);
    await quiet();
    expect(at.ciba.requests).toMatchObject([
      {
        scope: 'openid profile my_wire_transfer_scope',
        requestedExpiry: 120,
        authorizationDetails: detailsOf(t),
        bindingMessage: `Transfer €500 to John Doe. Code ${verification.spokenCode}`,
      },
    ]);
    expect(verification).toMatchObject({
      purpose: 'wire_transfer',
      transferId: t.id,
      transferHash: t.hash,
      authorizationDetails: detailsOf(t),
    });
  });

  test('sends no details to an OP that takes none, and none are expected back', async () => {
    at.ciba.sendsDetails = false;
    const verification = await askCustomer(at.deps, tom, t.id);
    await quiet();
    expect(verification).toMatchObject({ authorizationDetails: null, transferHash: t.hash });
    expect(at.ciba.requests[0]).not.toHaveProperty('authorizationDetails');
  });

  test('in other words than the settings’ is for account access alone', async () => {
    Object.assign(at.deps.requests, { scope: 'openid accounts', transferScope: 'openid wires' });
    await askCustomer(at.deps, tom, t.id);
    await quiet();
    expect(at.ciba.requests).toMatchObject([{ scope: 'openid wires' }]);
  });

  test('is a conflict while a colleague asks them something else, and says who', async () => {
    await requestVerification(at.deps, ann, maria.id);
    await expect(askCustomer(at.deps, tom, t.id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining(ann.name),
    });
  });

  test('is a conflict while they are asked about another transfer', async () => {
    const other = at.transfers.put(transferAt('awaiting_customer'));
    await askCustomer(at.deps, tom, other.id);
    await expect(askCustomer(at.deps, tom, t.id)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('by you'),
    });
  });

  test('is a conflict while they are asked about an earlier edition, until that is over', async () => {
    await askCustomer(at.deps, tom, t.id);
    const next = { ...t, edition: 2, hash: hashOf({ ...t, edition: 2, order }), version: 9 };
    at.transfers.put(next);
    await expect(askCustomer(at.deps, tom, t.id)).rejects.toMatchObject({ code: 'conflict' });
    await cancelAsking(at.deps, tom, t.id);
    at.clock.jump(1_000);
    expect(await askCustomer(at.deps, tom, t.id)).toMatchObject({ transferHash: next.hash });
  });

  test('is not in the way of an approval to see the account, nor replaced by it', async () => {
    at.store.put(approved({ staffSubject: tom.subject }));
    expect(await askCustomer(at.deps, tom, t.id)).toMatchObject({
      purpose: 'wire_transfer',
      status: 'requested',
    });
  });

  test('too often is refused', async () => {
    at.deps.requests.limits = { ...noLimits, perCustomer: { count: 1, seconds: 600 } };
    await askCustomer(at.deps, tom, t.id);
    await cancelAsking(at.deps, tom, t.id);
    await expect(askCustomer(at.deps, tom, t.id)).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('is refused where the OP takes neither details nor a message with amount and payee', async () => {
    at.ciba.sendsDetails = false;
    at.ciba.bindingMessage = { maxLength: 20, characters: 'A-Za-z0-9.-' };
    await expect(askCustomer(at.deps, tom, t.id)).rejects.toMatchObject({ code: 'unavailable' });
    expect(at.store.audit).toEqual([]);
  });

  test.each<TransferStatus>([
    'draft',
    'awaiting_second_person',
    'authorized',
    'executing',
    'executed',
    'denied',
    'cancelled',
    'needs_reconciliation',
  ])('about what is %s is a conflict', async (status) => {
    const other = at.transfers.put(transferAt(status));
    await expect(askCustomer(at.deps, tom, other.id)).rejects.toMatchObject({ code: 'conflict' });
    expect(at.ciba.requests).toEqual([]);
  });

  test('is for who entered it, and so is giving the asking up', async () => {
    await askCustomer(at.deps, tom, t.id);
    await quiet();
    for (const [actor, code] of [
      [tess, 'not_found'],
      [sue, 'forbidden'],
      [grace, 'forbidden'],
    ] as const) {
      await expect(askCustomer(at.deps, actor, t.id)).rejects.toMatchObject({ code });
      await expect(cancelAsking(at.deps, actor, t.id)).rejects.toMatchObject({ code });
    }
    expect(await at.store.findOfTransfer(t.id)).toMatchObject({ status: 'pending' });
  });

  test('can be given up, and the transfer goes on waiting', async () => {
    await askCustomer(at.deps, tom, t.id);
    await cancelAsking(at.deps, tom, t.id);
    expect(await at.store.findOfTransfer(t.id)).toMatchObject({ status: 'cancelled' });
    expect(at.transfers.get(t.id)).toBe(t);
  });
});
