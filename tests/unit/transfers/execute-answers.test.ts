import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type ExecuteDeps, execute as executeUntil } from '@/lib/transfers/execute';
import type { Transfer } from '@/lib/transfers/transfer';
import { quiet } from '../../support/fake-clock';
import { later, START, tokens } from '../../support/samples';
import { transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
});

/** With a lease that lasts as long as a node’s does. */
const execute = (deps: ExecuteDeps, t: Transfer) =>
  executeUntil(deps, t, new Date(at.clock.now().getTime() + 25_000));
const standing = (...args: Parameters<TransferDesk['standing']>) => at.standing(...args);

describe('the bank’s answer', () => {
  test('is stored in the end although the database is away for a while', async () => {
    const t = standing(transferAt('authorized'));
    const { update } = at.transfers;
    let failures = 4;
    vi.spyOn(at.transfers, 'update').mockImplementation(async (before, after, audit) => {
      if (after.status === 'executed' && failures-- > 0) throw new Error('connection lost');
      return update.call(at.transfers, before, after, audit);
    });
    const done = execute(at.deps, t);
    await at.clock.advance(2_000);
    expect(await done).toMatchObject({ status: 'executed' });
    expect(at.bank.calls).toHaveLength(1);
  });

  test('that cannot be stored is kept until it can, and asked for once more by whoever takes over', async () => {
    const t = standing(transferAt('authorized'));
    const { update } = at.transfers;
    const broken = vi.spyOn(at.transfers, 'update').mockImplementation(async (before, after, audit) => {
      if (after.status === 'executed') throw new Error('connection lost');
      return update.call(at.transfers, before, after, audit);
    });
    const kept = execute(at.deps, t);
    await at.clock.advance(30_000);
    const stored = at.transfers.get(t.id);
    expect(stored).toMatchObject({ status: 'executing', attempts: 1 });
    expect(stored.attemptAt).not.toBeNull();

    broken.mockRestore();
    expect(await execute(at.deps, stored)).toMatchObject({ status: 'executed', attempts: 2 });
    await at.clock.advance(500);
    await kept;
    expect(at.transfers.get(t.id)).toMatchObject({ status: 'executed', attempts: 2 });
    expect(at.bank.executed.size).toBe(1);
    expect(at.log.text()).not.toContain('after it was taken for ended');
  });

  test('and its tokens are never logged', async () => {
    at.bank.moods = ['lost'];
    await execute(at.deps, standing(transferAt('authorized')));
    expect(at.log.text()).toContain('ECONNRESET');
    expect(at.log.text()).not.toContain(tokens().accessToken);
  });

  test('that turns away a node which slept meanwhile does not end what another node is asking', async () => {
    const t = standing(transferAt('authorized'));
    let wake = () => {};
    at.bank.moods = ['turns_away', 'executes'];
    at.bank.pass = () => new Promise((resolve) => (wake = resolve));
    const slept = execute(at.deps, t);
    await quiet();
    const answerTheSleeper = wake;
    // Its lease ran out; somebody else asks, and the bank is at work for them.
    const other = execute(at.deps, at.transfers.get(t.id));
    await quiet();
    const answerTheOther = wake;
    const settled = Promise.all([slept, other]);
    answerTheSleeper();
    await quiet();
    wake();
    await quiet();
    answerTheOther();
    await quiet();
    wake();
    await settled;
    expect(at.bank.executed.size).toBe(1);
    expect(at.transfers.get(t.id)).toMatchObject({ status: 'executed' });
  });

  test('that it executed what had ended here is recorded and shouted about, not lost', async () => {
    const t = standing(transferAt('authorized'));
    let answer = () => {};
    at.bank.pass = () => new Promise((resolve) => (answer = resolve));
    const done = execute(at.deps, t);
    await quiet();
    answer();
    await quiet();
    at.transfers.put({ ...transferAt('failed', { id: t.id }), reason: 'not_executed', version: 9 });
    answer();
    expect(await done).toMatchObject({ status: 'executing' });
    expect(at.transfers.audit(t.id).at(-1)).toMatchObject({
      action: 'transfer.executed_after_end',
      customerId: t.customerId,
      details: { bank_reference: `bank of ${t.id}.1`, status: 'failed' },
    });
    expect(at.log.at('error')).toBe(1);
  });

  test('that comes twice is recorded once', async () => {
    const t = standing(transferAt('authorized'));
    let answer = () => {};
    at.bank.pass = () => new Promise((resolve) => (answer = resolve));
    const done = execute(at.deps, t);
    await quiet();
    answer();
    await quiet();
    const told = { bankReference: `bank of ${t.id}.1`, version: 9 };
    at.transfers.put({ ...transferAt('executed', { id: t.id }), ...told });
    answer();
    await done;
    expect(at.transfers.audit(t.id).map(({ action }) => action)).toEqual(['transfer.execution_started']);
    expect(at.log.at('error')).toBe(0);
  });
});

describe('tokens of our own', () => {
  const own = (change: Partial<Transfer> = {}, status: Transfer['status'] = 'authorized') =>
    standing(transferAt(status, { requirement: 'none', authorizedAt: START, ...change }), null);

  test.each(['authorized', 'needs_reconciliation'] as const)(
    'that the OP cannot give just now are asked for again a little later, while it is %s',
    async (status) => {
      at.ciba.own = { kind: 'unavailable', detail: 'HTTP 503' };
      const after = await execute(at.deps, own({ attemptAt: START }, status));
      expect(after).toMatchObject({ status, attemptAt: later(1), attempts: status === 'authorized' ? 0 : 1 });
      at.clock.jump(20_000);
      expect(await execute(at.deps, after)).toMatchObject({ attemptAt: later(40) });
      expect(at.bank.calls).toEqual([]);
    },
  );

  test('that the OP refuses are an end before the bank was called, and a question for people after', async () => {
    at.ciba.own = { kind: 'refused', detail: 'unauthorized_client' };
    expect(await execute(at.deps, own())).toMatchObject({ status: 'failed', reason: 'approval_lapsed' });
    expect(await execute(at.deps, own({}, 'needs_reconciliation'))).toMatchObject({
      status: 'needs_reconciliation',
      attemptAt: null,
    });
  });

  test('are not waited for for ever', async () => {
    at.ciba.own = { kind: 'unavailable', detail: 'HTTP 503' };
    at.clock.jump(601_000);
    expect(await execute(at.deps, own())).toMatchObject({ status: 'failed', reason: 'approval_lapsed' });
  });
});
