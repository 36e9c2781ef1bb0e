import { type Kysely, type Selectable, sql } from 'kysely';
import type { HoldStore, StoredHold } from '../../retention/hold-store';
import type { AppendAudit } from './audit-log';
import { oneAtATime } from './retention-lock';
import type { LegalHoldsTable, Schema } from './schema';

export function createHoldStore(db: Kysely<Schema>, appendAudit: AppendAudit): HoldStore {
  return {
    place: (hold, audit) =>
      db.transaction().execute(async (tx) => {
        await oneAtATime(tx);
        const { numInsertedOrUpdatedRows } = await tx
          .insertInto('legal_holds')
          .values({
            id: hold.id,
            customer_id: hold.customerId,
            reason: hold.reason,
            placed_at: hold.placedAt,
            placed_by: hold.placedBy,
            placed_by_name: hold.placedByName,
          })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst();
        if (numInsertedOrUpdatedRows !== 1n) return false;
        await appendAudit(tx, audit);
        return true;
      }),

    lift: (id, { at, by, byName, reason }, auditOf) =>
      db.transaction().execute(async (tx) => {
        const row = await tx
          .updateTable('legal_holds')
          .set({ lifted_at: at, lifted_by: by, lifted_by_name: byName, lift_reason: reason })
          .where('id', '=', id)
          .where('lifted_at', 'is', null)
          .returningAll()
          .executeTakeFirst();
        if (!row) return undefined;
        const hold = fromRow(row);
        await appendAudit(tx, auditOf(hold));
        return hold;
      }),

    async list(limit) {
      const holds = () => db.selectFrom('legal_holds').selectAll();
      const standing = await holds().where('lifted_at', 'is', null).orderBy('placed_at', 'desc').execute();
      const lifted = await holds()
        .where('lifted_at', 'is not', null)
        .orderBy('lifted_at', 'desc')
        .limit(limit)
        .execute();
      return { standing: standing.map(fromRow), lifted: lifted.map(fromRow) };
    },

    async knows(customerId) {
      const { rows } = await sql<{ known: boolean }>`
        select exists (select 1 from verifications where customer_id = ${customerId})
          or exists (select 1 from transfers where customer_id = ${customerId})
          or exists (select 1 from audit where customer_id = ${customerId}) as known`.execute(db);
      return rows[0]?.known === true;
    },
  };
}

function fromRow(row: Selectable<LegalHoldsTable>): StoredHold {
  const { lifted_at: at, lifted_by: by, lifted_by_name: byName, lift_reason: reason } = row;
  return {
    id: row.id,
    customerId: row.customer_id,
    reason: row.reason,
    placedAt: row.placed_at,
    placedBy: row.placed_by,
    placedByName: row.placed_by_name,
    // The table's checks: all of them or none.
    lifted: at && by !== null && byName !== null && reason !== null ? { at, by, byName, reason } : null,
  };
}
