import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashOf } from '@/lib/transfers/linking';
import { type TransferEvent, transition } from '@/lib/transfers/state';
import type { Order, Transfer } from '@/lib/transfers/transfer';
import { type Requirement, type TransferStatus, transferStatuses } from '@/lib/transfers/view';
import { tries } from '../../support/property-runs';
import { later } from '../../support/samples';
import { draft, form, order } from '../../support/transfer-samples';

const first = draft();
const other: Order = { ...order, amount: { currency: 'EUR', minor: 5_000_000 } };
const requirements: readonly Requirement[] = ['none', 'customer', 'customer_and_second_person'];
const final: readonly TransferStatus[] = ['executed', 'denied', 'expired', 'cancelled', 'failed'];

/** Hashes of what may stand there, now or at another time, and of what never did. */
const hash = fc.constantFrom(
  ...[order, other].flatMap((one) => [1, 2, 3].map((edition) => hashOf({ ...first, edition, order: one }))),
  'of-nothing',
);
const attempt = fc.integer({ min: 1, max: 3 });
const subject = fc.constantFrom('staff-sue', 'staff-tom');

const anyEvent: fc.Arbitrary<TransferEvent> = fc.oneof(
  fc.constantFrom<TransferEvent>(
    { type: 'edited', form, order: other },
    { type: 'edited', form, order },
    { type: 'edited', form, order: null },
    { type: 'postponed', retryAt: later(5) },
    { type: 'reopened' },
    { type: 'executed', bankReference: 'B-1' },
    { type: 'reconciled', bankReference: 'B-2' },
    { type: 'reconciled', bankReference: null },
    { type: 'cancelled' },
  ),
  fc.record({ type: fc.constant('approval_lapsed'), hash, detail: fc.constant('x') }),
  fc.record({ type: fc.constant('altered'), hash }),
  fc.record({ type: fc.constant('second_person_agreed'), subject, name: fc.constant('x'), hash }),
  fc.record({ type: fc.constant('second_person_refused'), subject }),
  fc.record({ type: fc.constant('customer_denied'), hash, fraudReported: fc.boolean() }),
  fc.record({ type: fc.constant('customer_did_not_answer'), hash }),
  fc.record({ type: fc.constant('verification_failed'), hash, detail: fc.constant('x') }),
  fc.record({
    type: fc.constant('answer_lost'),
    attempt,
    detail: fc.constant('x'),
    retryAt: fc.constantFrom(later(5), null),
  }),
  fc.record({
    type: fc.constant('refused_by_bank'),
    attempt,
    reason: fc.constant('limit_exceeded'),
    detail: fc.constant('x'),
  }),
);
/** What leads onward, so that runs get far enough to be of interest. */
const onward = fc.constantFrom('submit', 'agree', 'approve', 'start', 'end', 'deny', 'expire', 'lose');

function eventOf(
  step: TransferEvent | 'submit' | 'agree' | 'approve' | 'start' | 'end' | 'deny' | 'expire' | 'lose',
  t: Transfer,
): TransferEvent {
  const standing = t.hash ?? '';
  switch (step) {
    case 'submit':
      return {
        type: 'submitted',
        requirement: requirements[t.version % 3] ?? 'customer',
        reasons: [],
        sums: {},
        hash: t.order ? hashOf({ ...t, order: t.order }) : 'of-nothing',
      };
    case 'agree':
      return { type: 'second_person_agreed', subject: 'staff-sue', name: 'Sue', hash: standing };
    case 'approve':
      return { type: 'customer_approved', hash: standing };
    case 'start':
      return { type: 'execution_started', hash: standing };
    case 'deny':
      return { type: 'customer_denied', hash: standing, fraudReported: false };
    case 'expire':
      return { type: 'customer_did_not_answer', hash: standing };
    case 'lose':
      return { type: 'answer_lost', attempt: t.attempts, detail: 'x', retryAt: null };
    case 'end':
      return { type: 'executed', bankReference: 'B-3' };
    default:
      return step;
  }
}

test('whatever happens in whatever order, it is executed once at most, as everybody agreed, and an end is final', () => {
  const seen = new Set<TransferStatus>();
  const steps = fc.array(
    fc.oneof(
      { arbitrary: onward, weight: 6 },
      { arbitrary: anyEvent, weight: 1 },
      { arbitrary: hash.map((one): TransferEvent => ({ type: 'customer_approved', hash: one })), weight: 1 },
    ),
    { minLength: 10, maxLength: 40, size: 'max' },
  );
  fc.assert(
    fc.property(steps, (given) => {
      let t = first;
      /** Of what stands there now. */
      let agreedBy: string | undefined;
      let approvedHash: string | undefined;
      const path: TransferStatus[] = [t.status];
      for (const step of given) {
        const event = eventOf(step, t);
        const next = transition(t, event, later(1));
        if (!next) continue;
        expect(final).not.toContain(t.status);
        expect(next.version).toBe(t.version + 1);
        if (next.status === 'draft') agreedBy = approvedHash = undefined;
        if (event.type === 'second_person_agreed') agreedBy = event.subject;
        if (event.type === 'customer_approved') approvedHash = event.hash;
        if ('hash' in event && next.status !== 'draft') expect(event.hash).toBe(next.hash);
        // The order changes by an edit alone, before the bank is called, and an edit leaves no agreement behind.
        if (next.order !== t.order) {
          expect(next).toMatchObject({
            status: 'draft',
            hash: null,
            authorizedAt: null,
            secondPersonSubject: null,
          });
          expect(['executing', 'needs_reconciliation']).not.toContain(t.status);
        }
        if (next.status === 'draft' && t.status !== 'draft') expect(next.edition).toBe(t.edition + 1);
        else expect(next.edition).toBe(t.edition);
        if (['authorized', 'executing', 'executed'].includes(next.status)) {
          expect(next.order).not.toBeNull();
          expect(next.hash).toBe(next.order && hashOf({ ...next, order: next.order }));
          if (next.requirement !== 'none') expect(approvedHash).toBe(next.hash);
          if (next.requirement === 'customer_and_second_person') expect(agreedBy).toBe('staff-sue');
        }
        if (next.status === 'executing') {
          expect(['authorized', 'executing', 'needs_reconciliation']).toContain(t.status);
          expect(next.attempts).toBe(event.type === 'execution_started' ? t.attempts + 1 : t.attempts);
        }
        if (final.includes(next.status)) expect(next).toMatchObject({ endedAt: later(1), attemptAt: null });
        t = next;
        path.push(t.status);
        seen.add(t.status);
      }
      expect(path.filter((status) => status === 'executed').length).toBeLessThanOrEqual(1);
    }),
    { numRuns: tries(300) },
  );
  // Otherwise the runs would prove nothing.
  expect([...seen].toSorted()).toEqual([...transferStatuses].toSorted());
}, 30_000);
