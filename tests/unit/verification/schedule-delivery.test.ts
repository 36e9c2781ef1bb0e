import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { firstSchedule, nextSchedule, pingedSchedule, type Schedule } from '@/lib/verification/schedule';

const T = 1_000_000;
const PENDING: PollOutcome = { kind: 'pending' };
const unavailable: PollOutcome = { kind: 'unavailable', detail: 'ECONNREFUSED' };
const dueIn = (schedule: Schedule, from = T) => (schedule.dueAt - from) / 1000;
/** A request with this many seconds to live, made now. */
const pinged = (lifetime: number, interval = 5) => firstSchedule('ping', interval, T + lifetime * 1000, T);

/** One that nobody has asked about yet. */
const fresh = (lifetime: number, interval = 5) =>
  firstSchedule('ping', interval, T + lifetime * 1000, T, true);

/** When every token request goes out, in seconds from the start, if each is answered at once by "pending". */
function asked(first: Schedule, outcome = PENDING): number[] {
  const times: number[] = [];
  let schedule = first;
  while (schedule.dueAt < first.deadline && times.length < 1000) {
    times.push(dueIn(schedule));
    schedule = nextSchedule(schedule, outcome, schedule.dueAt, schedule.dueAt, 1);
  }
  return times;
}

describe('where the OP pings', () => {
  test('it is asked every thirty seconds, and once more three seconds before the end', () => {
    expect(asked(pinged(120))).toEqual([30, 60, 90, 117]);
    expect(asked(pinged(100))).toEqual([30, 60, 90, 97]);
  });

  test('a short request is asked about once, three seconds before its end', () => {
    expect(asked(pinged(20))).toEqual([17]);
    expect(asked(pinged(30))).toEqual([27]);
    expect(asked(pinged(33))).toEqual([30]);
  });

  test('an interval longer than thirty seconds is kept, also before the end', () => {
    expect(asked(pinged(200, 45))).toEqual([45, 90, 135, 180]);
    expect(asked(pinged(50, 45))).toEqual([45]);
    expect(asked(pinged(47, 45))).toEqual([45]);
  });

  test('the last look does not come sooner than an interval after the one before', () => {
    expect(asked(pinged(66, 5))).toEqual([30, 60, 65]);
    expect(asked(pinged(66, 9))).toEqual([30, 60]);
  });

  test('a request too short for one interval is never asked about', () => {
    expect(asked(pinged(4, 5))).toEqual([]);
  });

  test('"slow_down" makes the interval longer, for when it counts', () => {
    const slowed = nextSchedule(pinged(120), { kind: 'slow_down', interval: 50 }, T, T, 0);
    expect(slowed).toMatchObject({ interval: 50, delivery: 'ping' });
    expect(dueIn(slowed)).toBe(50);
  });

  test('Retry-After is honoured', () => {
    expect(dueIn(nextSchedule(pinged(600), { kind: 'pending', retryAfter: 60 }, T, T, 0))).toBe(60);
  });

  test('an OP that did not answer is asked again as soon as one that is polled', () => {
    const poll = firstSchedule('poll', 5, T + 120_000, T);
    for (const jitter of [0, 0.5, 1]) {
      expect(nextSchedule(pinged(120), unavailable, T, T, jitter).dueAt).toBe(
        nextSchedule(poll, unavailable, T, T, jitter).dueAt,
      );
    }
  });

  test('the pauses begin when the answer came, not when the request went out', () => {
    expect(dueIn(nextSchedule(pinged(600), PENDING, T, T + 20_000, 0))).toBe(50);
  });
});

describe('after a ping', () => {
  test('the OP is asked at once', () => {
    expect(pingedSchedule(pinged(120), T + 7000).dueAt).toBe(T + 7000);
    expect(pingedSchedule(fresh(120), T + 1000).dueAt).toBe(T + 1000);
  });

  test('but not sooner than it wants, when it was asked a moment ago', () => {
    const after = nextSchedule(fresh(120), { kind: 'slow_down', retryAfter: 20 }, T, T + 1000, 0);
    expect(pingedSchedule(after, T + 2000).dueAt).toBe(T + 21_000);
  });

  test('and from then on as if it were polled', () => {
    const called = pingedSchedule(fresh(120), T);
    expect(asked(called).slice(0, 4)).toEqual([0, 5, 10, 15]);
  });

  test('the interval and the faults stay as they were', () => {
    const before = { ...fresh(120, 9), faults: 3 };
    expect(pingedSchedule(before, T)).toEqual({ ...before, delivery: 'poll', dueAt: T });
  });
});

test('an OP that pushes is never asked, whatever the times are', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 600 }), (interval, lifetime) => {
      const schedule = firstSchedule('push', interval, T + lifetime * 1000, T);
      expect(schedule.dueAt).toBe(Number.POSITIVE_INFINITY);
      expect(nextSchedule(schedule, PENDING, T, T, 0).dueAt).toBe(Number.POSITIVE_INFINITY);
    }),
  );
});

describe('whatever happens to a request that is to be pinged', () => {
  const anyOutcome = fc.constantFrom<PollOutcome>(
    PENDING,
    { kind: 'slow_down' },
    { kind: 'slow_down', interval: 40, retryAfter: 50 },
    unavailable,
    { kind: 'pending', retryAfter: 12 },
  );
  const step = fc.record({
    outcome: anyOutcome,
    heldMs: fc.integer({ min: 0, max: 40_000 }),
    isPinged: fc.boolean(),
    jitter: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  test('nothing goes out sooner than an interval after the last, whatever the OP calls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 600 }),
        fc.array(step, { maxLength: 20 }),
        (interval, lifetime, steps) => {
          let schedule = pinged(lifetime, interval);
          expect(schedule.dueAt).toBeGreaterThanOrEqual(T + interval * 1000);
          for (const { outcome, heldMs, isPinged, jitter } of steps) {
            const sentAt = schedule.dueAt;
            const next = nextSchedule(schedule, outcome, sentAt, sentAt + heldMs, jitter);
            expect(next.dueAt).toBeGreaterThanOrEqual(sentAt + next.interval * 1000);
            expect(next.interval).toBeGreaterThanOrEqual(schedule.interval);
            schedule = isPinged ? pingedSchedule(next, sentAt + heldMs) : next;
            expect(schedule.dueAt).toBeGreaterThanOrEqual(sentAt + next.interval * 1000);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test('nobody waits more than thirty seconds for the next look, or one interval', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.array(step, { maxLength: 20 }), (interval, steps) => {
        let schedule = pinged(86_400, interval);
        for (const { outcome, heldMs, jitter } of steps) {
          const now = schedule.dueAt + heldMs;
          const mute = 'retryAfter' in outcome ? { ...outcome, retryAfter: 0 } : outcome;
          schedule = nextSchedule(schedule, mute, schedule.dueAt, now, jitter);
          expect(schedule.dueAt - now).toBeLessThanOrEqual(Math.max(30, schedule.interval) * 1000);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('a lost ping costs the customer no approval that was given ten seconds before the end', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 600 }), fc.integer({ min: 1, max: 6 }), (lifetime, interval) => {
        const last = asked(pinged(lifetime, interval)).at(-1) ?? 0;
        expect(last).toBeGreaterThanOrEqual(lifetime - 10);
      }),
    );
  });
});
