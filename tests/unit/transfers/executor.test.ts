import { beforeEach, describe, expect, test } from 'vitest';
import { askCustomer } from '@/lib/transfers/ask-customer';
import type { Executor } from '@/lib/transfers/executor';
import { hashOf } from '@/lib/transfers/linking';
import type { Transfer } from '@/lib/transfers/transfer';
import { cancelTransfer, reopenTransfer } from '@/lib/transfers/withdraw';
import { quiet } from '../../support/fake-clock';
import { tokens, tom } from '../../support/samples';
import { order, transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
let executor: Executor;
let t: Transfer;
beforeEach(async () => {
  at = transferDesk();
  at.ciba.sendsDetails = true;
  executor = at.executor();
  t = await asked();
});

/** Waits for its customer, who is being asked. */
async function asked(change: Partial<Transfer> = {}): Promise<Transfer> {
  const waiting = at.transfers.put(transferAt('awaiting_customer', change));
  await askCustomer(at.deps, tom, waiting.id);
  await quiet();
  return waiting;
}
const now = () => at.transfers.get(t.id);
const id = () => t.id;

describe('an approval', () => {
  test('leads to the bank at once, and its tokens are taken back when they are used', async () => {
    await at.customerApproves(id());
    await quiet();
    expect(now()).toMatchObject({ status: 'executed', bankReference: `bank of ${id()}.1`, attempts: 1 });
    expect(at.bank.calls).toHaveLength(1);
    expect(at.ciba.revoked).toMatchObject([{ accessToken: tokens().accessToken }]);
    expect(await at.store.findOfTransfer(id())).toMatchObject({
      status: 'approved',
      grantEnd: 'transfer_settled',
    });
    expect(at.transfers.audit(id()).map(({ action, actor }) => [action, actor])).toEqual([
      ['transfer.customer_approved', { kind: 'system', name: 'executor' }],
      ['transfer.execution_started', { kind: 'system', name: 'executor' }],
      ['transfer.executed', { kind: 'system', name: 'executor' }],
    ]);
  });

  test('nobody announced is found by looking', async () => {
    at.store.onChange = () => {};
    await at.customerApproves(id());
    await quiet();
    expect(now().status).toBe('awaiting_customer');
    await at.clock.advance(2_000);
    expect(now().status).toBe('executed');
  });

  test('given while no node was there is acted on when one comes', async () => {
    await executor.stop();
    await at.customerApproves(id());
    await quiet();
    expect(now().status).toBe('awaiting_customer');
    at.executor();
    await quiet();
    expect(now().status).toBe('executed');
  });

  test('after it was cancelled executes nothing, and its tokens are taken back', async () => {
    // The approval wins over calling the request back, and loses against the cancelled transfer.
    await executor.stop();
    await at.customerApproves(id());
    await cancelTransfer(at.deps, tom, id());
    at.executor();
    await quiet();
    expect(now()).toMatchObject({ status: 'cancelled' });
    expect(at.bank.calls).toEqual([]);
    expect(at.ciba.revoked).toMatchObject([{ accessToken: tokens().accessToken }]);
    expect(await at.store.findOfTransfer(id())).toMatchObject({ grantEnd: 'transfer_withdrawn' });
  });

  test('after it was opened again executes nothing, and its tokens are taken back', async () => {
    await executor.stop();
    await at.customerApproves(id());
    await reopenTransfer(at.deps, tom, id());
    at.executor();
    await quiet();
    expect(now()).toMatchObject({ status: 'draft', edition: 2 });
    expect(at.bank.calls).toEqual([]);
    expect(at.ciba.revoked).toMatchObject([{ accessToken: tokens().accessToken }]);
  });

  test('of an earlier edition is not one of the next', async () => {
    await executor.stop();
    await at.customerApproves(id());
    at.transfers.put({ ...now(), edition: 2, hash: hashOf({ ...now(), edition: 2, order }), version: 9 });
    at.executor();
    await quiet();
    expect(now()).toMatchObject({ status: 'awaiting_customer', edition: 2 });
    expect(at.bank.calls).toEqual([]);
    expect(at.ciba.revoked).toHaveLength(1);
  });

  test('whose tokens lapse before the bank was called is an end', async () => {
    await executor.stop();
    await at.customerApproves(id(), 'maria', 60);
    await at.clock.advance(60_000);
    at.executor();
    await quiet();
    expect(now()).toMatchObject({ status: 'failed', reason: 'approval_lapsed' });
    expect(at.bank.calls).toEqual([]);
  });
});

describe('an answer of the customer that is no approval', () => {
  test.each([
    [{ type: 'denied', fraudReported: false }, 'denied', 'denied'],
    [{ type: 'denied', fraudReported: true }, 'denied', 'fraud_reported'],
    [{ type: 'expired', detail: 'expired_token' }, 'expired', 'expired'],
    [{ type: 'failed', reason: 'wrong_subject', detail: 'sub' }, 'failed', 'verification_failed'],
    [{ type: 'failed', reason: 'details_altered', detail: 'x' }, 'failed', 'verification_failed'],
  ] as const)('%j ends it: %s, %s', async (event, status, reason) => {
    await at.customerAnswers(id(), event);
    await quiet();
    expect(now()).toMatchObject({ status, reason });
    expect(at.bank.calls).toEqual([]);
  });

  test.each([{ type: 'cancelled' }, { type: 'failed', reason: 'op_error', detail: 'HTTP 500' }] as const)(
    '%j leaves it waiting: they may be asked once more',
    async (event) => {
      await at.customerAnswers(id(), event);
      await quiet();
      expect(now()).toMatchObject({ status: 'awaiting_customer', version: t.version });
      await at.clock.advance(1_000);
      await askCustomer(at.deps, tom, id());
      await quiet();
      await at.customerApproves(id());
      await quiet();
      expect(now()).toMatchObject({ status: 'executed' });
    },
  );
});

describe('a bank that does not answer', () => {
  test('is asked again under the same key until it says what it did, and has done it once', async () => {
    at.bank.moods = ['lost', 'lost', 'unheard'];
    await at.customerApproves(id());
    await quiet();
    expect(now()).toMatchObject({ status: 'needs_reconciliation', attempts: 1 });
    await at.clock.advance(999);
    expect(at.bank.calls).toHaveLength(1);
    await at.clock.advance(1);
    expect(at.bank.calls).toHaveLength(2);
    await at.clock.advance(60_000);
    expect(now()).toMatchObject({ status: 'executed', attempts: 4 });
    expect(new Set(at.bank.calls.map(({ key }) => key))).toEqual(new Set([`${id()}.1`]));
    expect(at.bank.executed.size).toBe(1);
  });

  test('may be found to have refused', async () => {
    at.bank.moods = ['unheard', 'refuses'];
    await at.customerApproves(id());
    await at.clock.advance(2_000);
    expect(now()).toMatchObject({ status: 'failed', reason: 'insufficient_funds', attempts: 2 });
    expect(at.bank.executed.size).toBe(0);
  });

  test('is asked no more once the tokens have ended: it is for people then, who are told so', async () => {
    at.bank.pass = async () => {};
    at.bank.moods = Array.from({ length: 100 }, () => 'lost' as const);
    await at.customerApproves(id(), 'maria', 100);
    await at.clock.advance(200_000);
    expect(now()).toMatchObject({ status: 'needs_reconciliation', attemptAt: null, detail: 'ECONNRESET' });
    const calls = at.bank.calls.length;
    await at.clock.advance(600_000);
    expect(at.bank.calls).toHaveLength(calls);
  });

  test.each([
    ['the first time has executed nothing', ['turns_away'], 'failed', 'approval_lapsed'],
    ['later leaves the question to people', ['lost', 'turns_away'], 'needs_reconciliation', null],
  ] as const)('and turns us away %s', async (_when, moods, status, reason) => {
    at.bank.moods = [...moods];
    await at.customerApproves(id());
    await at.clock.advance(60_000);
    expect(now()).toMatchObject({ status, reason, attemptAt: null });
    expect(at.bank.calls).toHaveLength(moods.length);
  });
});
