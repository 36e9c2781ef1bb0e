import { beforeEach, describe, expect, test, vi } from 'vitest';
import { opActor } from '@/lib/actor';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { apply } from '@/lib/verification/apply';
import type { Verification } from '@/lib/verification/verification';
import { Network, type Node } from '../../support/network';
import { ann, later, pending, requested, tokens } from '../../support/samples';
import { deferred, PENDING } from '../../support/scripted-ciba';

const approval: PollOutcome = { kind: 'approved', tokens: tokens() };

let net: Network;
let node: Node;
let v: Verification;

beforeEach(() => {
  net = new Network();
  node = net.node();
  v = net.store.put(pending({ delivery: 'ping' }), { authReqId: 'auth-req-1' });
});

const seconds = (count: number) => net.clock.advance(count * 1000);
const now = () => net.store.get(v.id);
const deps = () => ({ verifications: net.store, clock: net.clock });
const ping = () => apply(deps(), v.id, { type: 'pinged' }, opActor);
const cancel = () => apply(deps(), v.id, { type: 'cancelled' }, ann);
const start = async () => {
  node.poller.start();
  await seconds(0);
};

/** Seconds since the beginning at which token requests went out. */
const askedAt = () => net.ciba.polls.map(({ sentAt }) => (sentAt - later(0).getTime()) / 1000);

describe('a verification the OP pings for', () => {
  test('is asked about now and then only, and once more before its deadline', async () => {
    await start();
    await seconds(121);
    expect(askedAt()).toEqual([30, 60, 90, 117]);
    expect(now()).toMatchObject({ status: 'expired', endedAt: later(120) });
  });

  test('is asked about once after the database was away, when pings were turned away', async () => {
    await start();
    await seconds(9);
    node.connected = false;
    await seconds(8);
    expect(askedAt()).toEqual([]);
    node.connected = true;
    await seconds(2);
    expect(askedAt()).toHaveLength(1);
    net.ciba.answers = [PENDING, approval];
    await seconds(25);
    expect(askedAt()).toHaveLength(1);
    await seconds(10);
    expect(askedAt()).toHaveLength(2);
  });

  test('is asked about at once when the ping comes', async () => {
    net.ciba.answers = [approval];
    await start();
    await seconds(7);
    await ping();
    await seconds(0);
    expect(askedAt()).toEqual([7]);
    expect(now().status).toBe('approved');
  });

  test('is approved although the ping was lost', async () => {
    net.ciba.answers = [approval];
    await start();
    await seconds(31);
    expect(now().status).toBe('approved');
  });

  test('is asked about at once by the node that holds it, though another took the ping', async () => {
    const other = net.node();
    await start();
    other.poller.start();
    await seconds(7);
    await ping();
    await seconds(1);
    expect(askedAt()).toEqual([7]);
  });

  test('is asked about as if by poll from then on, when the result was not there yet', async () => {
    net.ciba.answers = [PENDING, PENDING, approval];
    await start();
    await seconds(7);
    await ping();
    await seconds(30);
    expect(askedAt()).toEqual([7, 12, 17]);
    expect(now().status).toBe('approved');
  });

  test('is asked about once, however often the same ping comes', async () => {
    await start();
    await seconds(7);
    for (let i = 0; i < 5; i++) await ping();
    await seconds(1);
    await ping();
    await seconds(1);
    expect(askedAt()).toEqual([7]);
    expect(now().version).toBe(v.version + 1);
    expect(net.store.actions(v.id)).toEqual(['verification.pinged']);
  });

  test('is asked about once for its ping, whatever else is recorded of it later', async () => {
    net.ciba.answers = [{ kind: 'slow_down' }, PENDING, { kind: 'slow_down' }];
    await start();
    await seconds(7);
    await ping();
    await seconds(60);
    expect(askedAt()).toEqual([7, 17, 27, 42, 57]);
  });

  test('is asked about at the deadline of its own clock, not at the next look', async () => {
    net.store.put({ ...v, expiresAt: later(40) }, { authReqId: 'auth-req-1' });
    await start();
    await seconds(41);
    expect(askedAt()).toEqual([30, 37]);
    expect(now()).toMatchObject({ status: 'expired', endedAt: later(40) });
  });
});

