import { type Kysely, sql } from 'kysely';
import type { SecurityStore } from '../../history/security/store';
import { actorOfRecord } from './actor-of-record';
import type { Schema } from './schema';

/** In the words of the indexes that serve it (migration 012): in others none of them would. */
const isSecurity = sql<boolean>`(
  a.action like 'security.%' or a.action like 'report.%' or a.action like 'alarm.%' or a.action like 'request_guard.%'
  or a.action in ('transfer.attempt_refused', 'sensitive_data.refused', 'staff.sign_in_failed'))`;

/** ISO 8601 in UTC with as many digits everywhere: in order of text is in order of time. */
const at = sql`a.at collate "C"`;

export function createSecurityStore(db: Kysely<Schema>): SecurityStore {
  return {
    async list({ actions, staff, from, to }, limit, after) {
      const rows = await db
        .selectFrom('audit as a')
        .leftJoin('customers as c', 'c.id', 'a.customer_id')
        .select([
          'a.id',
          'a.at',
          'a.action',
          'a.record',
          'a.staff',
          'a.verification_id',
          'a.transfer_id',
          'a.customer_id',
          'c.name as customer_name',
        ])
        .where(isSecurity)
        .$if(actions !== null, (query) =>
          query.where(sql<boolean>`a.action = any(${[...(actions ?? [])]}::text[])`),
        )
        .$if(staff !== null, (query) => query.where('a.staff_id', '=', staff))
        .$if(from !== null, (query) => query.where(sql<boolean>`${at} >= ${from?.toISOString()}`))
        .$if(to !== null, (query) => query.where(sql<boolean>`${at} < ${to?.toISOString()}`))
        .$if(after !== null, (query) =>
          query.where(sql<boolean>`(${at}, a.id) < (${after?.at}, ${after?.id}::bigint)`),
        )
        .orderBy(sql`${at} desc, a.id desc`)
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        at: row.at,
        action: row.action,
        actor: actorOfRecord(row.record, row.staff),
        details: row.record.details,
        verificationId: row.verification_id,
        transferId: row.transfer_id,
        customer: row.customer_id === null ? null : { id: row.customer_id, name: row.customer_name },
      }));
    },

    /** From one person to the next, each by their newest event, instead of through all events. */
    async staff() {
      const newest = sql`
        select a.staff_id, a.staff ->> 'name' as name from audit a
        where ${isSecurity}`;
      const first = sql`order by a.staff_id, ${at} desc, a.id desc limit 1`;
      const { rows } = await sql<{ subject: string; name: string }>`
        with recursive people as (
          (${newest} and a.staff_id is not null ${first})
          union all
          select next.* from people p, lateral (${newest} and a.staff_id > p.staff_id ${first}) next
        )
        select staff_id as subject, name from people order by name, staff_id`.execute(db);
      return rows;
    },
  };
}
