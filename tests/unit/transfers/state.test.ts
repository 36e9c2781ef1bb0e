import { describe, expect, test } from 'vitest';
import { hashOf } from '@/lib/transfers/linking';
import { type TransferEvent, transition } from '@/lib/transfers/state';
import type { Order, Transfer } from '@/lib/transfers/transfer';
import type { Requirement, TransferStatus } from '@/lib/transfers/view';
import { later, START } from '../../support/samples';
import { draft as anyDraft, form, order, transferAt } from '../../support/transfer-samples';

const id = anyDraft().id;
const draft = (change: Partial<Transfer> = {}) => anyDraft({ id, ...change });
const at = (status: TransferStatus, change: Partial<Transfer> = {}) => transferAt(status, { id, ...change });
const other: Order = { ...order, amount: { currency: 'EUR', minor: 5_000_000 } };
const HASH = hashOf({ ...draft(), order });
const STRANGE = hashOf({ ...draft(), order: other });

const agreed: TransferEvent = {
  type: 'second_person_agreed',
  subject: 'staff-sue',
  name: 'Sue',
  hash: HASH,
};
const approved: TransferEvent = { type: 'customer_approved', hash: HASH };
const started = { type: 'execution_started', hash: HASH } as const satisfies TransferEvent;
const executed: TransferEvent = { type: 'executed', bankReference: 'B-1' };
const lost: TransferEvent = {
  type: 'answer_lost',
  attempt: 1,
  detail: 'ECONNRESET',
  retryAt: later(5),
};
const handedOver: TransferEvent = {
  type: 'answer_lost',
  attempt: 1,
  detail: 'HTTP 401',
  retryAt: null,
};
const refused: TransferEvent = {
  type: 'refused_by_bank',
  attempt: 1,
  reason: 'insufficient_funds',
  detail: 'AM04',
};
const edited: TransferEvent = { type: 'edited', form: { ...form, amount: '50000' }, order: other };
const reopened: TransferEvent = { type: 'reopened' };
const cancelled: TransferEvent = { type: 'cancelled' };
const altered: TransferEvent = { type: 'altered', hash: HASH };
const submitted = (requirement: Requirement): Extract<TransferEvent, { type: 'submitted' }> => ({
  type: 'submitted',
  requirement,
  reasons: ['every_transfer'],
  sums: {},
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
    expect(end).toEqual({
      ...draft(),
      status: 'executed',
      requirement: 'customer_and_second_person',
      policyReasons: ['every_transfer'],
      hash: HASH,
      secondPersonSubject: 'staff-sue',
      secondPersonName: 'Sue',
      secondPersonAt: later(1),
      attempts: 1,
      submittedAt: later(1),
      authorizedAt: later(1),
      endedAt: later(1),
      bankReference: 'B-1',
      updatedAt: later(1),
      version: 6,
    });
  });

  test('keeps what the others of its day came to, as it was when it was submitted', () => {
    const sums = { day_sum_payee: { minor: 999_999, own: 0 } };
    expect(through(draft(), { ...submitted('customer_and_second_person'), sums })).toMatchObject({
      policySums: sums,
    });
  });

  test.each([
    ['customer_and_second_person', 'awaiting_second_person', null],
    ['customer', 'awaiting_customer', null],
    ['none', 'authorized', later(1)],
  ] as const)('that needs %s is %s once it is submitted', (requirement, status, due) => {
    expect(through(draft(), submitted(requirement))).toMatchObject({
      status,
      requirement,
      hash: HASH,
      submittedAt: later(1),
      authorizedAt: due,
      attemptAt: due,
    });
  });

  test('that is not complete cannot be submitted', () => {
    expect(through(draft({ order: null }), submitted('none'))).toBeUndefined();
  });

  test('has a second person who is not the first, and who saw what stands there', () => {
    const waiting = at('awaiting_second_person');
    expect(through(waiting, { ...agreed, subject: 'staff-tom' })).toBeUndefined();
    expect(through(waiting, { ...agreed, hash: STRANGE })).toBeUndefined();
    expect(through(waiting, approved)).toBeUndefined();
    expect(through(waiting, { type: 'second_person_refused', subject: 'staff-tom' })).toBeUndefined();
    expect(through(waiting, { type: 'second_person_refused', subject: 'staff-sue' })).toMatchObject({
      status: 'denied',
      reason: 'second_person_refused',
    });
  });

  test.each<Extract<TransferEvent, { readonly hash: string }>>([
    { type: 'customer_approved', hash: HASH },
    { type: 'customer_denied', hash: HASH, fraudReported: true },
    { type: 'customer_did_not_answer', hash: HASH },
    { type: 'verification_failed', hash: HASH, detail: 'sub' },
  ])('hears no answer of the customer to something else: %j', (event) => {
    expect(through(at('awaiting_customer'), { ...event, hash: STRANGE })).toBeUndefined();
    expect(through(at('awaiting_customer', { edition: 2 }), event)).toBeUndefined();
  });

  test.each<[string, Partial<Transfer>]>([
    ['order', { order: other }],
    ['customer', { customerId: 'C-2' }],
    ['edition', { edition: 2 }],
    ['hash', { hash: STRANGE }],
    ['order, which is gone', { order: null }],
  ])('whose stored %s is not what was approved never gets to the bank', (_what, change) => {
    const claimed = (t: Transfer) => ({ ...started, hash: t.hash ?? '' });
    const stands = { ...at('authorized'), ...change };
    expect(through(stands, claimed(stands))).toMatchObject({
      status: 'failed',
      reason: 'altered',
      attempts: 0,
      attemptAt: null,
    });
    for (const status of ['executing', 'needs_reconciliation'] as const) {
      const asked = { ...at(status), ...change };
      expect(through(asked, claimed(asked))).toMatchObject({
        status: 'needs_reconciliation',
        detail: 'altered',
        attempts: 1,
        attemptAt: null,
      });
    }
  });

  test.each<[TransferStatus, Partial<Transfer>]>([
    ['authorized', { status: 'failed', reason: 'altered' }],
    ['executing', { status: 'needs_reconciliation', attemptAt: null, detail: 'altered' }],
    ['needs_reconciliation', { status: 'needs_reconciliation', attemptAt: null, detail: 'altered' }],
  ])('that is %s while the OP says something else was approved goes no further', (status, end) => {
    expect(through(at(status), altered)).toMatchObject(end);
  });

  test.each(['awaiting_second_person', 'awaiting_customer', 'authorized'] as const)(
    'that is opened again while %s is a draft with what was typed, and everybody’s agreement is gone',
    (status) => {
      const before = at(status, {
        secondPersonSubject: 'x',
        secondPersonName: 'X',
        secondPersonAt: START,
        authorizedAt: START,
        policySums: { day_sum_payee: { minor: 1, own: 1 } },
      });
      const again = { ...draft(), edition: 2, updatedAt: later(1), version: 3 };
      expect(through(before, reopened)).toEqual(again);
      // Only a draft is typed into.
      expect(through(before, edited)).toBeUndefined();
      expect(through(before, reopened, reopened)).toBeUndefined();
      expect(through(before, reopened, edited)).toMatchObject({ status: 'draft', order: other, edition: 2 });
    },
  );

  test.each(['executing', 'needs_reconciliation'] as const)(
    'that is %s can neither be edited nor given up: the bank may have it',
    (status) => {
      const over: TransferEvent = { type: 'approval_lapsed', hash: HASH, detail: 'no tokens' };
      for (const event of [edited, reopened, cancelled, approved, over]) {
        expect(through(at(status), event)).toBeUndefined();
      }
    },
  );

  test('is asked about again as often as it takes, and each time is counted', () => {
    expect(through(at('authorized'), started, lost, started, { ...lost, attempt: 2 }, started)).toMatchObject(
      {
        status: 'executing',
        attempts: 3,
      },
    );
  });

  test.each<TransferEvent>([lost, handedOver, refused])(
    'is not ended, nor no longer asked about, by the answer to a call that is not the last: %j',
    (event) => {
      for (const status of ['executing', 'needs_reconciliation'] as const) {
        expect(through(at(status, { attempts: 2 }), event)).toBeUndefined();
      }
    },
  );

  test.each(['executing', 'needs_reconciliation'] as const)(
    'that is %s was executed, whichever call says so',
    (status) => {
      expect(through(at(status, { attempts: 2 }), executed)).toMatchObject({ status: 'executed' });
    },
  );

  test.each(['authorized', 'executing', 'needs_reconciliation'] as const)(
    'that is %s stays so while the bank cannot be called yet',
    (status) => {
      const later7: TransferEvent = { type: 'postponed', retryAt: later(7) };
      expect(through(at(status), later7)).toMatchObject({ status, attemptAt: later(7) });
    },
  );

  test('whose answer was lost waits until the bank says what it did', () => {
    const waiting = through(at('executing'), lost);
    expect(waiting).toMatchObject({
      status: 'needs_reconciliation',
      detail: 'ECONNRESET',
      attemptAt: later(5),
    });
    expect(waiting && through(waiting, executed)).toMatchObject({ status: 'executed', detail: null });
    expect(waiting && through(waiting, refused)).toMatchObject({
      status: 'failed',
      reason: 'insufficient_funds',
      detail: 'AM04',
    });
  });

  test('is for people to look into only when the machine has given up', () => {
    const found: TransferEvent = { type: 'reconciled', bankReference: 'B-7' };
    const notFound: TransferEvent = { type: 'reconciled', bankReference: null };
    expect(through(at('executing'), found)).toBeUndefined();
    expect(through(at('executing'), lost, found)).toBeUndefined();
    expect(through(at('executing'), handedOver, found)).toMatchObject({
      status: 'executed',
      bankReference: 'B-7',
      endedAt: later(1),
    });
    expect(through(at('executing'), handedOver, notFound)).toMatchObject({
      status: 'failed',
      reason: 'not_executed',
      bankReference: null,
    });
  });

  test('whose approval lapsed before the bank was called has failed', () => {
    expect(
      through(at('authorized'), { type: 'approval_lapsed', hash: HASH, detail: 'no tokens' }),
    ).toMatchObject({
      status: 'failed',
      reason: 'approval_lapsed',
      detail: 'no tokens',
      attemptAt: null,
    });
  });

  test.each<[TransferEvent, Partial<Transfer>]>([
    [
      { type: 'customer_denied', hash: HASH, fraudReported: false },
      { status: 'denied', reason: 'denied' },
    ],
    [
      { type: 'customer_denied', hash: HASH, fraudReported: true },
      { status: 'denied', reason: 'fraud_reported' },
    ],
    [
      { type: 'customer_did_not_answer', hash: HASH },
      { status: 'expired', reason: 'expired' },
    ],
    [
      { type: 'verification_failed', hash: HASH, detail: 'sub' },
      { status: 'failed', reason: 'verification_failed', detail: 'sub' },
    ],
    [cancelled, { status: 'cancelled', reason: 'cancelled' }],
  ])('ends before the bank is called when %j', (event, end) => {
    expect(through(at('awaiting_customer'), event)).toMatchObject({ ...end, endedAt: later(1) });
  });
});
