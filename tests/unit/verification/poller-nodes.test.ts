import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PollOutcome } from '@/lib/ciba/outcome';
import type { Verification } from '@/lib/verification/verification';
import { FakeClock } from '../../support/fake-clock';
import { Network, type Node } from '../../support/network';
import { pending, tokens } from '../../support/samples';
import { deferred, PENDING } from '../../support/scripted-ciba';

let net: Network;
let v: Verification;

beforeEach(() => {
  net = new Network();
  v = net.store.put(pending(), { authReqId: 'auth-req-1' });
});

const seconds = (count: number) => net.clock.advance(count * 1000);

describe('a node that stops', () => {
  test('asks nothing more and gives its leases back', async () => {
    const node = net.node();
    node.poller.start();
    await seconds(11);
    await node.poller.stop();
    expect(net.store.lease(v.id)).toBeUndefined();
    await seconds(60);
    expect(net.ciba.polls).toHaveLength(2);
    expect(net.clock.waiting).toBe(0);
  });

  test('leaves its work to another, who goes on after a full interval', async () => {
    const [first, second] = [net.node(), net.node()];
    first.poller.start();
    await seconds(6);
    second.poller.start();
    await first.poller.stop();
    await seconds(20);
    expect(net.ciba.polls.length).toBeGreaterThan(2);
    expect(Math.min(...net.ciba.gaps())).toBeGreaterThanOrEqual(5);
  });

  test('takes on no new work', async () => {
    const node = net.node();
    node.poller.start();
    await seconds(1);
    await node.poller.stop();
    node.poller.adopt({ verification: v, authReqId: 'auth-req-1' });
    await seconds(20);
    expect(net.ciba.polls).toHaveLength(0);
  });
  test('gives no lease back while its token request is under way', async () => {
    const [first, second] = [net.node(), net.node()];
    net.ciba.otherwise = () => new Promise((resolve) => net.clock.after(28_000, () => resolve(PENDING)));
    first.poller.start();
    await seconds(6);
    second.poller.start();
    void first.poller.stop();
    await seconds(25);
    expect(net.ciba.overlap).toBe(1);
  });
  test('is not gone before the approval it asked for is stored', async () => {
    const node = net.node();
    const held = deferred<PollOutcome>();
    net.ciba.answers = [held.promise];
    node.poller.start();
    await seconds(6);
    const stopped = node.poller.stop().then(() => {
      node.connected = false;
    });
    await seconds(1);
    held.resolve({ kind: 'approved', tokens: tokens() });
    await seconds(10);
    await stopped;
    expect(net.store.get(v.id).status).toBe('approved');
  });
});

describe('a node that dies', () => {
  test('is followed by another when its lease has run out, within twenty seconds', async () => {
    const doomed = net.node(new FakeClock());
    doomed.poller.start();
    await doomed.clock.advance(6000);
    await seconds(6);
    const heir = net.node();
    heir.poller.start();
    await seconds(8);
    expect(net.ciba.polls).toHaveLength(1);
    await seconds(13);
    expect(net.ciba.polls.length).toBeGreaterThan(1);
  });

  test('is not followed before its lease is over by clocks two seconds apart', async () => {
    const until = new Date(net.clock.now().getTime() + 3_900);
    net.store.put(net.store.get(v.id), { authReqId: 'auth-req-1' }, { node: 'dead', until });
    net.node().poller.start();
    await seconds(5.5);
    expect(net.store.lease(v.id)?.node).toBe('dead');
    await seconds(3);
    expect(net.store.lease(v.id)?.node).not.toBe('dead');
  });

  test('and starts again goes on with the interval the OP demanded last', async () => {
    net.ciba.answers = [{ kind: 'slow_down' }];
    const doomed = net.node(new FakeClock());
    doomed.poller.start();
    await doomed.clock.advance(6000);
    await seconds(6);
    net.node().poller.start();
    await seconds(60);
    expect(net.store.get(v.id).intervalSeconds).toBe(10);
    expect(new Set(net.ciba.gaps().slice(1))).toEqual(new Set([10]));
  });

  test('cannot bring an approval: what its last request got is only stored if it is still pending', async () => {
    const doomed = net.node(new FakeClock());
    const held = deferred<PollOutcome>();
    net.ciba.answers = [held.promise];
    doomed.poller.start();
    await doomed.clock.advance(6000);
    net.node().poller.start();
    await seconds(121);
    expect(net.store.get(v.id).status).toBe('expired');
    held.resolve({ kind: 'approved', tokens: tokens() });
    await doomed.clock.advance(0);
    expect(net.store.get(v.id).status).toBe('expired');
    expect(net.ciba.revoked).toEqual([tokens()]);
  });
});

