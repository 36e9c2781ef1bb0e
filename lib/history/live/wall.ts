import { say } from '@/messages/history/alerts';
import type { ProofStore } from '../../audit/chain-store';
import type { Clock } from '../../clock';
import { WINDOW_MS } from '../../customers/searches';
import { handledAlarms, lookBack, type Raised, raisedAlerts } from './alerts';
import type { ActivityRow, AnswersOfAll, LiveStore, Take, Unnamed } from './store';
import { FEWEST_DENIALS } from './unusual-denials';
import { FEWEST_SEEN } from './unusual-searches';
import type { Alert, LiveCustomer, LiveView, Matter } from './view';

/** More than fit on any screen. */
const CALLS_SHOWN = 60;
const ALERTS_SHOWN = 50;
const MOST_ALARMS = 500;
/** Between two reads, however many screens there are. */
const PAUSE_MS = 250;
/** What is usual in a centre changes in days. */
const USUAL_MS = 10 * 60_000;
/** Whom each person asked in a shift is much to read, and a few seconds make no difference to it. */
const ACTIVITY_MS = 5_000;

interface WallDeps {
  readonly live: LiveStore;
  readonly clock: Clock;
  /** How often a customer may be asked, as the guard against prompting has it. */
  readonly limit: { readonly count: number; readonly seconds: number };
  readonly proofs: Pick<ProofStore, 'last'>;
  /** Of this node's database. */
  readonly health: { readonly deafSince: Date | null };
}

/** Reads for everybody who watches. */
export interface Wall {
  /** What happens right now, read after it was asked for, and for all who asked meanwhile together. */
  read(): Promise<LiveView>;
  /** The alerts alone, read at once. */
  alerts(): Promise<Alerts>;
}

interface Alerts {
  readonly raised: readonly Raised[];
  /** Alarms that stand first, then the last one first. */
  readonly taken: readonly Take[];
  /** Alarms that stand. */
  readonly standing: number;
}

