import { beforeEach, describe, expect, test, vi } from 'vitest';
import { executor } from '@/lib/actor';
import { answerOf, untrustworthy } from '@/lib/transfers/answer';
import { apply } from '@/lib/transfers/apply';
import { auditOf } from '@/lib/transfers/audit-of';
import type { TransferEvent } from '@/lib/transfers/state';
import { newTransferId } from '@/lib/transfers/transfer';
import type { Verification } from '@/lib/verification/verification';
import { approved, ended, pending, requested, START, tom } from '../../support/samples';
import { transferAt } from '../../support/transfer-samples';
import { type TransferDesk, transferDesk } from './desk';

let at: TransferDesk;
beforeEach(() => {
  at = transferDesk();
});

describe('what happens to a stored transfer', () => {
  test('is written together with its record', async () => {
    const t = at.transfers.put(transferAt('awaiting_customer'));
    const after = await apply(at.deps, t.id, { type: 'cancelled' }, tom);
    expect(after).toBe(at.transfers.get(t.id));
    expect(at.transfers.audit(t.id)).toEqual([
      {
        at: START,
        actor: tom,
        action: 'transfer.cancelled',
        transferId: t.id,
        customerId: t.customerId,
        details: { status: 'cancelled', edition: 1, hash: t.hash, reason: 'cancelled' },
      },
    ]);
  });

  test('when it does not apply is neither written nor recorded', async () => {
    const t = at.transfers.put(transferAt('executed'));
    expect(await apply(at.deps, t.id, { type: 'cancelled' }, tom)).toBeUndefined();
    expect(at.transfers.get(t.id)).toBe(t);
    expect(at.store.audit).toEqual([]);
  });

  test('is decided anew when somebody else was faster', async () => {
    const t = at.transfers.put(transferAt('awaiting_customer'));
    vi.spyOn(at.transfers, 'update').mockImplementationOnce(async () => {
      at.transfers.put({ ...t, status: 'executing', version: t.version + 1 });
      return false;
    });
    expect(await apply(at.deps, t.id, { type: 'cancelled' }, tom)).toBeUndefined();
    expect(at.transfers.get(t.id).status).toBe('executing');
  });

  test('is given up when somebody else always is', async () => {
    const t = at.transfers.put(transferAt('awaiting_customer'));
    vi.spyOn(at.transfers, 'update').mockResolvedValue(false);
    await expect(apply(at.deps, t.id, { type: 'cancelled' }, tom)).rejects.toMatchObject({
      code: 'conflict',
    });
  });

  test('to one that is not there is not_found', async () => {
    await expect(apply(at.deps, newTransferId(), { type: 'cancelled' }, tom)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

test.each([
  [{ type: 'customer_denied', hash: 'h', fraudReported: true }, { fraud_reported: true }],
  [{ type: 'verification_failed', hash: 'h', detail: 'sub' }, { detail: 'sub' }],
  [{ type: 'approval_lapsed', hash: 'h', detail: 'no tokens' }, { detail: 'no tokens' }],
  [{ type: 'answer_lost', attempt: 1, detail: 'ECONNRESET', retryAt: null }, { detail: 'ECONNRESET' }],
  [
    { type: 'refused_by_bank', attempt: 1, reason: 'limit_exceeded', detail: 'HTTP 422' },
    { detail: 'HTTP 422' },
  ],
  [{ type: 'executed', bankReference: 'B-1' }, { bank_reference: 'B-1' }],
  [{ type: 'reconciled', bankReference: null }, { bank_reference: null }],
] as const)('of %j is recorded %j', (event, facts) => {
  const t = transferAt('failed', { reason: 'altered' });
  expect(auditOf(t, event, executor, START)).toMatchObject({
    action: `transfer.${event.type}`,
    actor: executor,
    details: { ...facts, status: 'failed', edition: 1, hash: t.hash, reason: 'altered' },
  });
});

describe('what a customer’s answer means', () => {
  const hash = 'h';
  const about = { transferHash: hash };

  test.each<[Verification, TransferEvent]>([
    [approved(about), { type: 'customer_approved', hash }],
    [ended('denied', about), { type: 'customer_denied', hash, fraudReported: false }],
    [
      ended('denied', { ...about, reason: 'fraud_reported' }),
      { type: 'customer_denied', hash, fraudReported: true },
    ],
    [ended('expired', about), { type: 'customer_did_not_answer', hash }],
    ...untrustworthy.map((reason): [Verification, TransferEvent] => [
      ended('failed', { ...about, reason }),
      { type: 'verification_failed', hash, detail: reason },
    ]),
  ])('%j', (verification, event) => {
    expect(answerOf(verification)).toEqual(event);
  });

  test.each([
    requested(about),
    pending(about),
    ended('cancelled', about),
    ...(['op_error', 'op_unreachable', 'interrupted', 'not_enrolled', 'user_code_wrong'] as const).map(
      (reason) => ended('failed', { ...about, reason }),
    ),
    approved(),
  ])('there is none yet in $status, $reason, $transferHash', (verification) => {
    expect(answerOf(verification)).toBeUndefined();
  });

  test('is not trusted where somebody answered and it may have been somebody else', () => {
    expect([...untrustworthy].toSorted()).toEqual([
      'details_altered',
      'invalid_token',
      'scope_not_granted',
      'wrong_subject',
    ]);
  });
});
