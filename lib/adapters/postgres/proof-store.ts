import { type Kysely, type Selectable, sql } from 'kysely';
import type { ProofStore } from '../../audit/chain-store';
import type { Finding, ProofRun } from '../../audit/view';
import type { AuditProofsTable, Schema } from './schema';

export function createProofStore(db: Kysely<Schema>): ProofStore {
  return {
    begin: (startedAt, askedBy, staleBefore) =>
      db.transaction().execute(async (tx) => {
        await sql`select pg_advisory_xact_lock(hashtextextended('audit_proofs', 0))`.execute(tx);
        await tx
          .updateTable('audit_proofs')
          .set({ ended_at: startedAt, outcome: 'broken_off' })
          .where('outcome', 'is', null)
          .where('moved_at', '<', staleBefore)
          .execute();
        const running = await tx
          .selectFrom('audit_proofs')
          .select('id')
          .where('outcome', 'is', null)
          .executeTakeFirst();
        if (running) return undefined;
        const { id } = await tx
          .insertInto('audit_proofs')
          .values({ started_at: startedAt, moved_at: startedAt, asked_by: askedBy })
          .returning('id')
          .executeTakeFirstOrThrow();
        return Number(id);
      }),

    async progress(id, records, total, at) {
      await db
        .updateTable('audit_proofs')
        .set({ records: String(records), total: String(total), moved_at: at })
        .where('id', '=', String(id))
        .where('outcome', 'is', null)
        .execute();
    },

    async end(id, endedAt, { state, records, findings }) {
      if (state === 'running') throw new TypeError('A proof ends with an outcome');
      await db
        .updateTable('audit_proofs')
        .set({
          ended_at: endedAt,
          moved_at: endedAt,
          outcome: state,
          records: String(records),
          findings: JSON.stringify(findings),
        })
        .where('id', '=', String(id))
        .execute();
    },

    async newest(limit) {
      const rows = await db
        .selectFrom('audit_proofs')
        .selectAll()
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(toRun);
    },

    async last() {
      const row = await db
        .selectFrom('audit_proofs')
        .selectAll()
        .where('outcome', 'in', ['sound', 'unsound'])
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row && toRun(row);
    },
  };
}

function toRun(row: Selectable<AuditProofsTable>): ProofRun {
  return {
    state: row.outcome ?? 'running',
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    askedBy: row.asked_by,
    records: Number(row.records),
    total: Number(row.total),
    findings: row.findings as readonly Finding[], // only ever written by `end`
  };
}
