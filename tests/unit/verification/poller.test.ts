import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { apply } from '@/lib/verification/apply';
import type { Verification } from '@/lib/verification/verification';
import { Network, type Node } from '../../support/network';
import { ann, approved, later, pending, requested, tokens } from '../../support/samples';
import { deferred, PENDING } from '../../support/scripted-ciba';

const unavailable: PollOutcome = { kind: 'unavailable', detail: 'ECONNREFUSED' };
const approval: PollOutcome = { kind: 'approved', tokens: tokens() };

let net: Network;
let node: Node;
let v: Verification;

beforeEach(() => {
  net = new Network();
  node = net.node();
  v = net.store.put(pending(), { authReqId: 'auth-req-1' });
});

const seconds = (count: number) => net.clock.advance(count * 1000);
const now = () => net.store.get(v.id);
const cancel = () => apply({ verifications: net.store, clock: net.clock }, v.id, { type: 'cancelled' }, ann);

describe('the pace', () => {
  test('is the interval of the OP, from the first token request on', async () => {
    node.poller.start();
    await seconds(4.999);
    expect(net.ciba.polls).toHaveLength(0);
    await seconds(35);
    expect(net.ciba.polls).toHaveLength(7);
    expect(new Set(net.ciba.gaps())).toEqual(new Set([5]));
  });

  test('is slower for good after slow_down, and stored for whoever takes over', async () => {
    net.ciba.answers = [{ kind: 'slow_down' }, PENDING, { kind: 'slow_down' }];
    node.poller.start();
    await seconds(60);
    expect(net.ciba.gaps()).toEqual([10, 10, 15, 15]);
    expect(now()).toMatchObject({ status: 'pending', intervalSeconds: 15 });
  });

  test('obeys Retry-After', async () => {
    net.ciba.answers = [{ ...unavailable, retryAfter: 33 }];
    node.poller.start();
    await seconds(44);
    expect(net.ciba.gaps()).toEqual([33, 5]);
  });

  test('counts from when a request leaves, however long the OP took to be discovered', async () => {
    const discovered = deferred<void>();
    net.ciba.discovery = discovered.promise;
    node.poller.start();
    await seconds(12);
    expect(net.ciba.polls).toHaveLength(0);
    discovered.resolve();
    await seconds(20);
    expect(net.ciba.gaps()).toEqual([5, 5, 5, 5]);
  });

  test('stays as it is when requests get lost on connections that were given up, which is told all the same', async () => {
    const lost: PollOutcome = { kind: 'unavailable', detail: 'UND_ERR_SOCKET', isLost: true };
    net.ciba.answers = [lost, lost, lost, lost];
    node.poller.start();
    await seconds(20);
    expect(net.ciba.gaps()).toEqual([5, 5, 5]);
    expect(now().opReachable).toBe(false);
    await seconds(10);
    expect(now().opReachable).toBe(true);
  });

  test('waits for an answer however long the OP holds the request open', async () => {
    const held = deferred<PollOutcome>();
    net.ciba.answers = [held.promise];
    node.poller.start();
    await seconds(38);
    expect(net.ciba.polls).toHaveLength(1);
    held.resolve(PENDING);
    await seconds(0.001);
    expect(net.ciba.polls).toHaveLength(2);
  });

  test('of many verifications is kept for each', async () => {
    const slow = pending({ customerId: 'C-2', intervalSeconds: 9 });
    net.store.put(slow, { authReqId: 'auth-req-2' });
    node.poller.start();
    await seconds(46);
    expect(net.ciba.gaps('auth-req-1')).toEqual(Array(8).fill(5));
    expect(net.ciba.gaps('auth-req-2')).toEqual(Array(4).fill(9));
  });
});

