import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { opActor } from '@/lib/actor';
import { apply } from '@/lib/verification/apply';
import type { Verification } from '@/lib/verification/verification';
import { FakeClock } from '../../support/fake-clock';
import { Network, type Node } from '../../support/network';
import { ann, later, pending } from '../../support/samples';
import { PENDING } from '../../support/scripted-ciba';

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
const start = async () => {
  node.poller.start();
  await seconds(0);
};

/** Seconds since the beginning at which token requests went out. */
const askedAt = () => net.ciba.polls.map(({ sentAt }) => (sentAt - later(0).getTime()) / 1000);

describe('a pinged verification that is taken over', () => {
  test('waits a full interval, for nobody knows when it was last asked about', async () => {
    net.store.put({ ...v, pingedAt: later(0) }, { authReqId: 'auth-req-1' });
    await start();
    await seconds(4.9);
    expect(askedAt()).toEqual([]);
    await seconds(6);
    expect(askedAt()).toEqual([5, 10]);
  });

  test('from a node that died is never asked about by both', async () => {
    const doomed = net.node(new FakeClock());
    doomed.poller.start();
    await doomed.clock.advance(4000);
    await seconds(4);
    await ping();
    await seconds(1);
    await doomed.clock.advance(1000);
    expect(askedAt()).toEqual([5]);
    await start();
    await seconds(40);
    expect(net.ciba.polls.length).toBeGreaterThan(1);
    expect(Math.min(...net.ciba.gaps())).toBeGreaterThanOrEqual(5);
    expect(net.ciba.overlap).toBe(1);
  });

  test('from a node that stopped goes on at the pace of a poll', async () => {
    await start();
    await seconds(7);
    await ping();
    await seconds(1);
    const heir = net.node();
    heir.poller.start();
    await node.poller.stop();
    await seconds(20);
    expect(net.ciba.polls.length).toBeGreaterThan(2);
    expect(Math.min(...net.ciba.gaps())).toBeGreaterThanOrEqual(5);
  });
});

describe('a verification the OP pushes for', () => {
  beforeEach(() => {
    net.store.put({ ...v, delivery: 'push' }, { authReqId: 'auth-req-1' });
  });

  test('is never asked about, and expires at its deadline', async () => {
    await start();
    await seconds(119.9);
    expect(now().status).toBe('pending');
    await seconds(0.1);
    expect(now()).toMatchObject({ status: 'expired', endedAt: later(120) });
    await seconds(60);
    expect(net.ciba.polls).toEqual([]);
  });

  test('is not asked about because somebody else changed it, pinged or took it over', async () => {
    await start();
    await seconds(7);
    await ping();
    await apply(deps(), v.id, { type: 'slowed_down', interval: 9 }, opActor);
    const heir = net.node();
    heir.poller.start();
    await node.poller.stop();
    await seconds(60);
    expect(now()).toMatchObject({ status: 'pending', pingedAt: null });
    expect(net.ciba.polls).toEqual([]);
  });

  test('keeps its lease, so that one node alone waits for it', async () => {
    await start();
    await seconds(60);
    expect(net.store.lease(v.id)?.node).toBe(node.poller.node);
  });
});

test('whenever pings come and however long answers take, one request is never asked about twice at once, nor sooner than agreed but for the ping', async () => {
  const seconds = fc.integer({ min: 0, max: 100_000 }).map((ms) => ms / 1000);
  let followed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(seconds, { maxLength: 4 }),
      fc.array(fc.integer({ min: 0, max: 12_000 }), { minLength: 1, maxLength: 5 }),
      seconds,
      async (pings, held, gaveUp) => {
        const own = new Network();
        const row = own.store.put(pending({ delivery: 'ping' }), { authReqId: 'auth-req-1' });
        const store = { verifications: own.store, clock: own.clock };
        own.ciba.otherwise = () =>
          new Promise((resolve) => {
            const ms = held[own.ciba.polls.length % held.length] ?? 0;
            own.clock.after(ms, () => resolve(PENDING));
          });
        own.clock.after(gaveUp * 1000, () => void apply(store, row.id, { type: 'cancelled' }, ann));
        for (const at of pings) {
          own.clock.after(at * 1000, () => void apply(store, row.id, { type: 'pinged' }, opActor));
        }
        own.node().poller.start();
        await own.clock.advance(125_000);
        const first = Math.min(Number.POSITIVE_INFINITY, ...pings);
        const times = own.ciba.polls.map(({ sentAt }) => (sentAt - later(0).getTime()) / 1000);
        expect(own.ciba.overlap).toBeLessThanOrEqual(1);
        expect(own.ciba.gaps().filter((gap) => gap < 5).length).toBeLessThanOrEqual(1);
        expect(times.every((at) => at <= gaveUp)).toBe(true);
        // What the ping promised is fetched at once, or when the answer that was on its way has come.
        if (first < gaveUp - 12) {
          followed += 1;
          expect(times.some((at) => at >= first && at <= first + 12)).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(followed).toBeGreaterThan(5);
}, 30_000);
