import { type Kysely, type Selectable, sql } from 'kysely';
import type { AlarmId, ReportId } from '../../alarms/report';
import type { AlarmStore, StoredAlarm, StoredReport } from '../../alarms/store';
import { hintOf } from '../../verification/notifications';
import { announce } from './announce';
import type { AppendAudit } from './audit-log';
import { alarmStands, lockCustomer } from './customer-lock';
import type { AlarmsTable, ReportsTable, Schema } from './schema';

/** @param issuer the OP whose subjects these are */
export function createAlarmStore(db: Kysely<Schema>, appendAudit: AppendAudit, issuer: string): AlarmStore {
  return {
    async standing(subject) {
      const rows = await db
        .selectFrom('alarms')
        .selectAll()
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .where('lifted_at', 'is', null)
        .execute();
      const [alarm] = await withReports(db, rows);
      return alarm;
    },

    async standingAmong(subjects) {
      if (subjects.length === 0) return new Set();
      const rows = await db
        .selectFrom('alarms')
        .select('subject')
        .where('issuer', '=', issuer)
        .where(sql<boolean>`subject = any(${[...subjects]}::text[])`)
        .where('lifted_at', 'is', null)
        .execute();
      return new Set(rows.flatMap(({ subject }) => subject ?? []));
    },

    async mark() {
      const { rows } = await sql<{ mark: string }>`
        select concat_ws(' ', (select max(seq) from reports), (select max(seq) from alarms),
          (select count(*) from alarms where lifted_at is null)) as mark`.execute(db);
      return rows[0]?.mark ?? '';
    },

    async find(id) {
      const rows = await db.selectFrom('alarms').selectAll().where('id', '=', id).execute();
      const [alarm] = await withReports(db, rows);
      return alarm;
    },

    async findReport(id) {
      const row = await db.selectFrom('reports').selectAll().where('id', '=', id).executeTakeFirst();
      return row && reportOf(row);
    },

    async list({ state, source, customers }, limit, after) {
      if (state === 'unknown' || customers?.length === 0) return [];
      const rows = await db
        .selectFrom('alarms as a')
        .selectAll('a')
        .where((eb) =>
          eb.and([
            ...(state === 'standing' ? [eb('lifted_at', 'is', null)] : []),
            ...(state === 'lifted' ? [eb('lifted_at', 'is not', null)] : []),
            ...(customers ? [sql<boolean>`a.customer_id = any(${[...customers]}::text[])`] : []),
            ...(source
              ? [
                  eb.exists(
                    eb
                      .selectFrom('reports as r')
                      .select('r.id')
                      .whereRef('r.alarm_id', '=', 'a.id')
                      .where('r.source', '=', source),
                  ),
                ]
              : []),
            ...(after
              ? [
                  sql<boolean>`(a.lifted_at is null, a.seq) <
                    (select lifted_at is null, seq from alarms where id = ${after})`,
                ]
              : []),
          ]),
        )
        .orderBy(sql`a.lifted_at is null`, 'desc')
        .orderBy('a.seq', 'desc')
        .limit(limit)
        .execute();
      return withReports(db, rows);
    },

    async listReports({ source, customers, unknown, from, to }, limit, after) {
      if (customers?.length === 0) return [];
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .where((eb) =>
          eb.and([
            ...(source ? [eb('source', '=', source)] : []),
            ...(customers ? [sql<boolean>`customer_id = any(${[...customers]}::text[])`] : []),
            // What was removed in time was about somebody.
            ...(unknown ? [eb('subject', 'is', null), eb('customer_erased_at', 'is', null)] : []),
            ...(from ? [eb('reported_at', '>=', from)] : []),
            ...(to ? [eb('reported_at', '<', to)] : []),
            ...(after ? [sql<boolean>`seq < (select seq from reports where id = ${after})`] : []),
          ]),
        )
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(reportOf);
    },

    async reportsOf(verificationId) {
      const rows = await db
        .selectFrom('reports')
        .selectAll()
        .where('verification_id', '=', verificationId)
        .orderBy('seq', 'desc')
        .execute();
      return rows.map(reportOf);
    },

    lift: (id, { at, by, byName, reason }, auditOf) =>
      db.transaction().execute(async (tx) => {
        const found = await tx.selectFrom('alarms').select('subject').where('id', '=', id).executeTakeFirst();
        if (!found?.subject) return undefined;
        // A report that comes at this moment is joined to the alarm before it is lifted, or raises another one.
        await lockCustomer(tx, issuer, found.subject);
        const rows = await tx
          .updateTable('alarms')
          .set({ lifted_at: at, lifted_by: by, lifted_by_name: byName, lift_reason: reason })
          .where('id', '=', id)
          .where('lifted_at', 'is', null)
          .returningAll()
          .execute();
        const [alarm] = await withReports(tx, rows);
        if (!alarm) return undefined;
        await appendAudit(tx, auditOf(alarm));
        await announce(tx, hintOf.alarms, ...(alarm.customerId ? [hintOf.customer(alarm.customerId)] : []));
        return alarm;
      }),

    allow: (allowance, audit) =>
      db.transaction().execute(async (tx) => {
        const { id, subject, customerId, reason, at, expiresAt, by, byName } = allowance;
        await lockCustomer(tx, issuer, subject);
        if (await alarmStands(tx, issuer, subject)) return false;
        const open = await tx
          .selectFrom('request_allowances')
          .select('id')
          .where('issuer', '=', issuer)
          .where('subject', '=', subject)
          .where('used_at', 'is', null)
          .where('expires_at', '>', at)
          .executeTakeFirst();
        if (open) return false;
        await tx
          .insertInto('request_allowances')
          .values({
            id,
            issuer,
            subject,
            customer_id: customerId,
            reason,
            allowed_at: at,
            expires_at: expiresAt,
            allowed_by: by,
            allowed_by_name: byName,
          })
          .execute();
        await appendAudit(tx, audit);
        await announce(tx, hintOf.customer(customerId));
        return true;
      }),
  };
}

/** Alarms with what was reported, in the order they came in. */
async function withReports(
  db: Kysely<Schema>,
  rows: readonly Selectable<AlarmsTable>[],
): Promise<StoredAlarm[]> {
  if (rows.length === 0) return [];
  const reports = await db
    .selectFrom('reports')
    .selectAll()
    .where(
      'alarm_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('seq', 'desc')
    .execute();
  return rows.map((row) => ({
    id: row.id as AlarmId, // only ever written where alarms are raised
    issuer: row.issuer,
    subject: row.subject ?? '',
    customerId: row.customer_id,
    raisedAt: row.raised_at,
    // The table's checks: all of them or none.
    lifted:
      row.lifted_at && row.lifted_by_name !== null && row.lift_reason !== null
        ? { at: row.lifted_at, by: row.lifted_by, byName: row.lifted_by_name, reason: row.lift_reason }
        : null,
    reports: reports.filter(({ alarm_id }) => alarm_id === row.id).map(reportOf),
  }));
}

function reportOf(row: Selectable<ReportsTable>): StoredReport {
  return {
    id: row.id as ReportId, // only ever written where reports are stored
    source: row.source,
    at: row.reported_at,
    transmitter: row.transmitter,
    subject: row.subject,
    customerId: row.customer_id,
    about: row.about,
    verificationId: row.verification_id,
    askedBy: row.asked_by,
    reason: row.reason,
    reportedBy: row.reported_by,
    reportedByName: row.reported_by_name,
    alarmId: row.alarm_id as AlarmId | null, // as above
  };
}
