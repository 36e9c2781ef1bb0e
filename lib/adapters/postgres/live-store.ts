import { type Kysely, sql } from 'kysely';
import { MISMATCH_MS } from '../../alarms/decide';
import type {
  ActivityRow,
  AlarmRow,
  AnswersOfAll,
  AnswersRow,
  LimitRow,
  LiveStore,
  LockedRow,
  OpenCallRow,
  SearchesRow,
  SetupFault,
  StandingRow,
} from '../../history/live/store';
import { alarmingReasons, type LastHour, type LiveCustomer, setupReasons } from '../../history/live/view';
import { neverPrompted } from '../../verification/never-prompted';
import { announce } from './announce';
import type { AppendAudit } from './audit-log';
import type { Schema } from './schema';

/** As the partial indexes have it: an index serves only a question that names the same states. */
const isOpen = sql`status in ('requested', 'pending')`;
/** What is about an alarm that stands is kept as long as it does. */
const aboutStanding = sql<boolean>`about in (select 'alarm:' || id from alarms where lifted_at is null)`;
const isAlarming = sql`reason in (${sql.join(alarmingReasons.map((reason) => sql.lit(reason)))})`;

/** Ends that the customer may have had a say in; a fault of the machinery says nothing of anybody. */
const cameToCustomer = sql`status in ('approved', 'denied', 'expired', 'cancelled')`;