describe('a node that lost its lease', () => {
  test('asks nothing more', async () => {
    const node = net.node();
    node.poller.start();
    await seconds(6);
    net.store.put(
      net.store.get(v.id),
      { authReqId: 'auth-req-1' },
      {
        node: 'somebody else',
        until: new Date(net.clock.now().getTime() + 3_600_000),
      },
    );
    await seconds(5);
    const asked = net.ciba.polls.length;
    await seconds(60);
    expect(net.ciba.polls).toHaveLength(asked);
  });

  test('and slept through it asks nothing when it wakes', async () => {
    const node = net.node();
    node.poller.start();
    await seconds(4);
    net.clock.jump(16_000);
    net.store.put(
      net.store.get(v.id),
      { authReqId: 'auth-req-1' },
      {
        node: 'somebody else',
        until: new Date(net.clock.now().getTime() + 3_600_000),
      },
    );
    await seconds(30);
    expect(net.ciba.polls).toHaveLength(0);
  });
  test('while a long token request is under way asks no second time before it is answered', async () => {
    const node = net.node();
    net.ciba.otherwise = () => new Promise((resolve) => net.clock.after(35_000, () => resolve(PENDING)));
    node.poller.start();
    await seconds(6);
    node.connected = false;
    await seconds(18.5);
    node.connected = true;
    await seconds(15);
    expect(net.ciba.overlap).toBe(1);
  });
});

describe('a node that slept while another asked and stopped', () => {
  test('waits a full interval like anybody who takes over', async () => {
    const sleeper = net.node(new FakeClock());
    sleeper.poller.start();
    await sleeper.clock.advance(0);
    const other = net.node();
    other.poller.start();
    await seconds(23);
    expect(net.ciba.polls).toHaveLength(1);
    await other.poller.stop();
    await seconds(0.5);
    sleeper.clock.jump(23_500);
    await sleeper.clock.advance(0);
    for (let tick = 0; tick < 40; tick++) {
      await seconds(0.25);
      await sleeper.clock.advance(250);
    }
    expect(net.ciba.polls.length).toBeGreaterThan(1);
    expect(Math.min(...net.ciba.gaps())).toBeGreaterThanOrEqual(5);
  });
});

const TICK = 250;

type Act = 'freeze' | 'thaw' | 'cut' | 'mend' | 'stop' | 'start';

/** Two nodes whose machines freeze, lose the database, stop and start, in any order. */
async function live(
  { net, nodes, awake, running }: Stage,
  ticks: number,
  who: number,
  act: Act,
): Promise<void> {
  const node = nodes[who];
  if (node) {
    if (act === 'freeze') awake[who] = false;
    if (act === 'thaw') awake[who] = true;
    if (act === 'cut') node.connected = false;
    if (act === 'mend') node.connected = true;
    if (act === 'stop' && running[who] && awake[who]) {
      // Not awaited: a node that stops hears out its requests, and time has to pass for that.
      void node.poller
        .stop()
        .catch(() => {})
        .finally(() => {
          running[who] = false;
        });
    }
    if (act === 'start' && !running[who] && awake[who]) {
      running[who] = true;
      node.poller.start();
    }
  }
  for (let tick = 0; tick < ticks; tick++) {
    await net.clock.advance(TICK);
    for (const [index, { clock }] of nodes.entries()) {
      // A frozen machine runs nothing; when it wakes, its clock is right and all its timers are late.
      if (awake[index]) {
        clock.jump(net.clock.now().getTime() - clock.now().getTime());
        await clock.advance(0);
      }
    }
  }
}

interface Stage {
  readonly net: Network;
  readonly nodes: readonly Node[];
  readonly awake: boolean[];
  readonly running: boolean[];
}

test('two nodes never ask about one request at once, nor faster than its interval, whatever befalls them', async () => {
  const step = fc.tuple(
    fc.integer({ min: 1, max: 80 }),
    fc.constantFrom(0, 1),
    fc.constantFrom<Act>('freeze', 'thaw', 'thaw', 'cut', 'mend', 'mend', 'stop', 'start', 'start'),
  );
  let asked = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 25 }),
      fc.integer({ min: 0, max: 12 }),
      async (steps, held) => {
        const net = new Network();
        const nodes = [net.node(new FakeClock()), net.node(new FakeClock())];
        const stage: Stage = { net, nodes, awake: [true, true], running: [true, true] };
        const day = new Date(net.clock.now().getTime() + 86_400_000);
        net.store.put(pending({ expiresAt: day }), { authReqId: 'auth-req-1' });
        net.ciba.otherwise = () =>
          new Promise((resolve) => net.clock.after(held * TICK, () => resolve(PENDING)));
        for (const { poller } of nodes) poller.start();
        for (const [ticks, who, act] of steps) await live(stage, ticks, who, act);
        asked += net.ciba.polls.length;
        expect(net.ciba.overlap).toBeLessThanOrEqual(1);
        expect(Math.min(5, ...net.ciba.gaps())).toBe(5);
      },
    ),
    { numRuns: 40 },
  );
  expect(asked).toBeGreaterThan(100);
}, 60_000);