describe('an answer', () => {
  test('of approval is stored with its tokens, and ends the asking', async () => {
    net.ciba.answers = [PENDING, approval];
    node.poller.start();
    await seconds(60);
    expect(now().status).toBe('approved');
    expect(net.store.secrets(v.id)).toEqual({ tokens: tokens() });
    expect(net.ciba.polls).toHaveLength(2);
  });

  test('is judged against the customer who was looked up and the time of the request', async () => {
    node.poller.start();
    await seconds(5);
    expect(net.ciba.polls[0]?.expected).toEqual({
      subject: 'sub-maria',
      requestedAt: v.requestedAt,
      expiresAt: v.expiresAt,
      requiredScope: 'read:sensitive-data',
    });
  });

  test.each<[PollOutcome, Partial<Verification>]>([
    [
      { kind: 'denied', fraudReported: true },
      { status: 'denied', reason: 'fraud_reported' },
    ],
    [{ kind: 'expired' }, { status: 'expired', reason: 'expired' }],
    [
      { kind: 'failed', detail: 'invalid_grant' },
      { status: 'failed', reason: 'op_error' },
    ],
  ])('of $kind ends the asking', async (outcome, end) => {
    net.ciba.answers = [outcome];
    node.poller.start();
    await seconds(60);
    expect(now()).toMatchObject(end);
    expect(net.ciba.polls).toHaveLength(1);
  });
});

describe('an OP that is away', () => {
  test('is reported after the second silence, and again when it is back', async () => {
    net.ciba.answers = [unavailable, unavailable];
    node.poller.start();
    await seconds(5);
    expect(now().opReachable).toBe(true);
    await seconds(5);
    expect(now().opReachable).toBe(false);
    await seconds(10);
    expect(now().opReachable).toBe(true);
    expect(net.store.actions(v.id)).toEqual(['verification.op_lost', 'verification.op_found']);
  });

  test('until the deadline leaves a failure, not an expiry', async () => {
    net.ciba.otherwise = () => unavailable;
    node.poller.start();
    await seconds(121);
    expect(now()).toMatchObject({ status: 'failed', reason: 'op_unreachable' });
  });
});

describe('the deadline', () => {
  test('is kept by our own clock, though the OP says "pending" for ever', async () => {
    node.poller.start();
    await seconds(119.9);
    expect(now().status).toBe('pending');
    await seconds(0.1);
    expect(now()).toMatchObject({ status: 'expired', reason: 'expired', endedAt: later(120) });
    const asked = net.ciba.polls.length;
    await seconds(60);
    expect(net.ciba.polls).toHaveLength(asked);
  });

  test('that passes while a token request is under way makes its approval too late', async () => {
    net.store.put({ ...v, expiresAt: later(7) }, { authReqId: 'auth-req-1' });
    const held = deferred<PollOutcome>();
    net.ciba.answers = [held.promise];
    node.poller.start();
    await seconds(8);
    expect(now().status).toBe('expired');
    held.resolve(approval);
    await seconds(1);
    expect(now().status).toBe('expired');
    expect(net.ciba.revoked).toEqual([tokens()]);
  });

  test('that passes while the OP holds a token request open does not wait for it, and soon gives it up', async () => {
    net.store.put({ ...v, expiresAt: later(7) }, { authReqId: 'auth-req-1' });
    net.ciba.otherwise = () => deferred<PollOutcome>().promise;
    node.poller.start();
    await seconds(8);
    expect(now().status).toBe('expired');
    expect(net.ciba.underWay).toBe(1);
    await seconds(5);
    expect(net.ciba.underWay).toBe(0);
  });
});

describe('a verification cancelled elsewhere', () => {
  test('is not asked about again once the change is announced', async () => {
    node.poller.start();
    await seconds(6);
    await cancel();
    await seconds(60);
    expect(net.ciba.polls).toHaveLength(1);
  });

  test('is noticed at the next renewal when the announcement is lost', async () => {
    net.store.onChange = () => {};
    node.poller.start();
    await seconds(6);
    await cancel();
    await seconds(60);
    expect(net.ciba.polls.length).toBeLessThanOrEqual(2);
    expect(now().status).toBe('cancelled');
  });

  test('gets no approval from a token request that was under way: its tokens are revoked', async () => {
    const held = deferred<PollOutcome>();
    net.ciba.answers = [held.promise];
    node.poller.start();
    await seconds(6);
    await cancel();
    held.resolve(approval);
    await seconds(20);
    expect(now().status).toBe('cancelled');
    expect(net.store.secrets(v.id)).toEqual({});
    expect(net.ciba.revoked).toEqual([tokens()]);
    expect(net.ciba.polls).toHaveLength(1);
  });
});

