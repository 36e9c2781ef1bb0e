import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TransferEvent, transition } from '@/lib/transfers/state';
import {
  type Order,
  requirements,
  type Transfer,
  type TransferStatus,
  transferStatuses,
} from '@/lib/transfers/transfer';
import { later, START } from '../../support/samples';

const order: Order = {
  sourceAccount: 'acc-1',
  payeeName: 'John Doe',
  payeeAccount: { scheme: 'iban', iban: 'DE89370400440532013000' },
  amount: { currency: 'EUR', minor: 50_000 },
  reference: 'Invoice 7',
};
const other: Order = { ...order, amount: { currency: 'EUR', minor: 5_000_000 } };
const HASH = 'hash-of-the-order';

function draft(change: Partial<Transfer> = {}): Transfer {
  return {
    id: 'tra_1',
    customerId: 'C-100001',
    order,
    status: 'draft',
    reason: null,
    detail: null,
    tellerSubject: 'staff-tom',
    requirement: null,
    hash: null,
    secondPersonSubject: null,
    edition: 1,
    authorizedAt: null,
    executedAt: null,
    bankReference: null,
    updatedAt: START,
    version: 1,
    ...change,
  };
}
const at = (status: TransferStatus, change: Partial<Transfer> = {}) =>
  draft({ status, requirement: 'customer', hash: HASH, ...change });

const agreed: TransferEvent = { type: 'second_person_agreed', subject: 'staff-grace', hash: HASH };
const approved: TransferEvent = { type: 'customer_approved', hash: HASH };
const started: TransferEvent = { type: 'execution_started', hash: HASH };
const executed: TransferEvent = { type: 'executed', bankReference: 'B-1' };
const lost: TransferEvent = { type: 'answer_lost', detail: 'ECONNRESET' };
const edited: TransferEvent = { type: 'edited', order: other };
const cancelled: TransferEvent = { type: 'cancelled' };
const submitted = (requirement: (typeof requirements)[number]): TransferEvent => ({
  type: 'submitted',
  requirement,
  hash: HASH,
});

const through = (t: Transfer, ...events: TransferEvent[]) =>
  events.reduce<Transfer | undefined>((now, event) => now && transition(now, event, later(1)), t);

