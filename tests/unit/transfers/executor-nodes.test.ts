import { beforeEach, describe, expect, test, vi } from 'vitest';
import { askCustomer } from '@/lib/transfers/ask-customer';
import type { Executor } from '@/lib/transfers/executor';
import { hashOf } from '@/lib/transfers/linking';
import type { Transfer } from '@/lib/transfers/transfer';
import { quiet } from '../../support/fake-clock';
import { START, tokens, tom } from '../../support/samples';
import { deferred } from '../../support/scripted-ciba';
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

describe('several nodes', () => {
  test('never call the bank for one transfer at the same time, and only once', async () => {
    at.executor();
    at.executor();
    at.bank.pass = () => new Promise((resolve) => at.clock.after(5_000, resolve));
    await at.customerApproves(id());
    await at.clock.advance(20_000);
    expect(now().status).toBe('executed');
    expect(at.bank.overlap).toBe(1);
    expect(at.bank.calls).toHaveLength(1);
  });

  test('take over from one that died, and not before its lease is over by every clock', async () => {
    await executor.stop();
    at.transfers.put(transferAt('executing', { id: t.id, attemptAt: START }), {
      node: 'dead',
      until: new Date(at.clock.now().getTime() + 25_000),
    });
    await at.customerApproves(id());
    at.executor();
    await at.clock.advance(26_000);
    expect(at.bank.calls).toEqual([]);
    await at.clock.advance(3_000);
    expect(now()).toMatchObject({ status: 'executed', attempts: 2 });
  });
});

describe('a node', () => {
  test('that is busy with a transfer when it changes looks at it again afterwards', async () => {
    const { promise: held, resolve: release } = deferred<void>();
    const find = at.store.findOfTransfer.bind(at.store);
    vi.spyOn(at.store, 'findOfTransfer').mockImplementationOnce(async (one) => {
      const before = await find(one);
      await held;
      return before;
    });
    executor.tend(t.id);
    await quiet();
    // It has read that the customer is still being asked; it is told otherwise while it is busy with that.
    await at.customerApproves(id());
    release();
    await quiet();
    expect(now().status).toBe('executed');
    expect(at.bank.overlap).toBe(1);
  });

  test('that stops begins nothing new, hears the bank out and gives its leases back', async () => {
    let answer = () => {};
    at.bank.pass = () =>
      new Promise((resolve) => {
        answer = resolve;
      });
    await at.customerApproves(id());
    await quiet();
    const other = await asked({ customerId: t.customerId }).catch(() => undefined);
    let stopped = false;
    const stopping = executor.stop().then(() => {
      stopped = true;
    });
    await quiet();
    expect(stopped).toBe(false);
    answer();
    await quiet();
    answer();
    await stopping;
    expect(now().status).toBe('executed');
    expect(at.transfers.lease(t.id)).toBeUndefined();

    if (!other) throw new Error('nobody else was asked');
    await at.customerApproves(other.id);
    await at.clock.advance(60_000);
    expect(at.transfers.get(other.id).status).toBe('awaiting_customer');
    expect(at.bank.calls).toHaveLength(1);
  });

  test('that stops does not wait for ever, and keeps the lease of what the bank still works on', async () => {
    at.bank.pass = () => new Promise(() => {});
    await at.customerApproves(id());
    await quiet();
    let stopped = false;
    const stopping = executor.stop().then(() => {
      stopped = true;
    });
    await at.clock.advance(11_999);
    expect(stopped).toBe(false);
    await at.clock.advance(1);
    await stopping;
    expect(at.transfers.lease(t.id)?.node).toBe(executor.node);
  });

  test('goes on after a fault of the database', async () => {
    vi.spyOn(at.transfers, 'find').mockRejectedValueOnce(new Error('connection lost'));
    await at.customerApproves(id());
    await at.clock.advance(2_000);
    expect(now().status).toBe('executed');
    expect(at.log.at('error')).toBe(1);
  });

  test('outlives a database that is away while the announcements come back', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    try {
      vi.spyOn(at.transfers, 'findDue').mockRejectedValueOnce(new Error('connection lost'));
      at.net.hub.publish();
      await quiet();
      await quiet();
      expect(unhandled).not.toHaveBeenCalled();
    } finally {
      process.off('unhandledRejection', unhandled);
    }
  });
});

describe('what is left over', () => {
  test('a request about a transfer nobody wants any more is called back', async () => {
    await executor.stop();
    at.transfers.put(transferAt('cancelled', { id: t.id }));
    at.executor();
    await quiet();
    expect(await at.store.findOfTransfer(id())).toMatchObject({ status: 'cancelled' });
  });

  test('an approval of an earlier edition is taken back while the next one is under way', async () => {
    await executor.stop();
    await at.customerApproves(id(), 'the-first');
    at.transfers.put({ ...now(), edition: 2, hash: hashOf({ ...now(), edition: 2, order }), version: 9 });
    await at.clock.advance(1_000);
    await askCustomer(at.deps, tom, id());
    await quiet();
    at.executor();
    await quiet();
    expect(at.ciba.revoked).toMatchObject([{ accessToken: tokens('the-first').accessToken }]);
    await at.customerApproves(id(), 'the-second');
    await quiet();
    expect(at.bank.calls).toMatchObject([{ tokens: { accessToken: tokens('the-second').accessToken } }]);
  });

  test('an approval in use is not taken back while the bank has not said what it did', async () => {
    at.bank.moods = ['lost', 'lost', 'lost', 'lost', 'lost'];
    await at.customerApproves(id());
    await at.clock.advance(10_000);
    expect(now().status).toBe('needs_reconciliation');
    expect(at.ciba.revoked).toEqual([]);
  });
});
