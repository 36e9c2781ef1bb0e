import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ReportSource } from '../../alarms/view';
import type { Counted, Distribution, FiguresStore } from '../../history/figures/store';
import type { Counts, ReportCounts } from '../../history/figures/view';
import type { HistoryQuery } from '../../history/store';
import type { Purpose } from '../../verification/view';
import { whereOf } from './history-query';
import type { Schema } from './schema';

/**
 * Figures are counted from the verifications themselves, nothing is added up beforehand. Each statement reads one index
 * that has all it needs (migration 005), once.
 */
export function createFiguresStore(db: Kysely<Schema>): FiguresStore {
  return {
    count: (query, before, binMinutes) =>
      db
        .transaction()
        // One moment for all statements.
        .setIsolationLevel('repeatable read')
        .setAccessMode('read only')
        .execute(async (tx): Promise<Counted> => {
          // A planner that takes the index for scattered reads reads the table, and sorts what it should hash.
          await sql`set local random_page_cost = 1.1`.execute(tx);
          // Compiling costs more than it saves here, and the groups must not go through files.
          await sql`set local jit = off`.execute(tx);
          await sql`set local work_mem = '64MB'`.execute(tx);
          const otherwise = await reportedOtherwise(tx, query, binMinutes);
          return {
            bins: withReported(await binsOf(tx, query, binMinutes), otherwise, (bin, { at }) =>
              sameTime(bin.at, at),
            ),
            groups: withReported(
              await groupsOf(tx, query),
              otherwise,
              (group, of) => group.subject === of.subject && group.purpose === of.purpose,
            ),
            reports: await reportsIn(tx, query),
            before: before && (await totalOf(tx, before)),
          };
        }),
  };
}

interface CountColumns {
  readonly total: number;
  readonly approved: number;
  readonly denied: number;
  readonly expired: number;
  readonly failed: number;
  readonly cancelled: number;
  readonly fraud_reports: number;
}

async function binsOf(tx: Kysely<Schema>, query: HistoryQuery, minutes: 15 | 60): Promise<Counted['bins']> {
  const { rows } = await sql<CountColumns & { at: Date }>`
    select date_bin(${`${minutes} minutes`}::interval, v.requested_at, '1970-01-01Z') as at,
      ${countsOf(sql`count(*)`)}, count(*) filter (where reason = 'fraud_reported')::integer as fraud_reports
    from verifications v where ${whereOf(query)}
    group by 1`.execute(tx);
  return rows.map(({ at, ...row }) => ({ at, counts: toCounts(row) }));
}

type Answered = CountColumns & {
  readonly tenths: readonly number[] | null;
  readonly times: readonly number[] | null;
};

async function groupsOf(tx: Kysely<Schema>, query: HistoryQuery): Promise<Counted['groups']> {
  const { rows } = await sql<Answered & { subject: string; name: string; purpose: Purpose }>`
    with counted as (
      select v.staff_subject as subject, v.purpose, ${together}
      from verifications v where ${whereOf(query)}
      group by v.staff_subject, v.purpose, v.status, v.answer_tenths
    ), grouped as (
      select subject, purpose, ${summedUp} from counted group by subject, purpose
    )
    select grouped.*, coalesce(staff_members.name, (
        select v.staff_name from verifications v where v.staff_subject = grouped.subject
        order by v.requested_at desc limit 1
      )) as name
    from grouped left join staff_members using (subject)`.execute(tx);
  return rows.map(({ subject, name, purpose, ...row }) => ({
    subject,
    name,
    purpose,
    counts: toCounts(row),
    answers: toDistribution(row),
  }));
}

async function totalOf(tx: Kysely<Schema>, query: HistoryQuery): Promise<NonNullable<Counted['before']>> {
  const { rows } = await sql<Answered>`
    with counted as (
      select ${together} from verifications v where ${whereOf(query)} group by v.status, v.answer_tenths
    )
    select ${summedUp} from counted`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('an aggregate has one row');
  const counts = toCounts(row);
  const otherwise = await reportedOtherwise(tx, query, 60);
  const fraudReports = counts.fraudReports + otherwise.reduce((sum, { count }) => sum + count, 0);
  return {
    counts: { ...counts, fraudReports },
    answers: toDistribution(row),
    reports: await reportsIn(tx, query),
  };
}

interface Reported {
  readonly at: Date;
  readonly subject: string;
  readonly purpose: Purpose;
  readonly count: number;
}

/**
 * Verifications of which it was reported in another way than by the customer's answer, which the index tells: they are
 * few, and found from the reports.
 */
