import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { transition, type VerificationEvent } from '@/lib/verification/state';
import { isOpen, type Verification } from '@/lib/verification/verification';
import { approved, ended, later, pending, requested } from '../../support/samples';
import { anyEvent } from './events';

const story = fc.array(fc.record({ event: anyEvent, wait: fc.integer({ min: 0, max: 60 }) }), {
  maxLength: 40,
});

/** The verification after each event that changed it, from the first on. */
function play(
  first: Verification,
  steps: readonly { readonly event: VerificationEvent; readonly wait: number }[],
): Verification[] {
  const states = [first];
  let seconds = 0;
  let v = first;
  for (const { event, wait } of steps) {
    seconds += wait;
    const after = transition(v, event, later(seconds));
    if (!after) continue;
    v = after;
    states.push(v);
  }
  return states;
}

const last = <T>(list: readonly T[]): T => list.at(-1) as T; // play never returns an empty list

describe('whatever happens to a verification', () => {
  test('it reaches at most one final status', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const final = play(requested(), steps).filter((v) => !isOpen(v));
        expect(new Set(final.map(({ status }) => status)).size).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  test('denied, expired, cancelled and failed never change again', () => {
    const anyEnd = fc.constantFrom('denied', 'expired', 'cancelled', 'failed');
    fc.assert(
      fc.property(anyEnd, story, (status, steps) => {
        expect(play(ended(status), steps)).toHaveLength(1);
      }),
    );
  });

  test('every change counts one version, and none is lost', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const versions = play(requested(), steps).map(({ version }) => version);
        expect(versions).toEqual(versions.map((_, index) => index + 1));
      }),
      { numRuns: 500 },
    );
  });

  test('who, whom, what for and the words on the phone stay as they were asked', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const first = requested();
        const { id, customerId, customerSubject, staffSubject, scope, bindingMessage, requestedAt } = first;
        const kept = { id, customerId, customerSubject, staffSubject, scope, bindingMessage, requestedAt };
        for (const v of play(first, steps)) expect(v).toMatchObject(kept);
      }),
    );
  });

  test('its columns agree: an end has a time, a failure a reason, only an approval a grant', () => {
    fc.assert(
      fc.property(story, (steps) => {
        for (const v of play(requested(), steps)) {
          expect(v.endedAt === null).toBe(isOpen(v));
          expect(v.grantExpiresAt !== null).toBe(v.status === 'approved');
          expect(v.reason !== null).toBe(!isOpen(v) && v.status !== 'approved');
          if (v.grantEnd !== null) expect(v.status).toBe('approved');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a ping is noted once, where pings were agreed, and stays', () => {
    const delivery = fc.constantFrom('poll', 'ping', 'push');
    fc.assert(
      fc.property(delivery, story, (delivery, steps) => {
        const times = play(requested({ delivery }), steps).map(({ pingedAt }) => pingedAt?.getTime());
        const noted = times.filter((at) => at !== undefined);
        expect(new Set(noted).size).toBeLessThanOrEqual(delivery === 'ping' ? 1 : 0);
        expect(times.slice(times.length - noted.length)).toEqual(noted);
      }),
      { numRuns: 300 },
    );
  });

  test('how results come, and the hash they are proved by, stay as they were agreed', () => {
    fc.assert(
      fc.property(story, (steps) => {
        for (const v of play(requested({ delivery: 'ping', notificationHash: 'hash' }), steps)) {
          expect(v).toMatchObject({ delivery: 'ping', notificationHash: 'hash' });
        }
      }),
    );
  });

  test('the interval never shrinks once polling began', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const intervals = play(pending(), steps).map(({ intervalSeconds }) => intervalSeconds);
        expect(intervals).toEqual(intervals.toSorted((a, b) => a - b));
      }),
    );
  });
});

describe('an approval', () => {
  test('counts only for a request the OP has acknowledged', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const unacknowledged = steps.filter(({ event }) => event.type !== 'acknowledged');
        expect(last(play(requested(), unacknowledged)).status).not.toBe('approved');
      }),
      { numRuns: 300 },
    );
  });

  test('that comes at or after the deadline never approves', () => {
    fc.assert(
      fc.property(fc.nat({ max: 1_000_000 }), fc.boolean(), (lateMs, opReachable) => {
        const v = pending({ opReachable });
        const now = new Date(v.expiresAt.getTime() + lateMs);
        const after = transition(v, { type: 'approved', grantExpiresIn: 600 }, now);
        expect(after).toMatchObject({ status: 'expired', grantExpiresAt: null });
      }),
    );
  });
});

describe('a grant', () => {
  test('ends at most once, and why it ended stays', () => {
    fc.assert(
      fc.property(story, (steps) => {
        const ends = play(approved(), steps).flatMap(({ grantEnd }) => (grantEnd ? [grantEnd] : []));
        expect(new Set(ends).size).toBeLessThanOrEqual(1);
        expect(ends.length).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });
});
