import { createHash } from 'node:crypto';
import { COUNTS_KEPT_MS } from '../../customers/searches';
import type {
  ActivityRow,
  AlarmRow,
  AnswersOfAll,
  AnswersRow,
  LimitRow,
  LockedRow,
  Outage,
  SearchesRow,
  SetupFault,
  StandingRow,
  Take,
  Unnamed,
  WrongSubjects,
} from './store';
import { isUnusual, usualShare } from './unusual-denials';
import { isUnusualAsking, usualApprovals } from './unusual-requests';
import { isUnusualSearching } from './unusual-searches';
import type { Matter } from './view';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far back is looked for what, in milliseconds. */
export const lookBack = {
  alarms: 24 * HOUR,
  answers: 8 * HOUR,
  limits: 8 * HOUR,
  asked: 8 * HOUR,
  wrongSubjects: 24 * HOUR,
  searches: COUNTS_KEPT_MS,
  answersOfAll: 30 * 24 * HOUR,
  /** The OP is away until it has been well for this long. */
  outage: 5 * MINUTE,
  outageBegan: 24 * HOUR,
  setupFaults: 24 * HOUR,
  /** What is handled stands at the end for a while, so that nobody wonders where it went. */
  takenShown: 30 * MINUTE,
  /** Longer than anything is an alert. */
  takes: 25 * HOUR,
} as const;

/** What was found that somebody may have to look at. */
export interface Signals {
  readonly standing: readonly StandingRow[];
  readonly wrongSubjects: WrongSubjects | undefined;
  readonly limits: readonly LimitRow[];
  readonly activity: readonly ActivityRow[];
  readonly alarms: readonly AlarmRow[];
  readonly locked: readonly LockedRow[];
  /** Within these seconds a customer is asked so often and no more. */
  readonly lockSeconds: number;
  readonly answers: readonly AnswersRow[];
  readonly answersOfAll: AnswersOfAll;
  readonly searches: readonly SearchesRow[];
  readonly outage: Outage | undefined;
  readonly setupFaults: readonly SetupFault[];
  /** When the audit trail was found to be unsound. */
  readonly unsoundAt: Date | null;
  /** Since when the database's notifications do not arrive. */
  readonly deafSince: Date | null;
}

/** Something to look at that nobody handles. */
export interface Raised {
  readonly id: string;
  readonly about: string;
  readonly since: Date;
  readonly matter: Unnamed;
}

/** The most urgent first; within a kind the newest first, because its call may still be going on. */
const urgency: Record<Matter['kind'], number> = {
  alarm: 0,
  fraud: 1,
  staff_limit: 2,
  unusual_requests: 3,
  wrong_subjects: 4,
  customer_locked: 5,
  unusual_denials: 6,
  unusual_searches: 7,
  op_unreachable: 8,
  setup_fault: 9,
  trail_unsound: 10,
  notifications_lost: 11,
};

/**
 * The alerts that are to be raised now: what was found, without what somebody handles since it came up.
 *
 * @param takes of the last `lookBack.takes`, and of alarms that stand
 */
export function raisedAlerts(signals: Signals, takes: readonly Take[], now: Date): Raised[] {
  const lastTakes = lastOf(takes);
  return found(signals)
    .flatMap(({ goesOnFor = 0, ...alert }) => {
      const last = lastTakes.get(alert.about);
      const covered = last && last.at.getTime() >= alert.since.getTime() - goesOnFor;
      return covered || alert.since > now ? [] : [{ ...alert, id: idOf(alert.about, last) }];
    })
    .toSorted(
      (a, b) =>
        urgency[a.matter.kind] - urgency[b.matter.kind] ||
        b.since.getTime() - a.since.getTime() ||
        (a.about < b.about ? -1 : 1),
    );
}

/** Alarms that stand and that somebody handles, as they are now: the newest first. */
export function handledAlarms({ standing }: Pick<Signals, 'standing'>, takes: readonly Take[]): Take[] {
  const lastTakes = lastOf(takes);
  return standing
    .map(alarmOf)
    .toSorted((a, b) => b.since.getTime() - a.since.getTime())
    .flatMap(({ about, since, matter }) => {
      const take = lastTakes.get(about);
      return take ? [{ ...take, since, matter }] : [];
    });
}

