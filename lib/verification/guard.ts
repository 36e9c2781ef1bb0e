import { neverPrompted } from './never-prompted';
import type { EndReason, GuardReason, Status } from './view';

/** At most `count` within `seconds`. */
interface Limit {
  readonly count: number;
  readonly seconds: number;
}

/** How often somebody may be asked, so that nobody is worn down into approving and nobody rings a hundred phones. */
export interface GuardLimits {
  /** Prompts per customer, whoever asks and whatever for. */
  readonly perCustomer: Limit;
  readonly perCustomerDay: Limit;
  /** Prompts per member of staff, whomever they ask. */
  readonly perStaff: Limit;
  readonly perStaffShift: Limit;
  /** Seconds to wait after the first, second, … denial in a row; the last one for all that follow. An approval clears them. */
  readonly denialPauses: readonly number[];
}

/** One earlier request, as far as the guard looks at it. */
export interface EarlierRequest {
  readonly requestedAt: Date;
  readonly endedAt: Date | null;
  readonly status: Status;
  readonly reason: EndReason | null;
}

/** What is known when somebody is about to be asked, read under the locks of the customer and of the member of staff. */
export interface GuardFacts {
  readonly alarmStands: boolean;
  /** Requests to this customer in the longest time a limit looks back, in any order. */
  readonly ofCustomer: readonly EarlierRequest[];
  /** Requests by this member of staff in the longest time a limit looks back, in any order. */
  readonly ofStaff: readonly EarlierRequest[];
  /** A supervisor other than who asks has allowed one more request to this customer. */
  readonly oneMoreAllowed: boolean;
}

export type GuardVerdict =
  | { readonly kind: 'allowed'; readonly usesAllowance: boolean }
  | {
      readonly kind: 'refused';
      readonly why: GuardReason;
      /** When the next request is possible; null while only a person can say. */
      readonly until: Date | null;
    };

/**
 * Whether this customer may be asked by this member of staff now. An alarm is passed by nothing; everything else a
 * supervisor can allow once.
 */
export function guardRequest(limits: GuardLimits, facts: GuardFacts, now: Date): GuardVerdict {
  if (facts.alarmStands) return { kind: 'refused', why: 'alarm', until: null };
  const obstacles = obstaclesOf(limits, facts, now);
  const [first, ...rest] = obstacles;
  if (!first) return { kind: 'allowed', usesAllowance: false };
  if (facts.oneMoreAllowed) return { kind: 'allowed', usesAllowance: true };
  // The one that lasts longest tells when the next request is possible.
  const last = rest.reduce((a, b) => (b.until > a.until ? b : a), first);
  return { kind: 'refused', ...last };
}

/** How far back requests to a customer, and by a member of staff, are looked at: seconds. */
export function guardLooksBack(limits: GuardLimits): { readonly customer: number; readonly staff: number } {
  const pause = Math.max(0, ...limits.denialPauses);
  return {
    customer: Math.max(limits.perCustomer.seconds, limits.perCustomerDay.seconds, pause),
    staff: Math.max(limits.perStaff.seconds, limits.perStaffShift.seconds),
  };
}

interface Obstacle {
  readonly why: Exclude<GuardReason, 'alarm'>;
  readonly until: Date;
}

function obstaclesOf(limits: GuardLimits, facts: GuardFacts, now: Date): Obstacle[] {
  const prompts = facts.ofCustomer.filter(prompted);
  const own = facts.ofStaff.filter(prompted);
  const candidates: [Obstacle['why'], Date | undefined][] = [
    ['denied', pauseAfterDenials(limits.denialPauses, facts.ofCustomer)],
    ['customer_limit', fullUntil(limits.perCustomer, prompts, now)],
    ['customer_day_limit', fullUntil(limits.perCustomerDay, prompts, now)],
    ['staff_limit', fullUntil(limits.perStaff, own, now)],
    ['staff_shift_limit', fullUntil(limits.perStaffShift, own, now)],
  ];
  return candidates.flatMap(([why, until]) => (until && until > now ? [{ why, until }] : []));
}

/** Whether the customer's phone may have rung. */
function prompted({ reason }: EarlierRequest): boolean {
  return reason === null || !neverPrompted.includes(reason);
}

/** When a limit that is reached lets the next one through; undefined while it is not reached. */
function fullUntil(
  { count, seconds }: Limit,
  requests: readonly EarlierRequest[],
  now: Date,
): Date | undefined {
  const since = now.getTime() - seconds * 1000;
  const within = requests
    .map(({ requestedAt }) => requestedAt.getTime())
    .filter((at) => at > since)
    .sort((a, b) => b - a);
  const oldestThatCounts = within[count - 1];
  return oldestThatCounts === undefined ? undefined : new Date(oldestThatCounts + seconds * 1000);
}

/** When the pause after the denials since the last approval is over. */
function pauseAfterDenials(pauses: readonly number[], requests: readonly EarlierRequest[]): Date | undefined {
  const answers = requests
    .filter(({ status }) => status === 'approved' || status === 'denied')
    .toSorted((a, b) => timeOf(b) - timeOf(a));
  const approvedAt = answers.findIndex(({ status }) => status === 'approved');
  const denials = approvedAt < 0 ? answers : answers.slice(0, approvedAt);
  const [last] = denials;
  const pause = pauses[Math.min(denials.length, pauses.length) - 1];
  return last && pause !== undefined ? new Date(timeOf(last) + pause * 1000) : undefined;
}

function timeOf({ endedAt, requestedAt }: EarlierRequest): number {
  return (endedAt ?? requestedAt).getTime();
}
