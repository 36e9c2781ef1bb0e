import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Lease } from '@/lib/verification/store';
import type { Verification } from '@/lib/verification/verification';
import { noLimits } from '../support/guard-limits';
import { later, requested } from '../support/samples';
import { entryOf, type StoreStage, stages } from '../support/store-stages';

const lease = (node: string, seconds = 15): Lease => ({ node, until: later(seconds) });

describe.each(stages)('leases on $name', ({ open }) => {
  let stage: StoreStage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  let count = 0;
  const insert = async (by: Lease): Promise<Verification> => {
    const v = requested({ customerId: `C-${++count}` });
    const result = await stage.store.insert(v, by, noLimits, entryOf(v, 'verification.requested'));
    expect(result).toEqual({ kind: 'inserted' });
    return v;
  };
  const pending = async (by: Lease): Promise<Verification> => {
    const v = await insert(by);
    const after: Verification = { ...v, status: 'pending', version: 2 };
    await stage.store.update(
      v,
      after,
      { authReqId: `auth-req-of-${v.id}` },
      entryOf(after, 'verification.acknowledged'),
    );
    return after;
  };
  const claim = async (node: string, at: Date, limit = 100) =>
    (await stage.store.claim({ node, until: later(15, at) }, at, limit)).map(
      ({ verification }) => verification.id,
    );

  test('a leased one is nobody else’s until the lease runs out', async () => {
    const v = await pending(lease('node-a'));
    expect(await claim('node-b', later(14.999))).toEqual([]);
    expect(await claim('node-b', later(15))).toEqual([v.id]);
    expect(await claim('node-a', later(16))).toEqual([]);
  });

  test('a claimed one comes with what is needed to ask about it', async () => {
    const v = await pending(lease('node-a'));
    const [work] = await stage.store.claim(lease('node-b', 60), later(20), 10);
    expect(work).toEqual({ verification: v, authReqId: `auth-req-of-${v.id}` });
  });

  test('only pending ones are claimed', async () => {
    await insert(lease('node-a'));
    const v = await pending(lease('node-a'));
    const after: Verification = { ...v, status: 'denied', reason: 'denied', endedAt: later(1), version: 3 };
    await stage.store.update(v, after, {}, entryOf(after, 'verification.denied'));
    expect(await claim('node-b', later(60))).toEqual([]);
  });

  test('two nodes that claim at once never get the same one, and leave none', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => pending(lease('dead'))));
    const nodes = ['node-a', 'node-b', 'node-c', 'node-d'];
    const shares = await Promise.all(
      nodes.flatMap((node) => [claim(node, later(20), 5), claim(node, later(20), 5)]),
    );
    const claimed = shares.flat();
    expect(new Set(claimed).size).toBe(claimed.length);
    const rest = await claim('node-e', later(20));
    expect([...claimed, ...rest].sort()).toEqual(all.map(({ id }) => id).sort());
  });

  test('no more are claimed than asked for', async () => {
    await Promise.all([pending(lease('dead')), pending(lease('dead')), pending(lease('dead'))]);
    expect(await claim('node-a', later(20), 2)).toHaveLength(2);
  });

  test('are prolonged for what this node still holds, and for nothing else', async () => {
    const [mine, theirs, asked] = [
      await pending(lease('node-a')),
      await pending(lease('node-b')),
      await insert(lease('node-a')),
    ];
    const ids = [mine.id, theirs.id, asked.id];
    const held = await stage.store.renew({ node: 'node-a', until: later(30) }, ids);
    expect(held.sort()).toEqual([mine.id, asked.id].sort());
    expect(await claim('node-c', later(20))).toEqual([theirs.id]);
    expect(await claim('node-c', later(30))).toEqual([mine.id]);
  });

  test('that ran out are prolonged as long as nobody took them', async () => {
    const [v, taken] = [await pending(lease('node-a')), await pending(lease('node-a'))];
    expect(await claim('node-b', later(16), 1)).toEqual([v.id]);
    expect(await stage.store.renew({ node: 'node-a', until: later(60) }, [v.id, taken.id])).toEqual([
      taken.id,
    ]);
    expect(await claim('node-b', later(40))).toEqual([v.id]);
  });

  test('are not prolonged for what has ended', async () => {
    const v = await pending(lease('node-a'));
    const after: Verification = {
      ...v,
      status: 'cancelled',
      reason: 'cancelled',
      endedAt: later(1),
      version: 3,
    };
    await stage.store.update(v, after, {}, entryOf(after, 'verification.cancelled'));
    expect(await stage.store.renew({ node: 'node-a', until: later(30) }, [v.id])).toEqual([]);
  });

  test('of nothing are prolonged without a question', async () => {
    expect(await stage.store.renew(lease('node-a'), [])).toEqual([]);
  });

  test('survive a change that leaves it pending', async () => {
    const v = await pending(lease('node-a'));
    const after: Verification = { ...v, opReachable: false, version: 3 };
    await stage.store.update(v, after, 'keep', entryOf(after, 'verification.op_lost'));
    expect(await claim('node-b', later(14))).toEqual([]);
  });

  test('given back are free at once, those of others are not', async () => {
    const [mine, theirs] = [await pending(lease('node-a')), await pending(lease('node-b'))];
    await stage.store.release('node-a');
    expect(await claim('node-c', later(1))).toEqual([mine.id]);
    expect(await claim('node-c', later(15))).toEqual([theirs.id]);
  });

  test('of all can be freed where no other process can be', async () => {
    const [v, orphan] = [await pending(lease('dead')), await insert(lease('dead'))];
    await stage.store.releaseAll();
    expect(await claim('node-a', later(1))).toEqual([v.id]);
    expect((await stage.store.findInterrupted(later(1))).map(({ id }) => id)).toEqual([orphan.id]);
  });

  test('tell which requests nobody will hear of any more', async () => {
    const orphan = await insert(lease('dead'));
    await pending(lease('dead'));
    expect(await stage.store.findInterrupted(later(14.999))).toEqual([]);
    expect(await stage.store.findInterrupted(later(15))).toEqual([orphan]);
  });

  test('given back by a stopping node leave requests under way to it: the OP may still answer', async () => {
    await insert(lease('node-a'));
    await stage.store.release('node-a');
    expect(await stage.store.findInterrupted(later(14))).toEqual([]);
  });

  test('grants that ran out are found until they are ended', async () => {
    const v = await pending(lease('node-a'));
    const approved: Verification = {
      ...v,
      status: 'approved',
      endedAt: later(1),
      grantExpiresAt: later(600),
      version: 3,
    };
    await stage.store.update(v, approved, {}, entryOf(approved, 'verification.approved'));
    expect(await stage.store.findLapsed(later(599.999))).toEqual([]);
    expect(await stage.store.findLapsed(later(600))).toEqual([approved]);
    const over: Verification = { ...approved, grantEnd: 'grant_expired', version: 4 };
    await stage.store.update(approved, over, {}, entryOf(over, 'verification.grant_ended'));
    expect(await stage.store.findLapsed(later(700))).toEqual([]);
  });
});
