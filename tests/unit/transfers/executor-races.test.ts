import { beforeEach, describe, expect, test, vi } from 'vitest';
import { askCustomer } from '@/lib/transfers/ask-customer';
import type { Executor } from '@/lib/transfers/executor';
import { submitTransfer } from '@/lib/transfers/submit';
import type { Transfer } from '@/lib/transfers/transfer';
import { reopenTransfer } from '@/lib/transfers/withdraw';
import type { VerificationEvent } from '@/lib/verification/state';
import { quiet } from '../../support/fake-clock';
import { tom } from '../../support/samples';
import { deferred } from '../../support/scripted-ciba';
import { transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
let executor: Executor;
let t: Transfer;
beforeEach(async () => {
  at = transferDesk();
  t = at.transfers.put(transferAt('awaiting_customer'));
  await askCustomer(at.deps, tom, t.id);
  await quiet();
});

const now = () => at.transfers.get(t.id);

/** A gate, and the hand that opens it. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = deferred<void>();
  return { opened: promise, open: () => resolve() };
}

/** The teller opens it again, submits it and asks the customer anew. */
async function askedAnew(): Promise<void> {
  await reopenTransfer(at.deps, tom, t.id);
  await at.clock.advance(1_000);
  await submitTransfer(at.deps, tom, t.id, now().version);
  await quiet();
}

describe('a customer’s answer to one edition, heard while the teller makes another', () => {
  test.each<[string, VerificationEvent]>([
    ['a refusal', { type: 'denied', fraudReported: false }],
    ['no answer', { type: 'expired', detail: 'expired_token' }],
    ['an approval', { type: 'approved', grantExpiresIn: 600 }],
    ['a failure', { type: 'failed', reason: 'invalid_token', detail: 'x' }],
  ])('is no answer to the other: %s', async (_what, event) => {
    executor = at.executor();
    await quiet();
    at.store.onChange = () => {};
    const secrets = event.type === 'approved' ? { tokens: { accessToken: 'x', expiresIn: 600 } } : {};
    await at.customerAnswers(t.id, event, secrets);
    const { opened, open } = gate();
    const answered = await at.store.findOfTransfer(t.id);
    vi.spyOn(at.store, 'findOfTransfer').mockImplementationOnce(async () => {
      await opened;
      return answered;
    });
    executor.tend(t.id);
    await quiet();
    await askedAnew();
    open();
    await quiet();
    expect(now()).toMatchObject({ status: 'awaiting_customer', edition: 2, reason: null });
    expect(at.bank.calls).toEqual([]);
  });
});

test('an approval that lapsed is not the end of the edition that was authorized meanwhile', async () => {
  executor = at.executor();
  const [tokensRead, claimed] = [gate(), gate()];
  vi.spyOn(at.store, 'secretsOf').mockImplementationOnce(async () => {
    await tokensRead.opened;
    return {};
  });
  await at.customerApproves(t.id);
  await quiet();
  expect(now().status).toBe('authorized');
  await askedAnew();
  at.executor();
  const claim = at.transfers.claim.bind(at.transfers);
  vi.spyOn(at.transfers, 'claim').mockImplementationOnce(async (...args) => {
    await claimed.opened;
    return claim(...args);
  });
  await at.customerApproves(t.id, 'again');
  await quiet();
  expect(now()).toMatchObject({ status: 'authorized', edition: 2 });
  tokensRead.open();
  await quiet();
  claimed.open();
  await at.clock.advance(60_000);
  expect(now()).toMatchObject({ status: 'executed', edition: 2 });
});

test('a request made while somebody tidies up after the draft is not called back', async () => {
  await reopenTransfer(at.deps, tom, t.id);
  await at.clock.advance(1_000);
  executor = at.executor();
  await quiet();
  // It has read the draft and is about to look for what nobody wants any more.
  const { opened, open } = gate();
  const draft = now();
  vi.spyOn(at.transfers, 'find').mockImplementationOnce(async () => {
    await opened;
    return draft;
  });
  executor.tend(t.id);
  await quiet();
  await submitTransfer(at.deps, tom, t.id, now().version);
  await quiet();
  open();
  await quiet();
  expect(await at.store.findOfTransfer(t.id)).toMatchObject({ status: 'pending' });
  expect(now().status).toBe('awaiting_customer');
});

describe('asking once more, in the moment before the answer is acted on', () => {
  test('does not ask a customer who has approved already', async () => {
    await at.customerApproves(t.id);
    await at.clock.advance(1_000);
    await askCustomer(at.deps, tom, t.id).catch(() => {});
    await quiet();
    expect(at.ciba.requests).toHaveLength(1);
    executor = at.executor();
    await quiet();
    expect(now().status).toBe('executed');
  });

  test('does not make anybody forget that the customer reported fraud', async () => {
    await at.customerAnswers(t.id, { type: 'denied', fraudReported: true });
    await at.clock.advance(1_000);
    await askCustomer(at.deps, tom, t.id).catch(() => {});
    executor = at.executor();
    await at.clock.advance(5_000);
    expect(now()).toMatchObject({ status: 'denied', reason: 'fraud_reported' });
  });
});
