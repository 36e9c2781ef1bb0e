import type { StaffActor } from '../../actor';
import type { AuditLog } from '../../audit/entry';
import { authorize } from '../../auth/permissions';
import type { Clock } from '../../clock';
import { type HistoryFilter, purposes } from '../filter/view';
import { looksForPerson, recordedFilter } from '../recorded-filter';
import { type ResolveDeps, resolveFilter } from '../resolve';
import type { HistoryQuery, HistoryStore } from '../store';
import { answerTimes, histogram, merged } from './answers';
import { periodBefore, type Stretch, startOf } from './compared-period';
import { none } from './counts';
import type { FiguresStore, Group, TimeBin } from './store';
import { byDay, byHour } from './times';
import { type Figures, sum } from './view';
import { createWallClock, type WallClock } from './wall-clock';

export interface FiguresDeps extends ResolveDeps {
  readonly figures: FiguresStore;
  readonly history: Pick<HistoryStore, 'staff'>;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/**
 * What became of everybody's verifications that a filter means. That somebody looked at one person's is recorded, as it
 * is for the list.
 *
 * @throws AppError `forbidden`
 */
export async function getFigures(
  deps: FiguresDeps,
  actor: StaffActor,
  filter: HistoryFilter,
): Promise<Figures> {
  authorize(actor, 'history.read_all');
  const { clock, figures, env } = deps;
  const now = clock.now();
  if (looksForPerson(filter)) {
    await deps.audit.append({ at: now, actor, action: 'history.searched', ...recordedFilter(filter) });
  }
  const { query, tooManyCustomers } = await resolveFilter(deps, actor, filter, now);
  const zone = env.TIME_ZONE;
  const wall = createWallClock(zone);
  const known = query.from && stretchOf(query.from, query, now);
  const compared = known && periodBefore(known, zone);
  const counted = await figures.count(query, compared && { ...query, ...compared }, binMinutes(wall, known));

  const stretch = known ?? beginningWith(counted.bins, query, now, wall, zone);
  const byPurpose = purposes.map((purpose) => ({
    purpose,
    ...together(counted.groups.filter((group) => group.purpose === purpose)),
  }));
  const { counts, answers } = together(byPurpose);
  return {
    zone,
    tooManyCustomers,
    ...iso(stretch),
    totals: counts,
    answers: answerTimes(answers),
    reports: counted.reports,
    histogram: histogram(answers),
    before: compared &&
      counted.before && {
        ...iso(compared),
        totals: counted.before.counts,
        answers: answerTimes(counted.before.answers),
        reports: counted.before.reports,
      },
    byDay: byDay(counted.bins, wall, stretch),
    byHour: byHour(counted.bins, wall),
    byPurpose: byPurpose.map(({ purpose, ...tally }) => ({ purpose, ...figuresOf(tally) })),
    byStaff: byStaff(counted.groups),
    staff: await deps.history.staff(),
  };
}

/** A period that is not over ends now. */
function stretchOf(from: Date, { to }: HistoryQuery, now: Date): Stretch {
  const end = to && to < now ? to : now;
  return { from, to: end < from ? from : end };
}

/** Without a beginning of its own, a period begins with the day of the first verification. */
function beginningWith(
  bins: readonly TimeBin[],
  query: HistoryQuery,
  now: Date,
  wall: WallClock,
  zone: string,
): Stretch {
  const first = bins.reduce((least, { at }) => Math.min(least, at.getTime()), Number.POSITIVE_INFINITY);
  const end = query.to && query.to < now ? query.to : now;
  return stretchOf(Number.isFinite(first) ? startOf(wall.at(first).day, zone) : end, query, now);
}

/** A bin must not reach over the beginning of an hour, which in some zones is at a quarter or at half past. */
function binMinutes(wall: WallClock, stretch: Stretch | null): 15 | 60 {
  return stretch && wall.keepsWholeHours(stretch.from.getTime(), stretch.to.getTime()) ? 60 : 15;
}

function byStaff(groups: readonly Group[]): Figures['byStaff'] {
  const people = new Map<string, Group[]>();
  for (const group of groups) people.set(group.subject, [...(people.get(group.subject) ?? []), group]);
  return [...people]
    .map(([subject, theirs]) => ({
      subject,
      name: theirs[0]?.name ?? subject,
      ...figuresOf(together(theirs)),
    }))
    .sort((a, b) => b.counts.total - a.counts.total || (a.subject < b.subject ? -1 : 1));
}

type Tally = Pick<Group, 'counts' | 'answers'>;

function together(tallies: readonly Tally[]): Tally {
  return {
    counts: tallies.reduce((all, { counts }) => sum(all, counts), none),
    answers: merged(tallies.map(({ answers }) => answers)),
  };
}

function figuresOf({ counts, answers }: Tally) {
  return { counts, answers: answerTimes(answers) };
}

function iso({ from, to }: Stretch) {
  return { from: from.toISOString(), to: to.toISOString() };
}
