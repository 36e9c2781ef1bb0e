import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { firstSchedule, nextSchedule, type Schedule } from '@/lib/verification/schedule';

const T = 1_000_000;
const at = (schedule: Schedule, from = T) => (schedule.dueAt - from) / 1000;
const first = (interval: number) => firstSchedule('poll', interval, T + 600_000, T);
const start = first(5);
const unavailable: PollOutcome = { kind: 'unavailable', detail: 'ECONNREFUSED' };

/** After `count` token requests in a row that brought nothing, each answered at once. */
function afterFaults(count: number, jitter: number, interval = 5): { schedule: Schedule; sentAt: number } {
  let schedule = first(interval);
  let sentAt = T;
  for (let i = 0; i < count; i++) {
    sentAt = schedule.dueAt;
    schedule = nextSchedule(schedule, unavailable, sentAt, sentAt, jitter);
  }
  return { schedule, sentAt };
}

test('the first token request waits a full interval', () => {
  expect(at(first(7))).toBe(7);
});

describe('after "pending"', () => {
  test('the interval counts from the answer: an OP measures what arrives, and the way there takes longer or shorter', () => {
    expect(at(nextSchedule(start, { kind: 'pending' }, T, T + 2000, 0))).toBe(7);
    expect(at(nextSchedule(start, { kind: 'pending' }, T, T + 4999, 0))).toBeCloseTo(9.999);
  });

  test('a request the OP held open for the whole interval may be followed as soon as it was answered', () => {
    expect(at(nextSchedule(start, { kind: 'pending' }, T, T + 5000, 0))).toBe(5);
    expect(at(nextSchedule(start, { kind: 'pending' }, T, T + 30_000, 0))).toBe(30);
  });

  test('one it held and answered with "slow_down" is followed after the new interval', () => {
    expect(at(nextSchedule(start, { kind: 'slow_down' }, T, T + 6000, 0))).toBe(16);
  });

  test('Retry-After counts from the answer', () => {
    expect(at(nextSchedule(start, { kind: 'pending', retryAfter: 20 }, T, T + 2000, 0))).toBe(22);
  });

  test('a Retry-After shorter than the interval does not shorten it', () => {
    expect(at(nextSchedule(start, { kind: 'pending', retryAfter: 1 }, T, T, 0))).toBe(5);
  });
});

describe('after "slow_down"', () => {
  test('the interval is five seconds longer, for this request and all later ones', () => {
    const slowed = nextSchedule(start, { kind: 'slow_down' }, T, T, 0);
    expect(at(slowed)).toBe(10);
    const next = nextSchedule(slowed, { kind: 'pending' }, T, T, 0);
    expect(at(next)).toBe(10);
    expect(at(nextSchedule(next, { kind: 'slow_down' }, T, T, 0))).toBe(15);
  });

  test('a larger interval the OP demands is taken', () => {
    expect(nextSchedule(start, { kind: 'slow_down', interval: 42 }, T, T, 0).interval).toBe(42);
  });

  test('an interval the OP demands that is smaller than five seconds more is not', () => {
    expect(nextSchedule(start, { kind: 'slow_down', interval: 6 }, T, T, 0).interval).toBe(10);
  });

  test('Retry-After is honoured too', () => {
    expect(at(nextSchedule(start, { kind: 'slow_down', retryAfter: 60 }, T, T, 0))).toBe(60);
  });
});

