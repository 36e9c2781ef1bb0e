import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '@/lib/audit/entry';
import { Keeper } from '@/lib/retention/keeper';
import { lookAtRetention } from '@/lib/retention/look';
import type { RetentionStore, RunId } from '@/lib/retention/store';
import type { Amount, RetentionClass, RunOutcome } from '@/lib/retention/view';
import { FakeClock, quiet } from '../../support/fake-clock';
import { recordingLog } from '../../support/recording-log';
import { ann, staff, sue } from '../../support/samples';
import { deferred } from '../../support/scripted-ciba';

const HOUR = 3600_000;

/** Counts days as the real one does, and has as much to remove as it is told. */
class MemoryRetention implements RetentionStore {
  readonly begun: string[] = [];
  readonly ended: [RunId, RunOutcome][] = [];
  readonly recorded: AuditEntry[] = [];
  /** Batches left, by class. */
  readonly left: Partial<Record<RetentionClass, number>> = {};
  fails: RetentionClass | undefined;
  before: () => Promise<void> = async () => {};
  readonly #done = new Map<RetentionClass, Date>();

  async count() {
    return { goes: { rows: 1, records: 2 }, held: { rows: 0, records: 0 } };
  }

  async begin(
    { class: name }: { class: RetentionClass },
    now: Date,
    { unlessDoneSince }: { unlessDoneSince: Date | null },
  ) {
    const done = this.#done.get(name);
    if (done && unlessDoneSince && done > unlessDoneSince) return undefined;
    this.begun.push(`${name} ${now.toISOString()}`);
    return name as string as RunId;
  }

  async removeBatch(
    _run: RunId,
    { class: name }: { class: RetentionClass },
    now: Date,
    auditOf: (going: Amount) => AuditEntry,
  ) {
    await this.before();
    if (this.fails === name) throw new Error('deadlock detected');
    const left = this.left[name] ?? 0;
    if (left === 0) {
      this.#done.set(name, now);
      return undefined;
    }
    this.left[name] = left - 1;
    const going = { rows: 3, records: 500 };
    this.recorded.push(auditOf(going));
    return going;
  }

  async end(run: RunId, outcome: RunOutcome) {
    this.ended.push([run, outcome]);
  }

  async lastRuns() {
    return [];
  }
}

let clock: FakeClock;
let store: MemoryRetention;
let log: ReturnType<typeof recordingLog>;

function keeper(
  retentionDays: Partial<Record<RetentionClass, number>> = { customer: 3650, sessions: 90 },
): Keeper {
  const one = new Keeper({ retention: store, retentionDays, clock, log: log.log });
  one.start();
  return one;
}

beforeEach(() => {
  clock = new FakeClock();
  store = new MemoryRetention();
  log = recordingLog();
});

describe('the keeper', () => {
  test('looks a minute after the start, then every hour, and runs once a day', async () => {
    keeper();
    await clock.advance(59_000);
    expect(store.begun).toEqual([]);
    await clock.advance(1_000);
    const classes = () => store.begun.map((line) => line.split(' ')[0]);
    expect(classes()).toEqual(['customer', 'drafts', 'sessions', 'hints']);
    await clock.advance(23 * HOUR);
    expect(store.begun).toHaveLength(4);
    await clock.advance(HOUR);
    expect(store.begun).toHaveLength(8);
  });

  test('leaves alone what is kept for good', async () => {
    keeper({ sessions: 90 });
    await clock.advance(60_000);
    expect(store.ended).toEqual([['sessions', 'done']]);
  });

  test('records each batch with the time the days were counted from, and what went', async () => {
    store.left.customer = 2;
    keeper({ customer: 10 });
    await clock.advance(60_000);
    expect(store.recorded).toHaveLength(2);
    expect(store.recorded[0]).toEqual({
      at: new Date('2026-03-02T09:01:00.000Z'),
      actor: { kind: 'system', name: 'keeper' },
      action: 'retention.applied',
      details: { class: 'customer', before: '2026-02-20T09:01:00.000Z', records: 500, rows: 3 },
    });
  });

  test('goes on with the other classes when one fails, and tries that one again an hour later', async () => {
    store.fails = 'customer';
    keeper();
    await clock.advance(60_000);
    expect(store.ended).toContainEqual(['customer', 'failed']);
    expect(store.ended).toContainEqual(['sessions', 'done']);
    expect(log.at('error')).toBe(1);
    store.fails = undefined;
    await clock.advance(HOUR);
    expect(store.ended.at(-1)).toEqual(['customer', 'done']);
  });

  test('stops after the batch it is at, says that it broke off, and begins nothing new', async () => {
    const { promise: held, resolve: release } = deferred<void>();
    store.left.customer = 9;
    store.before = () => held;
    const one = keeper();
    await clock.advance(60_000);
    let stopped = false;
    const stopping = one.stop().then(() => {
      stopped = true;
    });
    await quiet();
    expect(stopped).toBe(false);
    release();
    await stopping;
    expect(store.left.customer).toBe(8);
    expect(store.ended).toEqual([['customer', 'broken_off']]);
    await clock.advance(48 * HOUR);
    expect(store.begun).toHaveLength(1);
  });
});

describe('looking at retention', () => {
  const deps = () => ({ retention: store, retentionDays: { customer: 10 }, clock });

  test('is for those who see everybody’s history', async () => {
    await expect(lookAtRetention(deps(), ann, { dryRun: true })).rejects.toMatchObject({ code: 'forbidden' });
    for (const actor of [sue, staff('nora', ['auditor'])]) {
      expect((await lookAtRetention(deps(), actor, { dryRun: false })).dryRun).toBeNull();
    }
  });

  test('counts on demand, and only what is not kept for good', async () => {
    const { dryRun } = await lookAtRetention(deps(), sue, { dryRun: true });
    expect(dryRun?.lines.filter(({ due }) => due).map((line) => line.class)).toEqual([
      'customer',
      'drafts',
      'hints',
    ]);
    expect(store.begun).toEqual([]);
  });
});
