import { type Kysely, sql } from 'kysely';
import type { Unrecorded } from '../../audit/trail';
import { inSteps, MOST } from './audit-steps';
import type { Schema } from './schema';

/**
 * What is not as its records say. Each statement sees rows and records of one moment, so that what is written meanwhile
 * is in both or in neither.
 */
export async function unrecordedIn(db: Kysely<Schema>, onStep?: () => void): Promise<Unrecorded[]> {
  const found = [
    ...(await verifications(db, onStep)),
    ...(await reports(db, onStep)),
    ...(await alarms(db, onStep)),
    ...(await gone(db, onStep)),
  ];
  const once = new Map(found.map((each) => [`${each.what} ${each.id}`, each]));
  return [...once.values()].slice(0, MOST);
}

/**
 * Each change counts the version up by one and is recorded in the same transaction, so the two can only differ when one
 * of the tables was altered.
 */
function verifications(db: Kysely<Schema>, onStep?: () => void): Promise<Unrecorded[]> {
  return inSteps(
    db,
    sql`select max(seq) as max from verifications`,
    (from, to) => sql`
      select 'verification' as what, v.id from verifications v
      where v.seq > ${from} and v.seq <= ${to}
        and v.version <> (select count(*) from audit a where a.verification_id = v.id and a.action like 'verification.%')
      order by v.seq limit ${MOST}`,
    onStep,
  );
}

/**
 * A report never changes but by retention: one record, of the same source, alarm and reporter, and who had asked is who
 * the request's own record says. By the last two it is judged who may lift the alarm.
 */
function reports(db: Kysely<Schema>, onStep?: () => void): Promise<Unrecorded[]> {
  return inSteps(
    db,
    sql`select max(seq) as max from reports`,
    (from, to) => sql`
      select 'report' as what, r.id from reports r
      where r.seq > ${from} and r.seq <= ${to} and ((
          select count(*) from audit a
          where a.action = 'report.made' and a.record -> 'details' ->> 'report' = r.id
            and a.record -> 'details' ->> 'source' = r.source
            and a.record -> 'details' ->> 'alarm' is not distinct from r.alarm_id
            and (a.staff_id is not distinct from r.reported_by or r.staff_erased_at is not null
              or a.staff_id is null and a.record -> 'actor' ->> 'kind' = 'staff')
        ) <> 1
        or r.verification_id is not null and r.staff_erased_at is null and not exists (
          select from audit q
          where q.verification_id = r.verification_id and q.action = 'verification.requested'
            and (q.staff_id is null or q.staff_id is not distinct from r.asked_by)
        ))
      order by r.seq limit ${MOST}`,
    onStep,
  );
}

/** Raised once, for whom the record says, and lifted exactly where that is recorded. */
function alarms(db: Kysely<Schema>, onStep?: () => void): Promise<Unrecorded[]> {
  return inSteps(
    db,
    sql`select max(seq) as max from alarms`,
    (from, to) => sql`
      select 'alarm' as what, l.id from alarms l
      where l.seq > ${from} and l.seq <= ${to} and ((
          select count(*) from audit a
          where a.action = 'alarm.raised' and a.record -> 'details' ->> 'alarm' = l.id
            and (a.customer is null
              or l.lifted_at is not null and l.customer_erased_at is not null
              or a.customer -> 'personal' ->> 'subject' = l.subject
                and a.customer -> 'personal' ->> 'issuer' = l.issuer)
        ) <> 1
        or (
          select count(*) from audit a
          where a.action = 'alarm.lifted' and a.record -> 'details' ->> 'alarm' = l.id
        ) <> (l.lifted_at is not null)::int)
      order by l.seq limit ${MOST}`,
    onStep,
  );
}

/** What is recorded and not there any more: none of these is ever deleted. */
function gone(db: Kysely<Schema>, onStep?: () => void): Promise<Unrecorded[]> {
  return inSteps(
    db,
    sql`select max(id) as max from audit`,
    (from, to) => sql`
      select what, id from (
        select a.id as at, 'verification' as what, a.verification_id as id from audit a
        where a.id > ${from} and a.id <= ${to} and a.action = 'verification.requested'
          and not exists (select from verifications v where v.id = a.verification_id)
        union all
        select a.id, 'report', a.record -> 'details' ->> 'report' from audit a
        where a.id > ${from} and a.id <= ${to} and a.action = 'report.made'
          and not exists (select from reports r where r.id = a.record -> 'details' ->> 'report')
        union all
        select a.id, 'alarm', a.record -> 'details' ->> 'alarm' from audit a
        where a.id > ${from} and a.id <= ${to} and a.action in ('alarm.raised', 'alarm.lifted')
          and not exists (select from alarms l where l.id = a.record -> 'details' ->> 'alarm')
      ) missing
      order by at limit ${MOST}`,
    onStep,
  );
}
