import { describe, expect, test } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import { standard } from '@/lib/ciba/profiles/standard';
import { present, presentRow } from '@/lib/transfers/present';
import type { Transfer } from '@/lib/transfers/transfer';
import { isSettled, type TransferRights, transferStatuses } from '@/lib/transfers/view';
import type { Verification } from '@/lib/verification/verification';
import { ann, later, maria, pending, START, staff, sue, tom } from '../../support/samples';
import { draft, form, grace, order, tess, transferAt } from '../../support/transfer-samples';

const phone = { bindingMessage: sandbox.bindingMessage, sendsDetails: true };
const seen = (t: Transfer, actor: StaffActor = tom, verification?: Verification) =>
  present(t, verification, maria, null, actor, phone, later(90));

describe('what a browser sees of a transfer', () => {
  test('is exactly this, and nothing that is not named here', () => {
    const t = transferAt('executed', { detail: 'HTTP 503' });
    expect(seen(t)).toEqual({
      id: t.id,
      customer: { id: 'C-100001', name: 'Maria Alvarez', number: 'C-100001' },
      status: 'executed',
      reason: null,
      detail: 'HTTP 503',
      form,
      order: {
        sourceAccount: 'ES9121000418450200051332',
        payeeName: 'John Doe',
        payeeAccount: { text: 'DE89 3704 0044 0532 0130 00', country: 'DE', bank: '37040044' },
        amount: { currency: 'EUR', minor: 50_000, decimal: '500.00' },
        reference: 'Invoice 7',
      },
      tellerName: 'Name of staff-tom',
      mine: true,
      requirement: 'customer',
      reasons: ['every_transfer'],
      sums: {},
      hash: t.hash,
      edition: 1,
      secondPersonName: null,
      secondPersonAt: null,
      verification: null,
      preview: expect.anything(),
      attempts: 1,
      nextAttemptAt: null,
      bankReference: 'B-1',
      createdAt: '2026-03-02T09:00:00.000Z',
      submittedAt: '2026-03-02T09:00:00.000Z',
      alarmedAt: null,
      alarm: null,
      authorizedAt: '2026-03-02T09:00:30.000Z',
      endedAt: '2026-03-02T09:01:00.000Z',
      may: {
        edit: false,
        submit: false,
        ask: false,
        cancel: false,
        second: false,
        reconcile: false,
        startAgain: false,
      },
      version: 2,
      now: '2026-03-02T09:01:30.000Z',
    });
  });

  test('has no subject of anybody at the desk', () => {
    const t = transferAt('awaiting_customer', {
      secondPersonSubject: sue.subject,
      secondPersonName: 'Sue',
      secondPersonAt: START,
    });
    const text = JSON.stringify(seen(t, sue, pending({ staffSubject: tom.subject, transferHash: t.hash })));
    expect(text).not.toContain(`"${tom.subject}"`);
    expect(text).not.toContain(`"${sue.subject}"`);
    expect(text).toContain('"Sue"');
  });

  test('tells what others came to those who may see those others, and nobody else', () => {
    const policySums = {
      day_sum_payee: { minor: 999_999, own: 999_998 },
      day_sum_teller: { minor: 1, own: 1 },
    };
    const t = transferAt('awaiting_second_person', { policySums });
    const payee = { currency: 'EUR', minor: 999_999, decimal: '9999.99' };
    const teller = { currency: 'EUR', minor: 1, decimal: '0.01' };
    expect(seen(t).sums).toEqual({ day_sum_payee: null, day_sum_teller: teller });
    expect(JSON.stringify(seen(t))).not.toContain('9999');
    for (const actor of [sue, grace]) {
      expect(seen(t, actor).sums).toEqual({ day_sum_payee: payee, day_sum_teller: teller });
    }
    const yen = { ...t, order: { ...order, amount: { currency: 'JPY', minor: 5 } } };
    expect(seen(yen, sue).sums.day_sum_payee).toEqual({ currency: 'JPY', minor: 999_999, decimal: '999999' });
  });

  test('has what the phone will show until it shows it', () => {
    const t = transferAt('awaiting_customer');
    expect(seen(t).preview).toEqual({
      before: 'Transfer €500 to John Doe. Code ',
      code: '•••-•••',
      after: '',
    });
    expect(seen(t, tom, pending()).preview).toBeNull();
    expect(seen(draft({ order: null })).preview).toBeNull();
    const short = { bindingMessage: standard.bindingMessage, sendsDetails: false };
    expect(present(t, undefined, maria, null, tom, short, START).preview).toBeNull();
  });

  test('has a name for a customer who was removed', () => {
    expect(present(draft(), undefined, undefined, null, tom, phone, START).customer).toEqual({
      id: 'C-100001',
      name: 'Removed customer',
      number: 'C-100001',
    });
  });

  test('says when the bank is asked again only while it is in doubt', () => {
    expect(seen(transferAt('needs_reconciliation')).nextAttemptAt).toBe('2026-03-02T09:00:30.000Z');
    expect(seen(transferAt('needs_reconciliation', { attemptAt: null })).nextAttemptAt).toBeNull();
    expect(seen(transferAt('authorized')).nextAttemptAt).toBeNull();
  });
});

