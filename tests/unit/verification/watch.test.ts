import { beforeEach, describe, expect, test } from 'vitest';
import { apply } from '@/lib/verification/apply';
import { endGrant } from '@/lib/verification/end-grant';
import type { VerificationEvent } from '@/lib/verification/state';
import { newVerificationId, type Verification } from '@/lib/verification/verification';
import type { VerificationView } from '@/lib/verification/view';
import { watch } from '@/lib/verification/watch';
import { quiet } from '../../support/fake-clock';
import { ann, approved, bob, ended, pending, sue, tokens } from '../../support/samples';
import { type Desk, desk } from './desk';

let at: Desk;
let v: Verification;
let browser: AbortController;

beforeEach(() => {
  at = desk();
  v = at.store.put(pending());
  browser = new AbortController();
});

const happens = (event: VerificationEvent) => apply(at.deps, v.id, event, ann);

/** Reads in the background; `seen` fills as snapshots come. */
function follow({ actor = ann, id = v.id as string, since = 0 } = {}) {
  const seen: VerificationView[] = [];
  let state: 'open' | 'over' | 'failed' = 'open';
  const read = async () => {
    for await (const view of watch(at.deps, actor, id, browser.signal, since)) seen.push(view);
  };
  const done = read().then(
    () => {
      state = 'over';
    },
    () => {
      state = 'failed';
    },
  );
  return { seen, done, state: () => state };
}

describe('who watches', () => {
  test('gets the present state at once', async () => {
    const { seen } = follow();
    await quiet();
    expect(seen).toMatchObject([{ id: v.id, status: 'pending', version: 2, spokenCode: v.spokenCode }]);
  });

  test('gets every change as it is announced, and the end of the stream with the end', async () => {
    const { seen, state } = follow();
    await quiet();
    await happens({ type: 'op_lost' });
    await quiet();
    await happens({ type: 'denied', fraudReported: true });
    await quiet();
    expect(seen.map(({ version }) => version)).toEqual([2, 3, 4]);
    expect(seen.at(-1)).toMatchObject({ status: 'denied', reason: 'fraud_reported' });
    expect(state()).toBe('over');
  });

  test('learns of changes within five seconds when announcements are lost', async () => {
    at.store.onChange = () => {};
    const { seen } = follow();
    await quiet();
    await happens({ type: 'cancelled' });
    await at.clock.advance(4999);
    expect(seen).toHaveLength(1);
    await at.clock.advance(1);
    expect(seen.at(-1)).toMatchObject({ status: 'cancelled' });
  });

  test('stays while an approval is in use, until it ends', async () => {
    v = at.store.put(approved(), { tokens: tokens() });
    const { seen, state } = follow();
    await at.clock.advance(60_000);
    expect(state()).toBe('open');
    await endGrant(at.deps, v.id, 'call_ended', ann);
    await quiet();
    expect(seen.map(({ grantEnd }) => grantEnd)).toEqual([null, 'call_ended']);
    expect(state()).toBe('over');
  });

  test('gets nothing twice after a reconnect', async () => {
    const { seen } = follow({ since: 2 });
    await at.clock.advance(20_000);
    expect(seen).toEqual([]);
    await happens({ type: 'op_lost' });
    await quiet();
    expect(seen.map(({ version }) => version)).toEqual([3]);
  });

  test('who reconnects after the end, having seen it, gets only the end of the stream', async () => {
    const over = at.store.put(ended('expired'));
    const { seen, done } = follow({ id: over.id, since: over.version });
    await done;
    expect(seen).toEqual([]);
  });

  test('gets the end at once when it has ended before', async () => {
    const over = at.store.put(ended('expired'));
    const { seen, done } = follow({ id: over.id });
    await done;
    expect(seen).toMatchObject([{ status: 'expired' }]);
  });

  test('misses no change that comes while a snapshot is read or sent', async () => {
    const find = at.store.find.bind(at.store);
    let reads = 0;
    at.store.find = async (id) => {
      const before = await find(id);
      reads += 1;
      if (reads > 1) return before;
      at.store.put({ ...pending(), id: v.id, version: 3, opReachable: false });
      at.net.hub.publish(v.id);
      return before;
    };
    const { seen } = follow();
    await quiet();
    expect(seen.map(({ version }) => version)).toEqual([2, 3]);
  });
});

describe('a browser that goes away', () => {
  test('ends the watching, with no timer and no listener left', async () => {
    const { state } = follow();
    await quiet();
    browser.abort();
    await quiet();
    expect(state()).toBe('over');
    expect(at.clock.waiting).toBe(0);
  });

  test('before the first snapshot costs nothing', async () => {
    browser.abort();
    const { seen, done } = follow();
    await done;
    expect(seen).toEqual([]);
  });
});

describe('who may watch', () => {
  test.each([
    ["a colleague's verification", () => v.id as string],
    ['an id nobody made', () => newVerificationId() as string],
    ['text that is no id', () => "' or 1=1 --"],
  ])('%s does not exist for an agent, before the first snapshot', async (_what, id) => {
    const { seen, done, state } = follow({ actor: bob, id: id() });
    await done;
    expect(state()).toBe('failed');
    expect(seen).toEqual([]);
    const first = watch(at.deps, bob, id(), browser.signal).next();
    await expect(first).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a supervisor may watch all, without the code', async () => {
    const { seen } = follow({ actor: sue });
    await quiet();
    expect(seen).toMatchObject([{ status: 'pending', mine: false, spokenCode: null, bindingMessage: null }]);
  });
});