describe('a ping while a token request is under way', () => {
  const underWay = async () => {
    const held = deferred<PollOutcome>();
    net.ciba.answers = [held.promise];
    await start();
    await seconds(32);
    expect(net.ciba.underWay).toBe(1);
    return held;
  };

  test('leads to exactly one more, no sooner than an interval after that was answered', async () => {
    const held = await underWay();
    await ping();
    await ping();
    await seconds(1);
    expect(net.ciba.polls).toHaveLength(1);
    held.resolve(PENDING);
    await seconds(0);
    await seconds(4.9);
    expect(askedAt()).toEqual([30]);
    await seconds(0.2);
    expect(askedAt()).toEqual([30, 38]);
    expect(net.ciba.overlap).toBe(1);
    await seconds(5);
    expect(askedAt()).toEqual([30, 38, 43]);
  });

  test('leads to none when that brings the result', async () => {
    const held = await underWay();
    await ping();
    held.resolve(approval);
    await seconds(30);
    expect(net.ciba.polls).toHaveLength(1);
    expect(now().status).toBe('approved');
  });

  test.each<[PollOutcome, number]>([
    [{ kind: 'slow_down' }, 42],
    [{ kind: 'slow_down', retryAfter: 20 }, 52],
    [{ kind: 'unavailable', detail: 'HTTP 503' }, 37],
  ])('leads to one more, when the OP wants it, although that was answered by %j', async (outcome, wanted) => {
    const held = await underWay();
    await ping();
    held.resolve(outcome);
    await seconds(wanted - 32);
    expect(askedAt()).toEqual([30, wanted]);
    expect(net.ciba.overlap).toBe(1);
  });

  test('is not followed again when something else is recorded later', async () => {
    const held = await underWay();
    net.ciba.answers = [PENDING, { kind: 'slow_down' }];
    await ping();
    held.resolve(PENDING);
    await seconds(25);
    expect(askedAt()).toEqual([30, 37, 42, 52]);
  });

  test('is not followed after a cancellation', async () => {
    const held = await underWay();
    await ping();
    await cancel();
    held.resolve(PENDING);
    await seconds(60);
    expect(net.ciba.polls).toHaveLength(1);
  });
});

describe('a ping while an answer is being recorded', () => {
  /** The database has taken the next change, and takes its time to say so. */
  const slowDatabase = (ms: number) => {
    const update = net.store.update.bind(net.store);
    vi.spyOn(net.store, 'update').mockImplementationOnce(async (...args) => {
      const taken = await update(...args);
      await new Promise<void>((resolve) => net.clock.after(ms, resolve));
      return taken;
    });
  };
  const recording = async () => {
    net.ciba.answers = [{ kind: 'slow_down' }];
    await start();
    await seconds(29.9);
    slowDatabase(500);
    await seconds(0.3);
    await ping();
  };

  test('leads to one more at the pace the OP wants', async () => {
    await recording();
    await seconds(35);
    expect(askedAt()).toEqual([30, 40, 50, 60]);
    expect(net.ciba.overlap).toBe(1);
  });

  test('leaves nothing behind that asks after the end', async () => {
    await recording();
    await seconds(12);
    await cancel();
    const asked = net.ciba.polls.length;
    await seconds(100);
    expect(net.ciba.polls).toHaveLength(asked);
  });

  test('leaves nothing behind that asks after the poller has stopped', async () => {
    await recording();
    await seconds(12);
    await node.poller.stop();
    const asked = net.ciba.polls.length;
    await seconds(12);
    expect(net.ciba.polls).toHaveLength(asked);
  });

  test('never leads to two at once', async () => {
    net.ciba.otherwise = () => new Promise((resolve) => net.clock.after(1500, () => resolve(PENDING)));
    await recording();
    await seconds(80);
    expect(net.ciba.overlap).toBe(1);
    expect(Math.min(...net.ciba.gaps().slice(1))).toBeGreaterThanOrEqual(10);
  });
});

describe('a ping that was quicker than our own bookkeeping', () => {
  test('makes new work due at once', async () => {
    const early = { ...v, pingedAt: later(0) };
    net.store.put(early, { authReqId: 'auth-req-1' }, node.poller.lease());
    await start();
    node.poller.adopt({ verification: early, authReqId: 'auth-req-1' }, true);
    await seconds(0);
    expect(askedAt()).toEqual([0]);
    await seconds(11);
    expect(askedAt()).toEqual([0, 5, 10]);
  });

  test('is kept through the acknowledgement', async () => {
    const fresh = net.store.put(requested({ delivery: 'ping', customerId: 'C-2' }));
    await apply(deps(), fresh.id, { type: 'pinged' }, opActor);
    const acknowledged = { type: 'acknowledged', expiresIn: 60, interval: 5 } as const;
    await apply(deps(), fresh.id, acknowledged, ann, { authReqId: 'auth-req-2' });
    expect(net.store.get(fresh.id)).toMatchObject({ status: 'pending', pingedAt: later(0) });
  });

  test('does not make new work due at once that was never pinged', async () => {
    net.store.put(v, { authReqId: 'auth-req-1' }, node.poller.lease());
    await start();
    node.poller.adopt({ verification: v, authReqId: 'auth-req-1' }, true);
    await seconds(29);
    expect(askedAt()).toEqual([]);
  });
});

test('a polled verification hears no ping', async () => {
  net.store.put({ ...v, delivery: 'poll' }, { authReqId: 'auth-req-1' });
  await start();
  await seconds(2);
  expect(await ping()).toBeUndefined();
  await seconds(10);
  expect(askedAt()).toEqual([5, 10]);
});
