import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Transfer } from '@/lib/transfers/transfer';
import { type TransferStatus, transferStatuses } from '@/lib/transfers/view';
import type { Verification } from '@/lib/verification/verification';
import type { EndReason } from '@/lib/verification/view';
import { approved, ended, later, pending, requested, START, tokens } from '../support/samples';
import { entryOf as entryOfVerification } from '../support/store-stages';
import { transferAt } from '../support/transfer-samples';
import { bring, entryOf, type TransferStage, transferStages } from '../support/transfer-stages';

const lease = { node: 'node-a', until: later(25) };
const rival = { node: 'node-b', until: later(25) };

describe.each(transferStages)('the work on transfers on $name', ({ open }) => {
  let stage: TransferStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const store = () => stage.transfers;
  const stored = (status: TransferStatus, change: Partial<Transfer> = {}) =>
    bring(stage, transferAt(status, change));
  const due = (status: TransferStatus = 'authorized', change: Partial<Transfer> = {}) =>
    stored(status, { attemptAt: START, ...change });
  /** A request about a transfer, brought where it is to be as stores bring it there. */
  const ask = async (t: Transfer, end: Verification, hash = t.hash ?? 'none') => {
    const about = {
      purpose: 'wire_transfer',
      customerId: t.customerId,
      transferId: t.id,
      transferHash: hash,
    } as const;
    const first = requested({ ...about, id: end.id, requestedAt: end.requestedAt });
    const { verifications } = stage;
    await stage.putRequest(first, lease);
    if (end.status === 'requested') return;
    const after = { ...end, ...about, version: 2 };
    const kept = end.status === 'approved' ? { tokens: tokens() } : {};
    const done = { ...entryOfVerification(after, 'verification.approved'), transferId: t.id };
    expect(await verifications.update(first, after, kept, done)).toBe(true);
  };
  const found = async () => (await store().findDue(START, START, 100)).toSorted();

  describe('a transfer to be executed', () => {
    test.each(transferStatuses)(
      'that is “%s” is claimed only where the bank is to be called',
      async (status) => {
        const t = await due(status);
        const isWork = ['authorized', 'executing', 'needs_reconciliation'].includes(status);
        expect(await store().claim(t.id, lease, START, START)).toEqual(isWork ? t : undefined);
      },
    );

    test('is claimed by one of ten nodes that want it at once', async () => {
      const t = await due();
      const claims = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          store().claim(t.id, { node: `node-${n}`, until: later(25) }, START, START),
        ),
      );
      expect(claims.filter(Boolean)).toEqual([t]);
    });

    test('is not claimed before its time, nor when it is for people', async () => {
      const [early, forPeople] = [
        await due('authorized', { attemptAt: later(1) }),
        await due('needs_reconciliation', { attemptAt: null }),
      ];
      expect(await store().claim(early.id, lease, START, START)).toBeUndefined();
      expect(await store().claim(early.id, lease, later(1), START)).toEqual(early);
      expect(await store().claim(forPeople.id, lease, later(9), START)).toBeUndefined();
    });

    test('is nobody else’s until the lease is over, not even its own node’s', async () => {
      const t = await due();
      await store().claim(t.id, lease, START, START);
      expect(await store().claim(t.id, rival, later(20), later(20))).toBeUndefined();
      expect(await store().claim(t.id, lease, later(20), later(20))).toBeUndefined();
      expect(await store().claim(t.id, rival, later(27), later(24.9))).toBeUndefined();
      expect(await store().claim(t.id, rival, later(27), later(25))).toEqual(t);
    });

    test('stays leased while the bank is called, and is free again when it has answered', async () => {
      const t = await due();
      await store().claim(t.id, lease, START, START);
      const calling: Transfer = { ...t, status: 'executing', attempts: 1, version: 3 };
      await store().update(t, calling, entryOf(calling, 'transfer.execution_started'));
      expect(await store().claim(t.id, rival, later(1), later(1))).toBeUndefined();
      const lost: Transfer = { ...calling, status: 'needs_reconciliation', version: 4 };
      await store().update(calling, lost, entryOf(lost, 'transfer.answer_lost'));
      expect(await store().claim(t.id, rival, later(1), later(1))).toEqual(lost);
    });

    test('is free when its node gives its leases back, and another’s is not', async () => {
      const [mine, theirs] = [await due(), await due()];
      await store().claim(mine.id, lease, START, START);
      await store().claim(theirs.id, rival, START, START);
      await store().release('node-a');
      expect(await store().claim(mine.id, rival, START, START)).toBeDefined();
      expect(await store().claim(theirs.id, lease, START, START)).toBeUndefined();
      await store().releaseAll();
      expect(await store().claim(theirs.id, lease, START, START)).toBeDefined();
    });

    test('is changed by nothing but the lease when it is claimed', async () => {
      const t = await due();
      await store().claim(t.id, lease, START, START);
      expect(await store().find(t.id)).toEqual(t);
    });
  });

  describe('what is found to be due', () => {
    test.each(transferStatuses)('by the clock alone, of one that is “%s”', async (status) => {
      const t = await due(status);
      const isWork = ['authorized', 'executing', 'needs_reconciliation'].includes(status);
      expect(await found()).toEqual(isWork ? [t.id] : []);
    });

    test('is not what is leased, too early or for people', async () => {
      const leased = await due();
      await store().claim(leased.id, lease, START, START);
      await due('authorized', { attemptAt: later(1) });
      await due('needs_reconciliation', { attemptAt: null });
      expect(await found()).toEqual([]);
      expect(await store().findDue(later(25), later(24), 100)).toHaveLength(1);
      expect(await store().findDue(later(25), later(25), 100)).toHaveLength(2);
    });

    test('is no more than was asked for', async () => {
      for (let n = 0; n < 5; n++) await due();
      expect(await store().findDue(START, START, 3)).toHaveLength(3);
    });

    const failed = (reason: EndReason) => ended('failed', { reason });
    const lives = {
      approved,
      pending,
      requested,
      denied: () => ended('denied'),
      expired: () => ended('expired'),
    };
    const kinds: readonly (readonly [string, () => Verification])[] = [
      ...Object.entries(lives),
      ['cancelled', () => ended('cancelled')],
      ['approved and used', () => approved({ grantEnd: 'transfer_settled' })],
      ...(['wrong_subject', 'invalid_token', 'scope_not_granted', 'details_altered'] as const).map(
        (reason) => [reason, () => failed(reason)] as const,
      ),
      ...(['op_error', 'interrupted', 'op_unreachable', 'unknown_user'] as const).map(
        (reason) => [reason, () => failed(reason)] as const,
      ),
    ];
    /** An answer the transfer has not heard of. */
    const answers = new Set([
      ...['approved', 'approved and used', 'denied', 'expired'],
      ...['wrong_subject', 'invalid_token', 'scope_not_granted', 'details_altered'],
    ]);
    /** Asks for something or holds tokens. */
    const inUse = new Set(['approved', 'pending', 'requested']);
    const waiting: readonly TransferStatus[] = [
      'awaiting_customer',
      'authorized',
      'executing',
      'needs_reconciliation',
    ];

    describe.each(transferStatuses)('of one that is “%s”', (status) => {
      test.each(kinds)('with a request about it that is “%s”', async (kind, verification) => {
        // Not due by itself: what is found is found for the request's sake.
        const t = await stored(status, { attemptAt: null });
        await ask(t, verification());
        const isOrphan = inUse.has(kind) && (!waiting.includes(status) || t.hash === null);
        const isAnswer = answers.has(kind) && status === 'awaiting_customer';
        expect(await found()).toEqual(isAnswer || isOrphan ? [t.id] : []);
      });

      test.each(kinds)('with a request about an earlier edition that is “%s”', async (kind, verification) => {
        const t = await stored(status, { attemptAt: null });
        await ask(t, verification(), 'hash-of-another-edition');
        expect(await found()).toEqual(inUse.has(kind) ? [t.id] : []);
      });
    });

    test('is found once, however many reasons there are', async () => {
      const t = await due('authorized');
      await ask(t, approved(), 'hash-of-another-edition');
      expect(await found()).toEqual([t.id]);
    });

    test('is what concerns each transfer alone', async () => {
      const heard = await stored('awaiting_customer', { customerId: 'C-1', attemptAt: null });
      const unheard = await stored('awaiting_customer', { customerId: 'C-2', attemptAt: null });
      await ask(heard, pending());
      await ask(unheard, ended('denied'));
      expect(await found()).toEqual([unheard.id]);
    });
  });
});