describe('a transfer', () => {
  test('goes through second person, customer and bank', () => {
    const end = through(
      draft(),
      submitted('customer_and_second_person'),
      agreed,
      approved,
      started,
      executed,
    );
    expect(end).toMatchObject({
      status: 'executed',
      order,
      hash: HASH,
      secondPersonSubject: 'staff-grace',
      bankReference: 'B-1',
      executedAt: later(1),
      version: 6,
    });
  });

  test.each([
    ['customer_and_second_person', 'awaiting_second_person'],
    ['customer', 'awaiting_customer'],
    ['none', 'authorized'],
  ] as const)('that needs %s is %s once it is submitted', (requirement, status) => {
    expect(through(draft(), submitted(requirement))).toMatchObject({ status, requirement, hash: HASH });
  });

  test('has a second person who is not the first, and who saw what stands there', () => {
    const waiting = at('awaiting_second_person');
    expect(through(waiting, { ...agreed, subject: 'staff-tom' })).toBeUndefined();
    expect(through(waiting, { ...agreed, hash: 'of-something-else' })).toBeUndefined();
    expect(through(waiting, { type: 'second_person_refused', subject: 'staff-tom' })).toBeUndefined();
    expect(through(waiting, { type: 'second_person_refused', subject: 'staff-grace' })).toMatchObject({
      status: 'denied',
      reason: 'second_person_refused',
    });
  });

  test.each<[TransferStatus, TransferEvent]>([
    ['awaiting_customer', { ...approved, hash: 'of-something-else' }],
    ['authorized', { ...started, hash: 'of-something-else' }],
  ])('that is %s and differs from what was approved is never executed', (status, event) => {
    expect(through(at(status), event)).toMatchObject({ status: 'failed', reason: 'altered' });
  });

  test.each(['awaiting_second_person', 'awaiting_customer', 'authorized'] as const)(
    'that is edited while %s is a draft again, and everybody’s agreement is gone',
    (status) => {
      expect(through(at(status, { secondPersonSubject: 'x', authorizedAt: START }), edited)).toMatchObject({
        status: 'draft',
        order: other,
        hash: null,
        requirement: null,
        secondPersonSubject: null,
        authorizedAt: null,
        edition: 2,
      });
    },
  );

  test.each(['executing', 'needs_reconciliation'] as const)(
    'that is %s can neither be edited nor given up: the bank may have it',
    (status) => {
      expect(through(at(status), edited)).toBeUndefined();
      expect(through(at(status), cancelled)).toBeUndefined();
      expect(through(at(status), started)).toBeUndefined();
    },
  );

  test('whose answer was lost waits until the bank says what it did', () => {
    const waiting = through(at('executing'), lost);
    expect(waiting).toMatchObject({ status: 'needs_reconciliation', detail: 'ECONNRESET' });
    expect(waiting && through(waiting, executed)).toMatchObject({ status: 'executed', detail: null });
    const no: TransferEvent = { type: 'refused_by_bank', reason: 'insufficient_funds', detail: 'AM04' };
    expect(waiting && through(waiting, no)).toMatchObject({
      status: 'failed',
      reason: 'insufficient_funds',
      detail: 'AM04',
    });
  });

  test.each<[TransferEvent, Partial<Transfer>]>([
    [
      { type: 'customer_denied', fraudReported: false },
      { status: 'denied', reason: 'denied' },
    ],
    [
      { type: 'customer_denied', fraudReported: true },
      { status: 'denied', reason: 'fraud_reported' },
    ],
    [{ type: 'customer_did_not_answer' }, { status: 'expired', reason: 'expired' }],
    [
      { type: 'verification_failed', detail: 'sub' },
      { status: 'failed', reason: 'verification_failed', detail: 'sub' },
    ],
    [cancelled, { status: 'cancelled', reason: 'cancelled' }],
  ])('ends before the bank is called when %j', (event, end) => {
    expect(through(at('awaiting_customer'), event)).toMatchObject(end);
  });
});

const anyEvent: fc.Arbitrary<TransferEvent> = fc.oneof(
  fc.constantFrom<TransferEvent>(
    edited,
    { type: 'edited', order },
    agreed,
    { ...agreed, subject: 'staff-tom' },
    { type: 'second_person_refused', subject: 'staff-grace' },
    approved,
    { type: 'customer_denied', fraudReported: false },
    { type: 'customer_did_not_answer' },
    { type: 'verification_failed', detail: 'x' },
    started,
    executed,
    lost,
    { type: 'refused_by_bank', reason: 'limit_exceeded', detail: 'x' },
    cancelled,
  ),
  fc.constantFrom(...requirements).map(submitted),
);
const final: readonly TransferStatus[] = ['executed', 'denied', 'expired', 'cancelled', 'failed'];

test('whatever happens in whatever order, it is executed once at most, by way of its authorization, and an end is final', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      let t = draft();
      const path: TransferStatus[] = [t.status];
      for (const event of events) {
        const next = transition(t, event, later(1));
        if (!next) continue;
        expect(final).not.toContain(t.status);
        expect(next.version).toBe(t.version + 1);
        // The order changes by an edit alone, and an edit leaves no agreement behind.
        if (next.order !== t.order)
          expect(next).toMatchObject({ status: 'draft', hash: null, authorizedAt: null });
        if (next.status === 'executing') expect(t.status).toBe('authorized');
        if (next.status === 'authorized' && next.requirement !== 'none')
          expect(t.status).toBe('awaiting_customer');
        if (next.requirement === 'customer_and_second_person' && next.status === 'awaiting_customer') {
          expect(next.secondPersonSubject).toBe('staff-grace');
        }
        t = next;
        path.push(t.status);
      }
      expect(path.filter((status) => status === 'executed').length).toBeLessThanOrEqual(1);
      expect(path.filter((status) => status === 'executing').length).toBeLessThanOrEqual(1);
      expect(transferStatuses).toContain(t.status);
    }),
    { numRuns: 2000 },
  );
});
