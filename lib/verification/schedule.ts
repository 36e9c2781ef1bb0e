import type { PollOutcome } from '../ciba/outcome';
import type { Delivery } from '../ciba/profile';

/** When one verification is polled. Instants in epoch milliseconds, `interval` in seconds. */
export interface Schedule {
  /** The OP's `interval`, grown by every `slow_down`. Never shrinks. */
  readonly interval: number;
  /** How results come. With ping, token requests are sparse until the OP has called. */
  readonly delivery: Delivery;
  /** After this instant nobody can answer any more. */
  readonly deadline: number;
  /** Token requests in a row that brought no judgement. */
  readonly faults: number;
  /** When the next token request is to be sent. */
  readonly dueAt: number;
  /** Before this the OP wants none, whatever calls for one. */
  readonly earliest: number;
}

/** CIBA Core 11: each `slow_down` adds at least 5 seconds, for this and all later requests. */
const SLOW_DOWN_STEP = 5;
/** The longest pause between two token requests while the OP fails, in seconds. */
const LONGEST_BACKOFF = 30;
/** How often to ask for what a ping may have failed to tell, in seconds. */
const FALLBACK = 30;
/** Before the deadline there is one more look, however sparse the asking has become. Milliseconds. */
const LAST_LOOK_MS = 3_000;

/**
 * The first token request waits a full interval, also after a take-over: nobody knows when the last one went out.
 *
 * @param neverAsked there was none yet, so that a ping may be followed at once
 */
export function firstSchedule(
  delivery: Delivery,
  interval: number,
  deadline: number,
  now: number,
  neverAsked = false,
): Schedule {
  const dueAt = now + interval * 1000;
  return resting({ interval, delivery, deadline, faults: 0, dueAt, earliest: neverAsked ? now : dueAt }, now);
}

/**
 * The schedule after a token request. By the letter of CIBA Core 10.1 the interval counts from `sentAt`; an OP, which can only
 * measure what arrives, would see requests that were on their way for different times come early. So it counts from the answer,
 * `now`, and from `sentAt` only where the OP held the request for the whole interval (long polling): the next may follow at once.
 *
 * @param jitter 0..1, spreads retries of many verifications after an outage
 */
export function nextSchedule(
  previous: Schedule,
  outcome: PollOutcome,
  sentAt: number,
  now: number,
  jitter: number,
): Schedule {
  const interval =
    outcome.kind === 'slow_down'
      ? slowed(previous.interval, outcome.interval, (previous.deadline - now) / 1000)
      : previous.interval;
  const faults = outcome.kind === 'unavailable' ? previous.faults + 1 : 0;
  const retryAfter = 'retryAfter' in outcome ? (outcome.retryAfter ?? 0) : 0;
  const inTime = (at: number) => (at < previous.deadline ? at : lastLook(previous.deadline, now, at));
  const wasHeld = now - sentAt >= interval * 1000;
  const earliest = Math.max((wasHeld ? sentAt : now) + interval * 1000, inTime(now + retryAfter * 1000));
  // A request that got lost is repeated at the agreed pace: the OP does not suffer from what it did not read.
  const pause = 'isLost' in outcome ? 0 : backoff(interval, faults, jitter);
  const dueAt = Math.max(earliest, inTime(now + pause * 1000));
  const next = { ...previous, interval, faults, dueAt, earliest };
  return faults > 0 ? next : resting(next, now);
}

/**
 * The OP called: there is something to fetch, at once unless we asked a moment ago. From here on it is fetched
 * as if by poll.
 */
export function pingedSchedule(schedule: Schedule, now: number): Schedule {
  return { ...schedule, delivery: 'poll', dueAt: Math.max(now, schedule.earliest) };
}

/** Nothing is asked of an OP that pushes, and little of one that pings. */
function resting(schedule: Schedule, now: number): Schedule {
  switch (schedule.delivery) {
    case 'poll':
      return schedule;
    case 'push':
      return { ...schedule, dueAt: Number.POSITIVE_INFINITY };
    case 'ping': {
      const lastLook = schedule.deadline - LAST_LOOK_MS;
      const fallback = now + FALLBACK * 1000;
      const dueAt = fallback > lastLook && lastLook > now ? lastLook : fallback;
      return { ...schedule, dueAt: Math.max(schedule.dueAt, dueAt) };
    }
  }
}

/** To come back when it is over cannot be meant: what the customer answered is asked for once more in time. */
function lastLook(deadline: number, now: number, otherwise: number): number {
  return deadline - LAST_LOOK_MS > now ? deadline - LAST_LOOK_MS : otherwise;
}

/** An interval that leaves no time for a single poll cannot be meant. Seconds. */
function slowed(interval: number, demanded: number | undefined, left: number): number {
  const usable = demanded !== undefined && demanded < left ? demanded : 0;
  return Math.max(interval + SLOW_DOWN_STEP, usable);
}

/** Doubles from the interval up to the limit, then a random part of the upper half of it. */
function backoff(interval: number, faults: number, jitter: number): number {
  if (faults === 0) return 0;
  const ceiling = Math.max(interval, Math.min(LONGEST_BACKOFF, interval * 2 ** (faults - 1)));
  return ceiling * (0.5 + jitter / 2);
}
