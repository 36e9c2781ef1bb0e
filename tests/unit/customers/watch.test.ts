import { beforeEach, describe, expect, test } from 'vitest';
import type { CustomerNow } from '@/lib/customers/view';
import { watchCustomer } from '@/lib/customers/watch';
import { apply } from '@/lib/verification/apply';
import { endGrant } from '@/lib/verification/end-grant';
import type { VerificationEvent } from '@/lib/verification/state';
import type { Verification } from '@/lib/verification/verification';
import type { OpenCalls } from '@/lib/verification/view';
import { watchCalls } from '@/lib/verification/watch-calls';
import { quiet } from '../../support/fake-clock';
import { ann, approved, bob, ended, later, maria, pending, staff, tokens } from '../../support/samples';
import { type Desk, desk } from '../verification/desk';

let at: Desk;
let v: Verification;
let browser: AbortController;

beforeEach(() => {
  at = desk();
  v = at.store.put(pending());
  browser = new AbortController();
});

const happens = (event: VerificationEvent, id = v.id) => apply(at.deps, id, event, ann);

/** Reads in the background; `seen` fills as it is told. */
function follow<T>(told: AsyncIterable<T>) {
  const seen: T[] = [];
  const state = { isOver: false };
  const read = async () => {
    for await (const value of told) seen.push(value);
    state.isOver = true;
  };
  return { seen, state, done: read() };
}

const page = (actor = ann) => follow<CustomerNow>(watchCustomer(at.deps, actor, maria.id, browser.signal));
const rail = (actor = ann) => follow<OpenCalls>(watchCalls(at.deps, actor, browser.signal));

describe("a customer's page", () => {
  test('is told at once how things stand, and of every change as it is announced', async () => {
    const { seen, state } = page();
    await quiet();
    expect(seen).toMatchObject([{ current: { id: v.id, spokenCode: v.spokenCode } }]);
    // Who follows by hand, unrecorded, learns nothing of the customer.
    expect(JSON.stringify(seen)).not.toMatch(/Maria|Valencia|•/);
    await happens({ type: 'op_lost' });
    await quiet();
    await happens({ type: 'denied', fraudReported: false });
    await quiet();
    expect(seen.map(({ own }) => own?.version)).toEqual([2, 3, 4]);
    expect(seen.at(-1)).toMatchObject({ current: { id: v.id, status: 'denied' }, own: { id: v.id } });
    expect(state.isOver, 'a page goes on when a verification is over').toBe(false);
  });

  test('hears of a colleague’s request and of its end, without the code', async () => {
    at.store.put(ended('expired', { id: v.id }));
    const { seen } = page(bob);
    await quiet();
    const theirs = pending({ requestedAt: later(9) });
    at.store.put(theirs);
    await happens({ type: 'op_lost' }, theirs.id);
    await quiet();
    await happens({ type: 'denied', fraudReported: false }, theirs.id);
    await quiet();
    expect(seen).toMatchObject([
      { current: null },
      { current: { id: theirs.id, mine: false, spokenCode: null, bindingMessage: null } },
      { current: null },
    ]);
    expect(seen.map(({ own }) => own)).toEqual([null, null, null]);
  });

  test('hears of its own approval’s end also while the customer is asked about a transfer', async () => {
    const grant = at.store.put(approved({ id: v.id }), { tokens: tokens() });
    at.store.put(pending({ purpose: 'wire_transfer', transferId: 'trf_x', requestedAt: later(30) }));
    const { seen } = page();
    await quiet();
    await endGrant(at.deps, grant.id, 'signed_out', ann);
    await quiet();
    expect(seen).toMatchObject([
      { current: { purpose: 'wire_transfer' }, own: { id: grant.id, grantEnd: null } },
      { current: { purpose: 'wire_transfer' }, own: { id: grant.id, grantEnd: 'signed_out' } },
    ]);
  });

  test('is told within five seconds what nobody announced, and nothing when nothing changed', async () => {
    at.store.onChange = () => {};
    const { seen } = page();
    await at.clock.advance(60_000);
    expect(seen).toHaveLength(1);
    await happens({ type: 'cancelled' });
    await quiet();
    expect(seen).toHaveLength(1);
    await at.clock.advance(5_000);
    expect(seen.at(-1)).toMatchObject({ own: { status: 'cancelled' } });
  });

  test('misses no change that comes while things are read', async () => {
    const find = at.store.findCurrent.bind(at.store);
    let reads = 0;
    at.store.findCurrent = async (id) => {
      const before = await find(id);
      if (++reads === 1) {
        at.store.put(pending({ id: v.id, version: 3, opReachable: false }));
        at.net.hub.publish(`customer:${maria.id}`);
      }
      return before;
    };
    const { seen } = page();
    await quiet();
    expect(seen.at(-1)).toMatchObject({ current: { version: 3 } });
  });

  test('followed ten times by one session is read once for each change', async () => {
    const find = at.store.findCurrent.bind(at.store);
    let reads = 0;
    at.store.findCurrent = (id) => {
      reads++;
      return find(id);
    };
    const pages = Array.from({ length: 10 }, () => page());
    await quiet();
    expect(reads).toBe(1);
    await happens({ type: 'op_lost' });
    await quiet();
    expect(reads).toBe(2);
    for (const { seen } of pages) expect(seen.at(-1)).toMatchObject({ current: { opReachable: false } });
  });

  test('that is closed leaves no timer and no listener', async () => {
    const { state } = page();
    await quiet();
    browser.abort();
    await quiet();
    expect(state.isOver).toBe(true);
    expect(at.clock.waiting).toBe(0);
  });

  test('tells nothing to who has no role', async () => {
    const { done } = page(staff('staff-new', []));
    await expect(done).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('the rail', () => {
  test('is told of one’s own calls and nobody else’s', async () => {
    const mine = rail();
    const others = rail(bob);
    await quiet();
    expect(mine.seen).toMatchObject([
      { calls: [{ verification: { id: v.id }, customer: { id: maria.id } }] },
    ]);
    await happens({ type: 'denied', fraudReported: false });
    await at.clock.advance(30_000);
    expect(mine.seen.map(({ calls }) => calls[0]?.verification.status)).toEqual(['pending', 'denied']);
    expect(others.seen).toMatchObject([{ calls: [] }]);
  });
});