export function createLiveStore(db: Kysely<Schema>, appendAudit: AppendAudit): LiveStore {
  return {
    async openCalls(limit) {
      const { rows } = await sql<OpenCallRow & { readonly total: number }>`
        select id, customer_id as "customerId", staff_name as "staffName", purpose,
          status <> 'requested' as sent, op_reachable as "opReachable",
          requested_at as "requestedAt", expires_at as "expiresAt", count(*) over ()::int as total
        from verifications where ${isOpen} order by requested_at, id limit ${limit}`.execute(db);
      return { calls: rows.map(({ total: _, ...call }) => call), total: rows[0]?.total ?? 0 };
    },

    async approvalsInUse(now) {
      const { rows } = await sql<{ count: number }>`
        select count(*)::int as count from verifications
        where status = 'approved' and grant_end is null and grant_expires_at > ${now}`.execute(db);
      return rows[0]?.count ?? 0;
    },

    async askedSince(since) {
      const { rows } = await sql<LastHour>`
        select count(*)::int as asked,
          count(*) filter (where status = 'approved')::int as approved,
          count(*) filter (where status = 'denied')::int as denied,
          count(*) filter (where status = 'expired')::int as expired,
          count(*) filter (where status = 'failed')::int as failed,
          (select count(*) from reports where reported_at > ${since})::int as reports
        from verifications where requested_at > ${since}`.execute(db);
      return only(rows);
    },

    async standingAlarms(limit) {
      const { rows } = await sql<StandingRow & { readonly total: number }>`
        select a.id as "alarmId", a.customer_id as "customerId", a.raised_at as "raisedAt",
          newest.source, newest.reports, v.staff_name as "askedBy", a.total
        from (
          select *, count(*) over ()::int as total from alarms
          where lifted_at is null order by seq desc limit ${limit}
        ) a
        cross join lateral (
          select source, verification_id, count(*) over ()::int as reports
          from reports where alarm_id = a.id order by seq desc limit 1
        ) newest
        left join verifications v on v.id = newest.verification_id
        order by a.seq desc`.execute(db);
      return { alarms: rows.map(({ total: _, ...alarm }) => alarm), total: rows[0]?.total ?? 0 };
    },

    async limitsReached(since) {
      const { rows } = await sql<LimitRow>`
        select staff_subject as subject, staff_name as name, limit_name as "limit", times,
          reached_at as "reachedAt", until
        from staff_limits where last_at > ${since}`.execute(db);
      return rows;
    },

    async activitySince(since) {
      const { rows } = await sql<ActivityRow>`
        with taken as (
          select about, max(taken_at) as at from alerts_taken where taken_at > ${since} group by about
        ), asked as (
          select staff_subject, customer_id, max(staff_name) as name, bool_or(status = 'approved') as approved,
            max(requested_at) as at
          from verifications left join taken on taken.about = 'unusual_requests:' || staff_subject
          where requested_at > ${since} and ${cameToCustomer} and (taken.at is null or requested_at > taken.at)
          group by staff_subject, customer_id
        )
        select staff_subject as subject, max(name) as name, count(*)::int as asked,
          count(*) filter (where approved)::int as approved, max(at) as "lastAt"
        from asked group by staff_subject`.execute(db);
      return rows;
    },

    async wrongSubjects(since) {
      // One that raises an alarm, or joins one, is a customer's; the others are the set-up's.
      const isSetUp = sql`source = 'wrong_subject' and alarm_id is null and subject is not null`;
      const { rows: noticed } = await sql<{ at: Date }>`
        select reported_at as at from reports where reported_at > ${since} and ${isSetUp} limit 1`.execute(
        db,
      );
      if (noticed.length === 0) return undefined;
      const { rows } = await sql<{ customers: number; since: Date | null }>`
        with righted as (
          select max(ended_at) as at from (
            select ended_at from verifications where status = 'approved' and requested_at > ${since}
            order by requested_at desc limit 1
          ) newest
        ), begun as (
          select min(reported_at) as at from reports, righted
          where reported_at > greatest(${since}, righted.at) and ${isSetUp}
        )
        select begun.at as since, (
          select count(distinct customer_id) from verifications
          where reason = 'wrong_subject'
            and ended_at > begun.at - make_interval(secs => ${MISMATCH_MS / 1000}::float8)
        )::int as customers
        from begun`.execute(db);
      const { customers, since: begun } = only(rows);
      return begun ? { customers, since: begun } : undefined;
    },

    async alarmsSince(since, limit) {
      const { rows } = await sql<AlarmRow>`
        select id as "verificationId", customer_id as "customerId", staff_name as "staffName", reason,
          ended_at as "endedAt"
        from verifications where ${isAlarming} and ended_at > ${since}
        order by ended_at desc limit ${limit}`.execute(db);
      return rows;
    },

    async lockedSince(since, count) {
      const { rows } = await sql<LockedRow>`
        select customer_id as "customerId", count(*)::int as asked, max(requested_at) as since,
          (array_agg(requested_at order by requested_at desc))[${count}::int] as oldest
        from verifications
        where requested_at > ${since}
          and (reason is null or reason <> all(${[...neverPrompted]}::text[]))
        group by customer_id having count(*) >= ${count}`.execute(db);
      return rows;
    },

    async answersSince(since, fewest) {
      const { rows } = await sql<AnswersRow>`
        with taken as (
          select about, max(taken_at) as at from alerts_taken where taken_at > ${since} group by about
        )
        select staff_subject as subject, max(staff_name) as name, count(*)::int as answered,
          count(*) filter (where status = 'denied')::int as denied,
          max(ended_at) filter (where status = 'denied') as "lastAt"
        from verifications left join taken on taken.about = 'unusual_denials:' || staff_subject
        where requested_at > ${since} and status in ('approved', 'denied')
          and (taken.at is null or requested_at > taken.at)
        group by staff_subject having count(*) filter (where status = 'denied') >= ${fewest}`.execute(db);
      return rows;
    },

    async answersOfAllSince(since) {
      const { rows } = await sql<AnswersOfAll>`
        select count(*)::int as asked, count(*) filter (where status = 'denied')::int as denied,
          count(*) filter (where status in ('approved', 'denied'))::int as answered
        from verifications where requested_at > ${since} and ${cameToCustomer}`.execute(db);
      return only(rows);
    },

    async searchesSince(since, overBy, fewest) {
      // In a window that goes on, whoever was just seen may be opened next.
      const { rows } = await sql<SearchesRow>`
        with taken as (
          select about, max(taken_at) as at from alerts_taken where taken_at > ${since} group by about
        ), searched as (
          select staff_subject as subject, max(staff_name) as name, sum(searches)::int as searches,
            sum(customers_seen)::int as seen, sum(customers_opened)::int as opened,
            max(limited_at) filter (where taken.at is null or limited_at > taken.at) as limited_at,
            max(last_at) as last_at, greatest(max(taken.at), ${since}) as since
          from search_windows left join taken on taken.about = 'unusual_searches:' || staff_subject
          where last_at > ${since} and (began_at <= ${overBy} or limited_at is not null)
            and (taken.at is null or began_at > taken.at or limited_at > taken.at)
          group by staff_subject
        )
        select subject, name, searches, seen as "customersSeen", opened, (
            select count(distinct customer_id)::int from verifications
            where staff_subject = subject and requested_at > searched.since
          ) as asked, limited_at as "limitedAt", last_at as "lastAt"
        from searched where limited_at is not null or seen >= ${fewest}`.execute(db);
      return rows;
    },

    async outage(now, calmSeconds, earliest) {
      const calm = sql`make_interval(secs => ${calmSeconds}::float8)`;
      // Of those that wait, only the trail tells when the OP was lost. Among those that ended, an outage reaches back to
      // where the OP had been well for as long as makes it over.
      const { rows } = await sql<{ waiting: number; ended: number; since: Date | null }>`
        with waiting as (
          select coalesce((
            select max(a.at)::timestamptz from audit a
            where a.verification_id = v.id and a.action = 'verification.op_lost'
          ), v.requested_at) as since
          from verifications v where ${isOpen} and not op_reachable
        ), ends as (
          select ended_at, lag(ended_at) over (order by ended_at) as before
          from verifications where reason = 'op_unreachable' and ended_at > ${earliest}
        ), ended as (
          select max(ended_at) filter (where before is null or ended_at - before > ${calm}) as since,
            count(*) filter (where ended_at > ${now}::timestamptz - ${calm})::int as count
          from ends
        )
        select (select count(*) from waiting)::int as waiting, ended.count as ended,
          least((select min(since) from waiting), case when ended.count > 0 then ended.since end) as since
        from ended`.execute(db);
      const { since, ...counts } = only(rows);
      return since ? { ...counts, since } : undefined;
    },

    async setupFaultsSince(since) {
      // An approval says that what its purpose needs is set up by then.
      const { rows } = await sql<SetupFault>`
        with approved as (
          select purpose, max(requested_at) as at from verifications
          where status = 'approved' and requested_at > ${since} group by purpose
        )
        select reason, count(*)::int as failed, min(ended_at) as since
        from verifications left join approved using (purpose)
        where reason = any(${[...setupReasons]}::text[]) and ended_at > ${since}
          and (approved.at is null or requested_at > approved.at)
        group by reason`.execute(db);
      return rows;
    },

    async customers(ids) {
      const { rows } = await sql<LiveCustomer>`
        select id, name, number from customers where id = any(${[...ids]}::text[])`.execute(db);
      return rows;
    },

    async takesSince(since) {
      const rows = await db
        .selectFrom('alerts_taken')
        .selectAll()
        .where((eb) => eb.or([eb('taken_at', '>', since), aboutStanding]))
        .orderBy('taken_at')
        .execute();
      return rows.map(({ taken_at: at, staff_subject: subject, staff_name: name, ...take }) => ({
        ...take,
        at,
        by: { subject, name },
      }));
    },

    take: ({ id, about, matter, since, at, by }, forgetBefore, audit) =>
      db.transaction().execute(async (tx) => {
        await tx
          .deleteFrom('alerts_taken')
          .where('taken_at', '<', forgetBefore)
          .where((eb) => eb.not(aboutStanding))
          .execute();
        const taken = await tx
          .insertInto('alerts_taken')
          .values({
            id,
            about,
            matter: JSON.stringify(matter),
            since,
            taken_at: at,
            staff_subject: by.subject,
            staff_name: by.name,
          })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .returning('id')
          .executeTakeFirst();
        if (!taken) return false;
        await appendAudit(tx, audit);
        await announce(tx, id);
        return true;
      }),
  };
}

/** An aggregate without groups has one row, always. */
function only<T>(rows: readonly T[]): T {
  const [row] = rows;
  if (!row) throw new TypeError('An aggregate answered nothing');
  return row;
}
