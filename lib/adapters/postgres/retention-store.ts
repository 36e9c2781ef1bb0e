import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AuditKeys } from '../../audit/keys';
import type { Removal, RetentionStore, RunId } from '../../retention/store';
import type { Amount, RetentionRun } from '../../retention/view';
import type { AppendAudit } from './audit-log';
import { customerSteps } from './retention-customer';
import { oneAtATime } from './retention-lock';
import { draftSteps, hintSteps, sessionSteps } from './retention-rest';
import { staffSteps } from './retention-staff';
import { countStep, findBatch, removeBatch, type Step } from './retention-step';
import type { Schema } from './schema';

/** Small enough that nobody who waits for one of these rows, or for the only connection, notices. */
const BATCH = 500;

export function createRetentionStore(
  db: Kysely<Schema>,
  appendAudit: AppendAudit,
  keys: Pick<AuditKeys, 'pseudonymOf'>,
): RetentionStore {
  return {
    async count(removal) {
      const counts = { goes: { rows: 0, records: 0 }, held: { rows: 0, records: 0 } };
      for (const step of await stepsOf(db, removal, keys)) {
        const { goes, held } = await countStep(db, step);
        counts.goes[step.counts] += goes;
        counts.held[step.counts] += held;
      }
      return counts;
    },

    begin: (removal, now, { unlessDoneSince, movedSince }) =>
      db.transaction().execute(async (tx) => {
        await oneAtATime(tx);
        // Whoever was at it and is gone has ended.
        await tx
          .updateTable('retention_runs')
          .set({ ended_at: now, outcome: 'broken_off' })
          .where('class', '=', removal.class)
          .where('ended_at', 'is', null)
          .where('moved_at', '<=', movedSince)
          .execute();
        const enough = await tx
          .selectFrom('retention_runs')
          .select('id')
          .where('class', '=', removal.class)
          .where((eb) =>
            eb.or([
              eb('ended_at', 'is', null),
              ...(unlessDoneSince
                ? [eb.and([eb('outcome', '=', 'done'), eb('started_at', '>', unlessDoneSince)])]
                : []),
            ]),
          )
          .limit(1)
          .executeTakeFirst();
        if (enough) return undefined;
        const { id } = await tx
          .insertInto('retention_runs')
          .values({ class: removal.class, before: removal.before, started_at: now, moved_at: now })
          .returning('id')
          .executeTakeFirstOrThrow();
        return id as RunId; // given out here only
      }),

    removeBatch: (run, removal, now, auditOf) =>
      db.transaction().execute(async (tx) => {
        await oneAtATime(tx);
        for (const step of await stepsOf(tx, removal, keys)) {
          const found = await findBatch(tx, step, BATCH);
          if (found.length === 0) continue;
          const going: Amount = { rows: 0, records: 0, [step.counts]: found.length };
          if (!(await moved(tx, run, going, now))) return undefined;
          await appendAudit(tx, auditOf(going));
          await removeBatch(tx, step, found, now);
          return going;
        }
        return undefined;
      }),

    async end(run, outcome, now) {
      await db
        .updateTable('retention_runs')
        .set({ ended_at: now, outcome })
        .where('id', '=', run)
        .where('ended_at', 'is', null)
        .execute();
    },

    async lastRuns() {
      const rows = await db
        .selectFrom('retention_runs')
        .selectAll()
        .distinctOn('class')
        .orderBy('class')
        .orderBy('id', 'desc')
        .execute();
      return rows.map(
        (row): RetentionRun => ({
          class: row.class,
          before: row.before.toISOString(),
          startedAt: row.started_at.toISOString(),
          endedAt: row.ended_at?.toISOString() ?? null,
          outcome: row.outcome,
          went: { rows: Number(row.rows), records: Number(row.records) },
        }),
      );
    },
  };
}

/** @returns false when the run was taken for dead, and another may be at it */
async function moved(tx: Kysely<Schema>, run: RunId, { rows, records }: Amount, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('retention_runs')
    .set((eb) => ({
      moved_at: now,
      rows: eb('rows', '+', String(rows)),
      records: eb('records', '+', String(records)),
    }))
    .where('id', '=', run)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function stepsOf(
  db: Kysely<Schema>,
  { class: name, before }: Removal,
  keys: Pick<AuditKeys, 'pseudonymOf'>,
): Promise<readonly Step[]> {
  const held = await customersHeld(db);
  switch (name) {
    case 'drafts':
      return draftSteps(before, held);
    case 'hints':
      return hintSteps(before, held);
    case 'sessions':
      return sessionSteps(before);
    case 'customer':
      return customerSteps(before, held);
    case 'staff':
      return staffSteps(before, held, keys);
  }
}

async function customersHeld(db: Kysely<Schema>): Promise<RawBuilder<unknown>> {
  const rows = await db
    .selectFrom('legal_holds')
    .select('customer_id')
    .distinct()
    .where('lifted_at', 'is', null)
    .execute();
  return sql`${rows.map((row) => row.customer_id)}::text[]`;
}