async function reportedOtherwise(
  tx: Kysely<Schema>,
  query: HistoryQuery,
  minutes: 15 | 60,
): Promise<readonly Reported[]> {
  const { rows } = await sql<Reported>`
    select date_bin(${`${minutes} minutes`}::interval, v.requested_at, '1970-01-01Z') as at,
      v.staff_subject as subject, v.purpose, count(*)::integer as count
    from verifications v
    where v.id in (select verification_id from reports where verification_id is not null)
      and v.reason is distinct from 'fraud_reported' and ${whereOf(query)}
    group by 1, 2, 3`.execute(tx);
  return rows;
}

function withReported<T extends { readonly counts: Counts }>(
  counted: readonly T[],
  reported: readonly Reported[],
  belongs: (counted: T, reported: Reported) => boolean,
): T[] {
  return counted.map((each) => {
    const more = reported.filter((of) => belongs(each, of)).reduce((sum, { count }) => sum + count, 0);
    if (more === 0) return each;
    return { ...each, counts: { ...each.counts, fraudReports: each.counts.fraudReports + more } };
  });
}

function sameTime(a: Date, b: Date): boolean {
  return a.getTime() === b.getTime();
}

/** What was reported in the period, and the alarms it raised; where more narrows, only of verifications that are meant. */
async function reportsIn(tx: Kysely<Schema>, query: HistoryQuery): Promise<ReportCounts> {
  const { from, to, customers, asOf, ...rest } = query;
  const narrows = Object.values(rest).some((value) => value !== null);
  const meant = whereOf({ ...rest, from: null, to: null, customers: null, asOf: null });
  const within = (time: RawBuilder<unknown>, customer: RawBuilder<unknown>) => {
    const conditions = [
      ...(from ? [sql`${time} >= ${from}`] : []),
      ...(to ? [sql`${time} < ${to}`] : []),
      ...(asOf ? [sql`${time} <= ${asOf}`] : []),
      ...(customers ? [sql`${customer} = any(${[...customers]}::text[])`] : []),
    ];
    return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`;
  };
  const ofMeant = narrows
    ? sql`exists (select from verifications v where v.id = r.verification_id and ${meant})`
    : sql`true`;
  const { rows } = await sql<{ source: ReportSource | null; count: number }>`
    select r.source, count(*)::integer as count from reports r
    where ${within(sql`r.reported_at`, sql`r.customer_id`)} and ${ofMeant}
    group by r.source
    union all
    select null, count(*)::integer from alarms a
    where ${within(sql`a.raised_at`, sql`a.customer_id`)}
      and exists (select from reports r where r.alarm_id = a.id and ${ofMeant})`.execute(tx);
  const countOf = (source: ReportSource | null) => rows.find((row) => row.source === source)?.count ?? 0;
  return {
    bySource: {
      provider: countOf('provider'),
      security_event: countOf('security_event'),
      staff: countOf('staff'),
      denial: countOf('denial'),
      wrong_subject: countOf('wrong_subject'),
    },
    alarms: countOf(null),
  };
}

/** One row for all verifications that ended alike after the same time. */
const together = sql`v.status, v.answer_tenths, count(*) as n,
  count(*) filter (where v.reason = 'fraud_reported') as fraud_reports`;

/** What such rows come to. The times as JSON, because drivers are slow to read arrays. */
const summedUp = sql`
  ${countsOf(sql`sum(n)`)}, coalesce(sum(fraud_reports), 0)::integer as fraud_reports,
  json_agg(answer_tenths) filter (where answer_tenths is not null) as tenths,
  json_agg(n) filter (where answer_tenths is not null) as times`;

function countsOf(number: RawBuilder<unknown>): RawBuilder<unknown> {
  const ends = ['approved', 'denied', 'expired', 'failed', 'cancelled'].map(
    (status) =>
      sql`coalesce(${number} filter (where status = ${sql.lit(status)}), 0)::integer as ${sql.ref(status)}`,
  );
  return sql.join([sql`coalesce(${number}, 0)::integer as total`, ...ends]);
}

function toCounts({ total, approved, denied, expired, failed, cancelled, ...row }: CountColumns): Counts {
  const open = total - approved - denied - expired - failed - cancelled;
  return { total, approved, denied, expired, failed, cancelled, open, fraudReports: row.fraud_reports };
}

function toDistribution({ tenths, times }: Pick<Answered, 'tenths' | 'times'>): Distribution {
  return (tenths ?? []).map((value, index) => [value, times?.[index] ?? 0]);
}
