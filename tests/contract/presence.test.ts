import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { createPresenceStore } from '@/lib/adapters/postgres/presence-store';
import { Presence } from '@/lib/verification/presence';
import type { PresenceStore } from '@/lib/verification/presence-store';
import type { VerificationStore } from '@/lib/verification/store';
import type { Verification } from '@/lib/verification/verification';
import { FakeClock } from '../support/fake-clock';
import { noLimits } from '../support/guard-limits';
import { MemoryPresence } from '../support/memory-presence';
import { MemoryStore } from '../support/memory-store';
import { recordingLog } from '../support/recording-log';
import { ann, bob, later, requested, START, tokens } from '../support/samples';
import { ScriptedCiba } from '../support/scripted-ciba';
import { entryOf, sqlStages } from '../support/store-stages';

interface Stage {
  readonly store: VerificationStore;
  readonly presence: PresenceStore;
  readonly database?: Database;
  empty(): Promise<void>;
  close(): Promise<void>;
}

const stages = [
  ...sqlStages.map(({ name, open }) => ({
    name,
    open: async (): Promise<Stage> => {
      const { store, database, empty, close } = await open();
      const presence = createPresenceStore(database.db);
      return {
        store,
        presence,
        database,
        close,
        async empty() {
          await empty();
          await presence.forget(later(1e9));
        },
      };
    },
  })),
  {
    name: 'the memory double',
    open: async (): Promise<Stage> => {
      const fresh = () => {
        const store = new MemoryStore();
        return { store, presence: new MemoryPresence(store) };
      };
      let kept = fresh();
      return {
        get store() {
          return kept.store;
        },
        get presence() {
          return kept.presence;
        },
        async empty() {
          kept = fresh();
        },
        close: async () => {},
      };
    },
  },
];

let customers = 0;
/** A call that was verified at START. */
async function verified(store: VerificationStore, change: Partial<Verification> = {}): Promise<Verification> {
  const asked = requested({ customerId: `C-${++customers}`, customerSubject: `sub-${customers}`, ...change });
  const lease = { node: 'n', until: later(15) };
  expect(await store.insert(asked, lease, noLimits, entryOf(asked, 'verification.requested'))).toEqual({
    kind: 'inserted',
  });
  const grant = { status: 'approved', endedAt: START, grantExpiresAt: later(6000), version: 2 } as const;
  const after: Verification = { ...asked, ...grant };
  expect(
    await store.update(asked, after, { tokens: tokens() }, entryOf(after, 'verification.approved')),
  ).toBe(true);
  return after;
}

describe.each(stages)('who is at the desk, on $name', ({ open }) => {
  let stage: Stage;
  beforeAll(async () => {
    stage = await open();
  });
  beforeEach(() => stage.empty());
  afterAll(() => stage.close());

  const left = async (before: Date, of: readonly Verification[]) => {
    const found = await stage.presence.findLeft(before);
    return of.filter(({ id }) => found.includes(id));
  };

  test('keeps their calls until they were last seen long enough ago, whoever saw them', async () => {
    const { store, presence } = stage;
    const [hers, his] = [await verified(store), await verified(store, { staffSubject: bob.subject })];
    const both = [hers, his];
    await presence.seen([bob.subject, ann.subject], later(60));
    // A node whose word comes late takes nothing back.
    await presence.seen([ann.subject], later(30));
    await presence.seen([], later(900));
    expect(await left(later(59), both)).toEqual([]);
    expect(await left(later(60), both)).toEqual(both);
    await presence.seen([bob.subject], later(100));
    expect(await left(later(99), both)).toEqual([hers]);
  });

  test('who was never seen counts from the approval', async () => {
    const v = await verified(stage.store);
    expect(await left(later(-1), [v])).toEqual([]);
    expect(await left(START, [v])).toEqual([v]);
    await stage.presence.seen([ann.subject], later(10));
    await stage.presence.forget(later(11));
    expect(await left(later(5), [v])).toEqual([v]);
  });

  test('a call that is over is not left by anybody', async () => {
    const v = await verified(stage.store);
    const after: Verification = { ...v, grantEnd: 'call_ended', version: 3 };
    await stage.store.update(v, after, {}, entryOf(after, 'verification.grant_ended'));
    expect(await left(later(900), [v])).toEqual([]);
  });

  test('two nodes release a call once, and not while either has a page of its agent', async () => {
    const { store, presence } = stage;
    const clock = new FakeClock();
    const ciba = new ScriptedCiba(clock);
    const { log } = recordingLog();
    const deps = { presence, verifications: store, ciba, clock, log, releaseAfterSeconds: 120 };
    const [here, there] = [new Presence(deps), new Presence(deps)];
    here.start();
    there.start();
    const v = await verified(store);
    const ended = async () => (await store.find(v.id))?.grantEnd;
    /** Statements of a real database take more than a turn of the event loop. */
    const pass = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 20_000) {
        await clock.advance(20_000);
        // Both have looked, and wait for their next look.
        await expect.poll(() => clock.waiting, { interval: 5 }).toBe(2);
      }
    };

    const leave = there.enter(ann.subject);
    await pass(300_000);
    expect(await ended()).toBeNull();
    leave();
    await pass(160_000);
    expect(await ended()).toBe('page_gone');
    expect(await store.secretsOf(v.id)).toEqual({});
    await expect.poll(() => ciba.revoked.length).toBe(1);
    await here.stop();
    await there.stop();
  });
});