function lastOf(takes: readonly Take[]): ReadonlyMap<string, Take> {
  const last = new Map<string, Take>();
  for (const take of takes.toSorted((a, b) => a.at.getTime() - b.at.getTime())) last.set(take.about, take);
  return last;
}

type Found = Omit<Raised, 'id'> & {
  /** Whoever took it up to so many milliseconds before its beginning took the same thing. */
  readonly goesOnFor?: number;
};

function found(signals: Signals): Found[] {
  const { alarms, locked, answers, answersOfAll, searches, outage, unsoundAt, deafSince } = signals;
  return [
    ...signals.standing.map(alarmOf),
    ...(signals.wrongSubjects
      ? [
          raise('', signals.wrongSubjects.since, {
            kind: 'wrong_subjects',
            customers: signals.wrongSubjects.customers,
          }),
        ]
      : []),
    ...signals.limits.map(({ subject, name, limit, times, reachedAt, until }) =>
      raise(`${limit}:${subject}`, reachedAt, {
        kind: 'staff_limit',
        staff: { subject, name },
        limit,
        until: until.toISOString(),
        times,
      }),
    ),
    ...unusualAsking(signals),
    ...alarms.map(({ endedAt, ...of }) => raise(of.verificationId, endedAt, { kind: 'fraud', ...of })),
    ...locked.map(({ customerId, asked, since, oldest }) => {
      const until = new Date(oldest.getTime() + signals.lockSeconds * 1000).toISOString();
      return raise(customerId, since, { kind: 'customer_locked', customerId, asked, until });
    }),
    // Only answers since the last take are counted here, so what is found now is new.
    ...answers
      .filter((of) => isUnusual(of, answersOfAll))
      .map(({ subject, name, denied, answered, lastAt }) =>
        raise(subject, lastAt, {
          kind: 'unusual_denials',
          staff: { subject, name },
          denied,
          answered,
          usualShare: usualShare(answersOfAll),
        }),
      ),
    ...searches.filter(isUnusualSearching).map(({ subject, name, lastAt, limitedAt, ...counts }) =>
      raise(subject, lastAt, {
        kind: 'unusual_searches',
        staff: { subject, name },
        ...counts,
        limited: limitedAt !== null,
      }),
    ),
    ...(outage
      ? [
          {
            ...raise('', outage.since, {
              kind: 'op_unreachable',
              waiting: outage.waiting,
              ended: outage.ended,
            }),
            goesOnFor: lookBack.outage,
          },
        ]
      : []),
    ...signals.setupFaults.map(({ reason, failed, since }) =>
      raise(reason, since, { kind: 'setup_fault', reason, failed }),
    ),
    ...(unsoundAt ? [raise('', unsoundAt, { kind: 'trail_unsound' })] : []),
    ...(deafSince ? [raise('', deafSince, { kind: 'notifications_lost' })] : []),
  ];
}

function alarmOf({ raisedAt, ...of }: StandingRow): Found {
  return raise(of.alarmId, raisedAt, { kind: 'alarm', ...of });
}

/** Only what was asked since the last take is counted here, so what is found now is new. */
function unusualAsking({ activity, answersOfAll }: Signals): Found[] {
  const all = activity.reduce(
    (sum, { asked, approved }) => ({ asked: sum.asked + asked, approved: sum.approved + approved }),
    { asked: 0, approved: 0 },
  );
  const centre = { asked: answersOfAll.asked, approved: answersOfAll.answered - answersOfAll.denied };
  return activity
    .filter((own) =>
      isUnusualAsking(own, centre, { asked: all.asked - own.asked, approved: all.approved - own.approved }),
    )
    .map(({ subject, name, asked, approved, lastAt }) =>
      raise(subject, lastAt, {
        kind: 'unusual_requests',
        staff: { subject, name },
        asked,
        approved,
        usualShare: usualApprovals(centre),
      }),
    );
}

function raise(whom: string, since: Date, matter: Unnamed): Found {
  return { about: `${matter.kind}:${whom}`, since, matter };
}

/**
 * The same for everybody who sees it, and another one when the matter comes up again after somebody took it: of those
 * who take it at once, one wins.
 */
function idOf(about: string, last: Take | undefined): string {
  const hash = createHash('sha256')
    .update(`${last?.id ?? ''} ${about}`)
    .digest('base64url');
  return `alr_${hash.slice(0, 22)}`;
}
