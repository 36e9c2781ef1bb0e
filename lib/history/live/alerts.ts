import { createHash } from 'node:crypto';
import type { AlarmRow, AnswersRow, LockedRow, Outage, Take, Unnamed } from './store';
import { isUnusual, usualShare } from './unusual-denials';
import type { Matter } from './view';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How far back is looked for what, in milliseconds. */
export const lookBack = {
  alarms: 24 * HOUR,
  answers: 8 * HOUR,
  answersOfAll: 30 * 24 * HOUR,
  /** The OP is away until it has been well for this long. */
  outage: 5 * MINUTE,
  outageBegan: 24 * HOUR,
  /** What was taken stands at the end for a while, so that nobody wonders where it went. */
  takenShown: 30 * MINUTE,
  /** Longer than anything is an alert. */
  takes: 25 * HOUR,
} as const;

/** What was found that somebody may have to look at. */
export interface Signals {
  readonly alarms: readonly AlarmRow[];
  readonly locked: readonly LockedRow[];
  /** Within these seconds a customer is asked so often and no more. */
  readonly lockSeconds: number;
  readonly answers: readonly AnswersRow[];
  readonly answersOfAll: { readonly denied: number; readonly answered: number };
  readonly outage: Outage | undefined;
  /** When the audit trail was found to be unsound. */
  readonly unsoundAt: Date | null;
}

/** Something to look at that nobody has taken. */
export interface Raised {
  readonly id: string;
  readonly about: string;
  readonly since: Date;
  readonly matter: Unnamed;
}

/** The most urgent first; within a kind the newest first, because its call may still be going on. */
const urgency: Record<Matter['kind'], number> = {
  fraud: 0,
  customer_locked: 1,
  unusual_denials: 2,
  op_unreachable: 3,
  trail_unsound: 4,
};

/**
 * The alerts that are to be raised now: what was found, without what somebody has taken since it came up.
 *
 * @param takes of the last `lookBack.takes`
 */
export function raisedAlerts(signals: Signals, takes: readonly Take[], now: Date): Raised[] {
  const lastTakes = new Map<string, Take>();
  for (const take of takes.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    lastTakes.set(take.about, take);
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

type Found = Omit<Raised, 'id'> & {
  /** Whoever took it up to so many milliseconds before its beginning took the same thing. */
  readonly goesOnFor?: number;
};

function found(signals: Signals): Found[] {
  const { alarms, locked, answers, answersOfAll, outage, unsoundAt } = signals;
  return [
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
    ...(unsoundAt ? [raise('', unsoundAt, { kind: 'trail_unsound' })] : []),
  ];
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