const none: (keyof TransferRights)[] = [];
const own: Readonly<Record<Transfer['status'], readonly (keyof TransferRights)[]>> = {
  draft: ['submit', 'cancel'],
  awaiting_second_person: ['edit', 'cancel'],
  awaiting_customer: ['edit', 'ask', 'cancel'],
  authorized: ['edit', 'cancel'],
  executing: none,
  executed: none,
  denied: ['startAgain'],
  expired: ['startAgain'],
  cancelled: ['startAgain'],
  failed: ['startAgain'],
  needs_reconciliation: none,
};
const nothing: typeof own = {
  draft: none,
  awaiting_second_person: none,
  awaiting_customer: none,
  authorized: none,
  executing: none,
  executed: none,
  denied: none,
  expired: none,
  cancelled: none,
  failed: none,
  needs_reconciliation: none,
};
const others: typeof own = {
  ...nothing,
  awaiting_second_person: ['second'],
  needs_reconciliation: ['reconcile'],
};

describe.each<[string, StaffActor, typeof own]>([
  ['the teller who entered it', tom, own],
  ['another teller', tess, nothing],
  ['a supervisor', sue, others],
  ['a teller and supervisor who did not enter it', grace, others],
  ['a teller and supervisor who entered it', { ...grace, subject: tom.subject }, own],
  ['a supervisor who entered it when they were a teller', staff(tom.subject, ['supervisor']), nothing],
  ['an agent', ann, nothing],
])('%s is offered', (_who, actor, expected) => {
  test.each(transferStatuses)('what they may do with one that is %s', (status) => {
    const t = transferAt(status, status === 'needs_reconciliation' ? { attemptAt: null } : {});
    const offered = Object.entries(seen(t, actor).may).flatMap(([right, may]) => (may ? [right] : []));
    expect(offered.toSorted()).toEqual([...expected[status]].toSorted());
  });
});

test('nobody is offered what is not the time for', () => {
  expect(seen(draft({ order: null })).may.submit).toBe(false);
  expect(seen(transferAt('awaiting_customer'), tom, pending()).may.ask).toBe(false);
  expect(seen(transferAt('needs_reconciliation'), sue).may.reconcile).toBe(false);
  expect(seen(transferAt('denied', { reason: 'fraud_reported' })).may.startAgain).toBe(false);
});

test('a line of a list is exactly this', () => {
  const t = transferAt('denied');
  expect(presentRow(t, maria, true, sue)).toEqual({
    id: t.id,
    alarm: true,
    customer: { id: 'C-100001', name: 'Maria Alvarez', number: 'C-100001' },
    status: 'denied',
    reason: 'denied',
    tellerName: 'Name of staff-tom',
    mine: false,
    payeeName: 'John Doe',
    amount: { currency: 'EUR', minor: 50_000, decimal: '500.00' },
    updatedAt: '2026-03-02T09:00:00.000Z',
  });
  const begun = draft({ order: null, form: { ...form, payeeName: '  ' } });
  expect(presentRow(begun, maria, false, tom)).toMatchObject({ payeeName: null, amount: null, mine: true });
  expect(presentRow({ ...begun, form }, maria, false, tom)).toMatchObject({ payeeName: 'John Doe' });
});

test('a transfer is settled exactly when nothing more will happen to it', () => {
  expect(transferStatuses.filter((status) => isSettled({ status }))).toEqual([
    'executed',
    'denied',
    'expired',
    'cancelled',
    'failed',
  ]);
});
