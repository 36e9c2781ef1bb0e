import { beforeEach, describe, expect, test, vi } from 'vitest';
import { clockActor } from '@/lib/actor';
import { Presence } from '@/lib/verification/presence';
import type { Verification } from '@/lib/verification/verification';
import { FakeClock, quiet } from '../../support/fake-clock';
import { MemoryPresence } from '../../support/memory-presence';
import { Network } from '../../support/network';
import { recordingLog } from '../../support/recording-log';
import { ann, approved, bob, tokens } from '../../support/samples';

let net: Network;
let presence: MemoryPresence;
beforeEach(() => {
  net = new Network();
  presence = new MemoryPresence(net.store);
});

function node(clock = net.clock, kept = presence) {
  const log = recordingLog();
  const started = new Presence({
    presence: kept,
    releaseAfterSeconds: 120,
    verifications: net.store,
    ciba: net.ciba,
    clock,
    log: log.log,
  });
  started.start();
  return Object.assign(started, { log });
}

const onCall = (change: Partial<Verification> = {}) =>
  net.store.put(approved({ grantExpiresAt: new Date(8.64e15), ...change }), { tokens: tokens() });
const grantEnd = ({ id }: Verification) => net.store.get(id).grantEnd;
const minutes = (n: number) => n * 60_000;

describe('a verified call', () => {
  test('is kept as long as a page of its agent is open, on whichever node', async () => {
    const [here, there] = [node(), node()];
    const v = onCall();
    const leave = here.enter(ann.subject);
    await net.clock.advance(minutes(10));
    // The browser was sent to the other node, and opened the new stream first.
    there.enter(ann.subject);
    leave();
    await here.stop();
    await net.clock.advance(minutes(10));
    expect(grantEnd(v)).toBeNull();
  });

  test('is released two minutes after the last page is gone: its tokens are revoked, and it is recorded', async () => {
    const at = node();
    const [v, other] = [onCall(), onCall({ customerId: 'C-2', staffSubject: bob.subject })];
    const [first, second] = [at.enter(ann.subject), at.enter(ann.subject)];
    at.enter(bob.subject);
    await net.clock.advance(minutes(5));
    first();
    first();
    await net.clock.advance(minutes(5));
    expect(grantEnd(v), 'another page is open').toBeNull();
    second();
    await net.clock.advance(minutes(2) - 1);
    expect(grantEnd(v)).toBeNull();
    await net.clock.advance(20_001);
    expect(grantEnd(v)).toBe('page_gone');
    expect(net.store.secrets(v.id)).toEqual({});
    expect(net.ciba.revoked).toEqual([tokens()]);
    expect(net.store.audit).toMatchObject([
      { actor: clockActor, action: 'verification.grant_ended', details: { why: 'page_gone' } },
    ]);
    expect(grantEnd(other)).toBeNull();
  });

  test('is kept when a page is back in time', async () => {
    const at = node();
    const v = onCall();
    const leave = at.enter(ann.subject);
    await net.clock.advance(minutes(5));
    leave();
    await net.clock.advance(minutes(1));
    at.enter(ann.subject);
    await net.clock.advance(minutes(5));
    expect(grantEnd(v)).toBeNull();
  });

  test('is kept by who only asks, because no stream gets through to them', async () => {
    const at = node();
    const v = onCall();
    for (let n = 0; n < 60; n++) {
      await net.clock.advance(5_000);
      at.seen(ann.subject);
    }
    expect(grantEnd(v)).toBeNull();
    await net.clock.advance(minutes(2) + 20_000);
    expect(grantEnd(v)).toBe('page_gone');
  });

  test('that was approved while nobody was there has its two minutes', async () => {
    node();
    await net.clock.advance(minutes(5));
    const v = onCall({ endedAt: net.clock.now() });
    await net.clock.advance(minutes(2) - 1);
    expect(grantEnd(v)).toBeNull();
    await net.clock.advance(20_001);
    expect(grantEnd(v)).toBe('page_gone');
  });

  test('is one that shows data: what waits, and approvals of transfers, are left alone', async () => {
    node();
    const t = onCall({ purpose: 'wire_transfer', transferId: 'trf_x' });
    const waiting = net.store.put({ ...approved(), status: 'pending', endedAt: null, grantExpiresAt: null });
    await net.clock.advance(minutes(10));
    expect([t, waiting].map(grantEnd)).toEqual([null, null]);
  });
});

describe('a desk that could not see who was there', () => {
  test('because it was down gives everybody two minutes to come back', async () => {
    const before = node();
    const v = onCall();
    before.enter(ann.subject);
    await net.clock.advance(minutes(3));
    await before.stop();
    net.clock.jump(minutes(30));
    const after = node();
    await net.clock.advance(minutes(2) - 1);
    expect(grantEnd(v)).toBeNull();
    after.enter(ann.subject);
    await net.clock.advance(minutes(5));
    expect(grantEnd(v)).toBeNull();
  });

  test('because the database was away does so from when it is back', async () => {
    const at = node();
    const v = onCall();
    at.enter(ann.subject);
    await net.clock.advance(minutes(3));
    const seen = vi.spyOn(presence, 'seen').mockRejectedValue(new Error('connection lost'));
    await net.clock.advance(minutes(10));
    seen.mockRestore();
    await net.clock.advance(minutes(10));
    expect(grantEnd(v)).toBeNull();
    expect(at.log.at('warn')).toBeGreaterThan(0);
  });

  test('because its machine slept does so from when it wakes', async () => {
    const clock = new FakeClock();
    const at = node(clock);
    const v = onCall();
    const leave = at.enter(ann.subject);
    await clock.advance(minutes(5));
    clock.jump(minutes(60));
    // What was open is found broken on waking.
    leave();
    await clock.advance(minutes(1));
    expect(grantEnd(v)).toBeNull();
    at.enter(ann.subject);
    await clock.advance(minutes(5));
    expect(grantEnd(v)).toBeNull();
  });

  test('or not end one call ends the others, and tries that one again', async () => {
    const at = node();
    const [v, other] = [onCall(), onCall({ customerId: 'C-2' })];
    const find = net.store.find.bind(net.store);
    let fails = true;
    net.store.find = async (id) => {
      if (fails && id === v.id) throw new Error('connection lost');
      return find(id);
    };
    await net.clock.advance(minutes(3));
    expect([v, other].map(grantEnd)).toEqual([null, 'page_gone']);
    expect(at.log.at('error')).toBeGreaterThan(0);
    fails = false;
    await net.clock.advance(20_000);
    expect(grantEnd(v)).toBe('page_gone');
  });
});

test('a node that stops notes who was there to the last, and looks no more', async () => {
  const at = node();
  const seen = vi.spyOn(presence, 'seen');
  at.enter(ann.subject);
  await net.clock.advance(19_000);
  seen.mockClear();
  await at.stop();
  await quiet();
  expect(seen).toHaveBeenCalledWith([ann.subject], net.clock.now());
  expect(net.clock.waiting).toBe(0);
});
