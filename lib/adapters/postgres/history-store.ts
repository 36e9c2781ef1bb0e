import { type Kysely, sql } from 'kysely';
import { say } from '@/messages/names';
import type { HistoryStore } from '../../history/store';
import type { HistoryRow } from '../../history/view';
import { actorOfRecord } from './actor-of-record';
import { comesAfter, whereOf } from './history-query';
import type { Schema } from './schema';

export function createHistoryStore(db: Kysely<Schema>): HistoryStore {
  return {
    async list(query, limit, after) {
      if (query.customers?.length === 0) return [];
      const rows = await select(db)
        .where(whereOf(query))
        .where(after ? comesAfter(after) : sql<boolean>`true`)
        .orderBy('v.requested_at', 'desc')
        .orderBy('v.id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toHistoryRow);
    },

    async find(verificationId) {
      const row = await select(db)
        .select([
          'v.staff_subject',
          'v.binding_message',
          'v.scope',
          'v.detail',
          'v.interval_seconds',
          'v.expires_at',
          'v.grant_expires_at',
          'v.authorization_details',
        ])
        .where('v.id', '=', verificationId)
        .executeTakeFirst();
      if (!row) return undefined;
      const entry = {
        ...toHistoryRow(row),
        // Left empty by whoever removes it in time.
        bindingMessage: row.binding_message || null,
        scope: row.scope,
        intervalSeconds: row.interval_seconds,
        expiresAt: row.expires_at.toISOString(),
        grantExpiresAt: row.grant_expires_at?.toISOString() ?? null,
        authorizationDetails: row.authorization_details,
        detail: row.detail,
      };
      return { staffSubject: row.staff_subject, entry };
    },

    async timeline(verificationId) {
      const events = await db
        .selectFrom('audit')
        .select(['at', 'record', 'staff', 'customer', 'action'])
        .where('verification_id', '=', verificationId)
        .orderBy('id')
        .execute();
      return events.map(({ at, record, staff, customer, action }) => ({
        at,
        actor: actorOfRecord(record, staff),
        action,
        details: { ...record.details, ...customer?.personal },
        removed: record.customer !== undefined && customer === null,
      }));
    },

    staff: () =>
      db.selectFrom('staff_members').select(['subject', 'name']).orderBy('name').orderBy('subject').execute(),
  };
}

/** The customer may have left the directory since; the record stays. */
function select(db: Kysely<Schema>) {
  return db
    .selectFrom('verifications as v')
    .leftJoin('customers as c', 'c.id', 'v.customer_id')
    .select([
      'v.id',
      'v.customer_id',
      'c.name as customer_name',
      'c.number as customer_number',
      'v.staff_name',
      'v.purpose',
      'v.status',
      'v.reason',
      'v.grant_end',
      'v.delivery',
      'v.call_reference',
      'v.transfer_id',
      'v.answer_tenths',
      'v.requested_at',
      'v.ended_at',
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number];

function toHistoryRow(row: Row): HistoryRow {
  return {
    id: row.id,
    customer: {
      id: row.customer_id,
      name: row.customer_name ?? say.removedCustomer,
      number: row.customer_number ?? row.customer_id,
    },
    staffName: row.staff_name,
    purpose: row.purpose,
    status: row.status,
    reason: row.reason,
    grantEnd: row.grant_end,
    delivery: row.delivery,
    callReference: row.call_reference,
    transferId: row.transfer_id,
    answerSeconds: row.answer_tenths === null ? null : row.answer_tenths / 10,
    requestedAt: row.requested_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
  };
}