describe('while the OP does not answer', () => {
  test('the faults are counted, and forgotten with the first answer', () => {
    const { schedule } = afterFaults(3, 0);
    expect(schedule.faults).toBe(3);
    expect(nextSchedule(schedule, { kind: 'pending' }, T, T, 0)).toMatchObject({ faults: 0, interval: 5 });
  });

  test('the pauses double up to thirty seconds', () => {
    const pauses = [1, 2, 3, 4, 5, 50].map((count) => {
      const { schedule, sentAt } = afterFaults(count, 1);
      return at(schedule, sentAt);
    });
    expect(pauses).toEqual([5, 10, 20, 30, 30, 30]);
  });

  test('an interval longer than thirty seconds stays the shortest pause', () => {
    const { schedule, sentAt } = afterFaults(4, 1, 45);
    expect(at(schedule, sentAt)).toBe(45);
  });

  test('the pauses of many verifications spread over half of their length', () => {
    const pauseWith = (jitter: number) => {
      const { schedule, sentAt } = afterFaults(4, jitter);
      return at(schedule, sentAt);
    };
    expect([pauseWith(0), pauseWith(0.5), pauseWith(1)]).toEqual([15, 22.5, 30]);
  });

  test('Retry-After of a busy OP is honoured up to a last look before the deadline', () => {
    const busy = (retryAfter: number): PollOutcome => ({
      kind: 'unavailable',
      detail: 'HTTP 503',
      retryAfter,
    });
    expect(at(nextSchedule(start, busy(500), T, T + 1000, 1))).toBe(501);
    for (const absurd of [600, 1e9, Number.POSITIVE_INFINITY]) {
      expect(at(nextSchedule(start, busy(absurd), T, T + 1000, 1))).toBe(597);
    }
  });

  test('a pause never steps over the deadline', () => {
    const late = T + 580_000;
    const failing = { ...start, faults: 4 };
    expect(at(nextSchedule(failing, unavailable, late, late, 1))).toBe(597);
  });
});

describe('whatever the OP answers', () => {
  const retryAfter = fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined });
  const anyOutcome: fc.Arbitrary<PollOutcome> = fc
    .record({
      kind: fc.constantFrom('pending', 'slow_down', 'unavailable'),
      retryAfter,
      interval: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
    })
    .map(({ kind, retryAfter, interval }) => ({
      kind,
      detail: 'some fault',
      ...(retryAfter === undefined ? {} : { retryAfter }),
      ...(interval === undefined || kind !== 'slow_down' ? {} : { interval }),
    }));
  const steps = fc.array(
    fc.record({
      outcome: anyOutcome,
      heldOpenMs: fc.integer({ min: 0, max: 40_000 }),
      jitter: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
    { maxLength: 30 },
  );

  test('nothing is sent sooner than one interval after the last, nor sooner than Retry-After, and the interval never shrinks', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), steps, (interval, sequence) => {
        let schedule = first(interval);
        for (const { outcome, heldOpenMs, jitter } of sequence) {
          const sentAt = schedule.dueAt;
          const now = sentAt + heldOpenMs;
          const next = nextSchedule(schedule, outcome, sentAt, now, jitter);
          expect(next.dueAt).toBeGreaterThanOrEqual(sentAt + next.interval * 1000);
          expect(next.dueAt).toBeGreaterThanOrEqual(now);
          const asked = 'retryAfter' in outcome ? (outcome.retryAfter ?? 0) : 0;
          const lastLook = T + 600_000 - 3_000;
          expect(next.dueAt).toBeGreaterThanOrEqual(Math.min(now + asked * 1000, Math.max(lastLook, now)));
          const grown = schedule.interval + (outcome.kind === 'slow_down' ? 5 : 0);
          expect(next.interval).toBeGreaterThanOrEqual(grown);
          schedule = next;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('without Retry-After nobody waits longer than thirty seconds after the answer, or one interval', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), steps, (interval, sequence) => {
        let schedule = first(interval);
        for (const { outcome, heldOpenMs, jitter } of sequence) {
          const now = schedule.dueAt + heldOpenMs;
          const mute = 'retryAfter' in outcome ? { ...outcome, retryAfter: 0 } : outcome;
          schedule = nextSchedule(schedule, mute, schedule.dueAt, now, jitter);
          expect(schedule.dueAt - now).toBeLessThanOrEqual(Math.max(30, schedule.interval) * 1000);
        }
      }),
    );
  });
});