describe('a database that fails', () => {
  test('while an approval is stored costs nothing', async () => {
    net.ciba.answers = [approval];
    node.poller.start();
    await seconds(4.5);
    vi.spyOn(net.store, 'update').mockRejectedValueOnce(new Error('connection lost'));
    await seconds(3);
    expect(now().status).toBe('approved');
    expect(net.ciba.revoked).toEqual([]);
  });

  test.each([1, 14, 40, 90])(
    'for %d seconds loses no approval, and nobody asks a second time meanwhile',
    async (away) => {
      const other = net.node();
      const held = deferred<PollOutcome>();
      net.ciba.answers = [held.promise];
      net.ciba.otherwise = () => ({ kind: 'failed', detail: 'invalid_grant, HTTP 400' });
      node.poller.start();
      await seconds(4.5);
      other.poller.start();
      await seconds(1);
      expect(net.ciba.polls).toHaveLength(1);
      for (const one of [node, other]) one.connected = false;
      held.resolve(approval);
      await seconds(away);
      for (const one of [node, other]) one.connected = true;
      await seconds(30);
      expect(now().status).toBe('approved');
      expect(net.ciba.polls).toHaveLength(1);
      expect(net.ciba.revoked).toEqual([]);
    },
  );

  test('to take the approval alone keeps it, and nobody asks a second time meanwhile', async () => {
    net.ciba.answers = [approval];
    net.ciba.otherwise = () => ({ kind: 'failed', detail: 'invalid_grant, HTTP 400' });
    const update = vi.spyOn(net.store, 'update').mockRejectedValue(new Error('the row is locked'));
    node.poller.start();
    await seconds(6);
    // The lease is lost and won again, and what is asked for is still about to be stored.
    node.connected = false;
    await seconds(20);
    node.connected = true;
    await seconds(20);
    expect(net.ciba.polls).toHaveLength(1);
    update.mockRestore();
    await seconds(1);
    expect(now().status).toBe('approved');
    expect(net.ciba.revoked).toEqual([]);
  });

  test('beyond the deadline loses no approval that came before', async () => {
    const other = net.node();
    node.poller.start();
    await seconds(114.5);
    const held = deferred<PollOutcome>();
    net.ciba.answers = [held.promise];
    net.ciba.otherwise = () => ({ kind: 'failed', detail: 'invalid_grant, HTTP 400' });
    other.poller.start();
    await seconds(1);
    for (const one of [node, other]) one.connected = false;
    held.resolve(approval);
    await seconds(40);
    expect(now().status).toBe('pending');
    // Whoever comes first does not end what another may have an answer to.
    other.connected = true;
    await seconds(3);
    node.connected = true;
    await seconds(10);
    expect(now()).toMatchObject({ status: 'approved', endedAt: later(115.5) });
    expect(net.ciba.revoked).toEqual([]);
  });

  test('is asked to keep the leases before anything more is asked of the OP', async () => {
    node.poller.start();
    await seconds(6);
    expect(net.ciba.polls).toHaveLength(1);
    node.connected = false;
    // The next renewal is due before the next token request.
    await seconds(12);
    expect(net.ciba.polls).toHaveLength(1);
    node.connected = true;
    await seconds(2.5);
    expect(net.ciba.polls).toHaveLength(2);
  });

  test('at the deadline ends the verification as soon as it is back', async () => {
    node.poller.start();
    await seconds(118);
    node.connected = false;
    await seconds(30);
    expect(now().status).toBe('pending');
    node.connected = true;
    await seconds(20);
    expect(now().status).toBe('expired');
  });

  test('longer than a lease lasts stops the asking, which goes on when it is back', async () => {
    node.poller.start();
    await seconds(11);
    node.connected = false;
    await seconds(16);
    const asked = net.ciba.polls.length;
    await seconds(20);
    expect(net.ciba.polls).toHaveLength(asked);
    node.connected = true;
    await seconds(20);
    expect(net.ciba.polls.length).toBeGreaterThan(asked);
    expect(Math.min(...net.ciba.gaps())).toBeGreaterThanOrEqual(5);
  });
});