export function createWall(deps: WallDeps): Wall {
  const { live, clock, limit } = deps;
  let usual: { readonly at: Date; readonly answers: AnswersOfAll } | undefined;
  let activity: { readonly at: Date; readonly rows: readonly ActivityRow[] } | undefined;

  async function answersOfAll(now: Date) {
    if (!usual || now.getTime() - usual.at.getTime() >= USUAL_MS) {
      usual = { at: now, answers: await live.answersOfAllSince(before(now, lookBack.answersOfAll)) };
    }
    return usual.answers;
  }

  async function activityOf(now: Date) {
    if (!activity || now.getTime() - activity.at.getTime() >= ACTIVITY_MS) {
      activity = { at: now, rows: await live.activitySince(before(now, lookBack.asked)) };
    }
    return activity.rows;
  }

  // One after the other throughout: a dashboard must not take the connections the agents need.
  async function alertsAt(now: Date): Promise<Alerts> {
    const proof = await deps.proofs.last();
    const { alarms: standing, total } = await live.standingAlarms(MOST_ALARMS);
    const signals = {
      standing,
      wrongSubjects: await live.wrongSubjects(before(now, lookBack.wrongSubjects)),
      limits: await live.limitsReached(before(now, lookBack.limits)),
      activity: await activityOf(now),
      alarms: await live.alarmsSince(before(now, lookBack.alarms), MOST_ALARMS),
      locked: await live.lockedSince(before(now, limit.seconds * 1000), limit.count),
      lockSeconds: limit.seconds,
      answers: await live.answersSince(before(now, lookBack.answers), FEWEST_DENIALS),
      answersOfAll: await answersOfAll(now),
      searches: await live.searchesSince(before(now, lookBack.searches), before(now, WINDOW_MS), FEWEST_SEEN),
      outage: await live.outage(now, lookBack.outage / 1000, before(now, lookBack.outageBegan)),
      setupFaults: await live.setupFaultsSince(before(now, lookBack.setupFaults)),
      unsoundAt: proof?.state === 'unsound' ? new Date(proof.endedAt ?? proof.startedAt) : null,
      deafSince: deps.health.deafSince,
    };
    const takes = await live.takesSince(before(now, lookBack.takes));
    const shownFrom = before(now, lookBack.takenShown);
    const lately = takes
      // An alarm stands here for as long as it stands, and no longer.
      .filter(({ at, matter }) => at > shownFrom && matter.kind !== 'alarm')
      .toSorted((a, b) => b.at.getTime() - a.at.getTime());
    return {
      raised: raisedAlerts(signals, takes, now),
      taken: [...handledAlarms(signals, takes), ...lately],
      standing: total,
    };
  }

  async function readOnce(): Promise<LiveView> {
    const now = clock.now();
    const { calls, total } = await live.openCalls(CALLS_SHOWN);
    const approvalsInUse = await live.approvalsInUse(now);
    const lastHour = await live.askedSince(before(now, 3_600_000));
    const { raised, taken, standing } = await alertsAt(now);
    const shown = [...raised.slice(0, ALERTS_SHOWN), ...taken.slice(0, ALERTS_SHOWN)];
    const named = await namesOf(live, [
      ...calls.map(({ customerId }) => customerId),
      ...shown.flatMap(({ matter }) =>
        'customerId' in matter && matter.customerId ? [matter.customerId] : [],
      ),
    ]);
    return {
      now: now.toISOString(),
      calls: calls.map(({ customerId, requestedAt, expiresAt, ...call }) => ({
        ...call,
        customer: named(customerId),
        requestedAt: requestedAt.toISOString(),
        expiresAt: expiresAt.toISOString(),
      })),
      waiting: total,
      approvalsInUse,
      lastHour,
      alerts: shown.map((alert) => tell(alert, named)),
      untaken: raised.length,
      alarms: standing,
    };
  }

  let next: Promise<LiveView> | undefined;
  let previous: Promise<unknown> = Promise.resolve();
  return {
    read() {
      next ??= (async () => {
        await previous;
        next = undefined;
        const reading = readOnce();
        const pause = new Promise<void>((resolve) => clock.after(PAUSE_MS, resolve));
        previous = Promise.allSettled([reading, pause]);
        return reading;
      })();
      return next;
    },
    alerts: () => alertsAt(clock.now()),
  };
}

type Named = (customerId: string) => LiveCustomer;

/** The customer may have left the directory since. */
async function namesOf(live: LiveStore, ids: readonly string[]): Promise<Named> {
  const wanted = [...new Set(ids)];
  const known = wanted.length > 0 ? await live.customers(wanted) : [];
  const byId = new Map(known.map((customer) => [customer.id, customer]));
  return (id) => byId.get(id) ?? { id, name: say.removedCustomer, number: id };
}

function tell(alert: Raised | Take, named: Named): Alert {
  return {
    id: alert.id,
    since: alert.since.toISOString(),
    taken: 'by' in alert ? { by: alert.by.name, at: alert.at.toISOString() } : null,
    matter: withName(alert.matter, named),
  };
}

function withName(matter: Unnamed, named: Named): Matter {
  switch (matter.kind) {
    case 'alarm': {
      const { customerId, ...rest } = matter;
      return { ...rest, customer: customerId ? named(customerId) : unknownCustomer };
    }
    case 'fraud': {
      const { customerId, ...rest } = matter;
      return { ...rest, customer: named(customerId) };
    }
    case 'customer_locked': {
      const { customerId, ...rest } = matter;
      return { ...rest, customer: named(customerId) };
    }
    default:
      return matter;
  }
}

/** A subject that the directory does not know. */
const unknownCustomer = { id: null, name: say.unknownCustomer, number: '' };

function before(now: Date, ms: number): Date {
  return new Date(now.getTime() - ms);
}
