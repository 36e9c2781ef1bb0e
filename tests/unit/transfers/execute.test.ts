import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type ExecuteDeps, execute as executeUntil } from '@/lib/transfers/execute';
import { hashOf } from '@/lib/transfers/linking';
import type { Transfer } from '@/lib/transfers/transfer';
import type { Verification } from '@/lib/verification/verification';
import { START, tokens } from '../../support/samples';
import { order, transferAt } from '../../support/transfer-samples';
import { approvalOf, detailsOf, type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
});

/** With a lease that lasts as long as a node’s does. */
const execute = (deps: ExecuteDeps, t: Transfer) =>
  executeUntil(deps, t, new Date(at.clock.now().getTime() + 25_000));
const standing = (...args: Parameters<TransferDesk['standing']>) => at.standing(...args);

describe('the bank is asked', () => {
  test('for exactly what was approved, under a key of this edition, with the customer’s tokens', async () => {
    const t = standing(transferAt('authorized', { edition: 3 }));
    expect(await execute(at.deps, t)).toMatchObject({
      status: 'executed',
      bankReference: `bank of ${t.id}.3`,
      attempts: 1,
    });
    expect(at.bank.calls).toEqual([{ tokens: tokens(), detail: detailsOf(t)[0], key: `${t.id}.3` }]);
  });

  test('only after it was stored that it would be', async () => {
    const t = standing(transferAt('authorized'));
    let stored: Transfer | undefined;
    at.bank.pass = async () => {
      stored ??= at.transfers.get(t.id);
    };
    await execute(at.deps, t);
    expect(stored).toMatchObject({ status: 'executing', attempts: 1 });
    expect(at.transfers.audit(t.id).map(({ action }) => action)).toEqual([
      'transfer.execution_started',
      'transfer.executed',
    ]);
  });

  test('not at all while that cannot be stored', async () => {
    const t = standing(transferAt('authorized'));
    vi.spyOn(at.transfers, 'update').mockRejectedValue(new Error('connection lost'));
    await expect(execute(at.deps, t)).rejects.toThrow('connection lost');
    expect(at.bank.calls).toEqual([]);
    expect(at.transfers.get(t.id).status).toBe('authorized');
  });

  test('with our own tokens, for the bare scope, where policy asked nobody', async () => {
    at.ciba.own = { kind: 'tokens', tokens: tokens('the-desk') };
    const asked = vi.spyOn(at.ciba, 'ownTokens');
    const t = standing(transferAt('authorized', { requirement: 'none' }), null);
    expect(await execute(at.deps, t)).toMatchObject({ status: 'executed' });
    expect(at.bank.calls).toMatchObject([{ tokens: tokens('the-desk') }]);
    expect(asked).toHaveBeenCalledWith('my_wire_transfer_scope');
    await execute({ ...at.deps, transferScope: 'openid wires' }, standing({ ...t, version: 9 }, null));
    expect(asked).toHaveBeenLastCalledWith('wires');
  });

  test('never with our own tokens where the customer had to be asked', async () => {
    at.ciba.own = { kind: 'tokens', tokens: tokens('the-desk') };
    const t = standing(transferAt('authorized'), null);
    expect(await execute(at.deps, t)).toMatchObject({ status: 'failed', reason: 'approval_lapsed' });
    expect(at.bank.calls).toEqual([]);
  });

  test.each<[string, Partial<Verification>]>([
    ['ended', { grantEnd: 'transfer_withdrawn' }],
    ['run out', { grantExpiresAt: START }],
    ['of another edition', { transferHash: hashOf({ ...transferAt('authorized'), edition: 2, order }) }],
    ['of nothing in particular', { transferHash: null }],
    ['by another customer', { customerId: 'C-2' }],
    ['to see the account', { purpose: 'account_access' }],
    ['still to come', { status: 'pending', grantExpiresAt: null }],
    ['refused', { status: 'denied' }],
  ])('never with an approval that is %s', async (_what, change) => {
    const t = transferAt('authorized');
    standing(t, approvalOf(t, change));
    expect(await execute(at.deps, t)).toMatchObject({
      status: 'failed',
      reason: 'approval_lapsed',
      attempts: 0,
    });
    expect(at.bank.calls).toEqual([]);
  });

  test('never when the tokens are gone', async () => {
    const t = transferAt('authorized');
    at.transfers.put(t);
    at.store.put(approvalOf(t));
    expect(await execute(at.deps, t)).toMatchObject({ status: 'failed', reason: 'approval_lapsed' });
    expect(at.bank.calls).toEqual([]);
  });
});

describe('what was altered after the customer approved it', () => {
  const wrong = { ...order, amount: { currency: 'EUR', minor: 5_000_000 } };

  test('in the database is never executed', async () => {
    const t = transferAt('authorized');
    standing({ ...t, order: wrong }, approvalOf(t));
    expect(await execute(at.deps, at.transfers.get(t.id))).toMatchObject({
      status: 'failed',
      reason: 'altered',
    });
    expect(at.bank.calls).toEqual([]);
  });

  test('together with its hash, and that of the approval, is found out by what the OP said was approved', async () => {
    const before = transferAt('authorized');
    const hash = hashOf({ ...before, order: wrong });
    const t = { ...before, order: wrong, hash };
    const held = { ...tokens(), authorizationDetails: detailsOf(before) };
    standing(t, approvalOf(t, {}, true), held);
    expect(await execute(at.deps, t)).toMatchObject({ status: 'failed', reason: 'altered' });
    expect(at.bank.calls).toEqual([]);
  });

  test.each([
    ['nothing', undefined],
    ['an empty list', []],
    ['something more', [...detailsOf(transferAt('authorized')), { type: 'payment' }]],
  ])('counts as altered when the OP was told in detail and says %s', async (_what, back) => {
    const t = transferAt('authorized');
    standing(t, approvalOf(t, {}, true), { ...tokens(), ...(back ? { authorizationDetails: back } : {}) });
    expect(await execute(at.deps, t)).toMatchObject({ status: 'failed', reason: 'altered' });
    expect(at.bank.calls).toEqual([]);
  });

  test('is for people to look into once the bank was called', async () => {
    const t = transferAt('needs_reconciliation');
    standing({ ...t, order: wrong }, approvalOf(t));
    expect(await execute(at.deps, at.transfers.get(t.id))).toMatchObject({
      status: 'needs_reconciliation',
      detail: 'altered',
      attemptAt: null,
    });
    expect(at.bank.calls).toEqual([]);
  });

  test('to another edition, between claiming it and calling the bank, is not executed with the old approval', async () => {
    const t = standing(transferAt('authorized'));
    const opened = { ...t, edition: 2, hash: hashOf({ ...t, edition: 2, order }), version: 9 };
    const { secretsOf } = at.store;
    vi.spyOn(at.store, 'secretsOf').mockImplementation(async (id) => {
      at.transfers.put(opened);
      return secretsOf.call(at.store, id);
    });
    await execute(at.deps, t);
    expect(at.bank.calls).toEqual([]);
  });
});

test('no call is begun that may outlast the lease', async () => {
  const t = standing(transferAt('authorized'));
  const { secretsOf } = at.store;
  vi.spyOn(at.store, 'secretsOf').mockImplementation(async (id) => {
    at.clock.jump(13_001);
    return secretsOf.call(at.store, id);
  });
  expect(await execute(at.deps, t)).toBe(t);
  expect(at.transfers.get(t.id)).toBe(t);
  expect(at.bank.calls).toEqual([]);
});
