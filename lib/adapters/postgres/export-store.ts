import { type Kysely, sql } from 'kysely';
import type { ExportRow } from '../../history/export/row';
import type { ExportStore } from '../../history/export/store';
import type { AppendAudit } from './audit-log';
import { comesAfter, whereOf } from './history-query';
import type { Schema } from './schema';

const DAY_MS = 24 * 60 * 60 * 1000;

export function createExportStore(db: Kysely<Schema>, appendAudit: AppendAudit): ExportStore {
  return {
    async count(query) {
      const { rows } = await db
        .selectFrom('verifications as v')
        .select((eb) => eb.fn.countAll<string>().as('rows'))
        .where(whereOf(query))
        .executeTakeFirstOrThrow();
      return Number(rows);
    },

    async page(query, limit, after) {
      if (query.customers?.length === 0) return [];
      const rows = await select(db)
        .where(whereOf(query))
        .where(after ? comesAfter(after) : sql<boolean>`true`)
        .orderBy('v.requested_at', 'desc')
        .orderBy('v.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toExportRow);
    },

    start: ({ id, sessionId, total, at }, audit) =>
      db.transaction().execute(async (tx) => {
        const begun = { session_id: sessionId, state: 'running', written: 0, total, moved_at: at } as const;
        const started = await tx
          .insertInto('exports')
          .values({ id, ...begun })
          // The browser tries a download again that has ended.
          .onConflict((conflict) =>
            conflict
              .column('id')
              .doUpdateSet(begun)
              .where('exports.session_id', '=', sessionId)
              .where('exports.state', '<>', 'running'),
          )
          .returning('id')
          .executeTakeFirst();
        if (!started) return false;
        await tx
          .deleteFrom('exports')
          .where('moved_at', '<', new Date(at.getTime() - DAY_MS))
          .execute();
        await appendAudit(tx, audit);
        return true;
      }),

    async move(id, written, at) {
      await db
        .updateTable('exports')
        .set({ written, moved_at: at })
        .where('id', '=', id)
        .where('state', '=', 'running')
        .execute();
    },

    end: (id, { state, written, at }, audit) =>
      db.transaction().execute(async (tx) => {
        await tx.updateTable('exports').set({ state, written, moved_at: at }).where('id', '=', id).execute();
        await appendAudit(tx, audit);
      }),

    async find(id) {
      const row = await db.selectFrom('exports').selectAll().where('id', '=', id).executeTakeFirst();
      if (!row) return undefined;
      const { session_id: sessionId, state, written, total, moved_at: movedAt } = row;
      return { sessionId, state, written, total, movedAt };
    },
  };
}

function select(db: Kysely<Schema>) {
  return db
    .selectFrom('verifications as v')
    .leftJoin('customers as c', 'c.id', 'v.customer_id')
    .select([
      'v.id',
      'v.requested_at',
      'v.ended_at',
      'v.answer_tenths',
      'v.status',
      'v.reason',
      'v.detail',
      'v.purpose',
      'v.delivery',
      'v.staff_subject',
      'v.staff_name',
      'v.customer_id',
      'c.number as customer_number',
      'c.name as customer_name',
      'v.call_reference',
      'v.transfer_id',
      'v.scope',
      'v.binding_message',
      'v.grant_end',
      'v.viewed_at',
      'v.denial_answer',
      sql<string | null>`(
        select string_agg(distinct r.source, ' ' order by r.source) from reports r where r.verification_id = v.id
      )`.as('report_sources'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function toExportRow(row: Row): ExportRow {
  return {
    id: row.id,
    requested_at: row.requested_at.toISOString(),
    ended_at: row.ended_at?.toISOString() ?? null,
    answer_seconds: row.answer_tenths === null ? null : row.answer_tenths / 10,
    status: row.status,
    reason: row.reason,
    detail: row.detail,
    purpose: row.purpose,
    delivery: row.delivery,
    staff_id: row.staff_subject,
    staff_name: row.staff_name,
    customer_id: row.customer_id,
    customer_number: row.customer_number,
    customer_name: row.customer_name,
    call_reference: row.call_reference,
    transfer_id: row.transfer_id,
    scope: row.scope,
    // While the customer is being asked, the code belongs to the two people on that call.
    binding_message: row.ended_at === null ? null : row.binding_message || null,
    grant_end: row.grant_end,
    data_first_viewed_at: row.viewed_at?.toISOString() ?? null,
    report_sources: row.report_sources,
    denial_answer: row.denial_answer,
  };
}