describe('what is found at start', () => {
  test('of requests whose node died before the OP answered is ended as interrupted', async () => {
    const orphan = net.store.put(requested({ customerId: 'C-2' }), {}, { node: 'dead', until: later(15) });
    node.poller.start();
    await seconds(14);
    expect(net.store.get(orphan.id).status).toBe('requested');
    // Nodes' clocks may differ by two seconds, and the look-out comes every two.
    await seconds(5);
    expect(net.store.get(orphan.id)).toMatchObject({ status: 'failed', reason: 'interrupted' });
    expect(net.store.audit.at(-1)).toMatchObject({ actor: { kind: 'system', name: 'recovery' } });
  });

  test('of grants that ran out is ended, and their tokens forgotten', async () => {
    const lapsed = net.store.put(approved({ customerId: 'C-2' }), { tokens: tokens() });
    node.poller.start();
    await seconds(599);
    expect(net.store.get(lapsed.id).grantEnd).toBeNull();
    await seconds(3);
    expect(net.store.get(lapsed.id).grantEnd).toBe('grant_expired');
    expect(net.store.secrets(lapsed.id)).toEqual({});
  });

  test('with secrets no key opens is ended, for it can never be polled', async () => {
    const sealed = net.store.put(pending({ customerId: 'C-2' }));
    node.poller.start();
    await seconds(6);
    expect(net.store.get(sealed.id)).toMatchObject({ status: 'failed', detail: 'secrets unreadable' });
  });
  test('that cannot be ended keeps nobody else waiting', async () => {
    const orphan = net.store.put(requested({ customerId: 'C-2' }));
    const update = net.store.update.bind(net.store);
    vi.spyOn(net.store, 'update').mockImplementation(async (before, ...rest) => {
      if (before.id === orphan.id) throw new Error('violates a constraint');
      return update(before, ...rest);
    });
    node.poller.start();
    await seconds(30);
    expect(net.ciba.polls.length).toBeGreaterThan(0);
  });
});

describe('work handed over by the request', () => {
  test('is polled after one interval, under the lease it was inserted with', async () => {
    net.store.put(v, { authReqId: 'auth-req-1' }, node.poller.lease());
    node.poller.start();
    await seconds(0);
    node.poller.adopt({ verification: v, authReqId: 'auth-req-1' });
    node.poller.adopt({ verification: v, authReqId: 'auth-req-1' });
    await seconds(21);
    expect(net.ciba.gaps()).toEqual([5, 5, 5]);
    expect(net.ciba.overlap).toBe(1);
  });

  test('is held while the OP thinks, so that nobody takes it for interrupted', async () => {
    const slow = net.store.put(requested({ customerId: 'C-2' }), {}, node.poller.lease());
    node.poller.start();
    const call = deferred<string>();
    const held = node.poller.hold(slow.id, call.promise);
    await seconds(39);
    expect(net.store.get(slow.id).status).toBe('requested');
    call.resolve('answered');
    expect(await held).toBe('answered');
  });
});
test('a timer that fires a little early makes no token request early', async () => {
  const after = net.clock.after.bind(net.clock);
  vi.spyOn(net.clock, 'after').mockImplementation((ms, task) => after(Math.max(1, ms - 1), task));
  net.store.put({ ...v, expiresAt: later(22) }, { authReqId: 'auth-req-1' });
  node.poller.start();
  await seconds(30);
  expect(Math.min(...net.ciba.gaps())).toBeGreaterThanOrEqual(5);
});
