import { sql } from 'kysely';
import type { Database } from '@/lib/adapters/postgres/database';
import { createHoldStore } from '@/lib/adapters/postgres/legal-hold-store';
import { createLiveStore } from '@/lib/adapters/postgres/live-store';
import { createRetentionStore } from '@/lib/adapters/postgres/retention-store';
import { createSearchStore } from '@/lib/adapters/postgres/search-store';
import { toRow } from '@/lib/adapters/postgres/verification-row';
import { type Applied, applyRetention } from '@/lib/retention/apply';
import type { RetentionDays } from '@/lib/retention/days';
import { type Amount, retentionClasses } from '@/lib/retention/view';
import type { Verification } from '@/lib/verification/verification';
import { appendAudit, auditKeys } from '../support/audit-keys';
import { FakeClock } from '../support/fake-clock';
import { later } from '../support/samples';
import { alarmStore, staffSessions, transferStore, verificationStore } from '../support/stores';

export const DAY = 24 * 60 * 60;
/** Everything of the samples is older than this many days by then. */
const DAYS: RetentionDays = { customer: 3650, staff: 1095, drafts: 30, sessions: 90, hints: 180 };

export type RetentionDesk = ReturnType<typeof retentionDesk>;

/** A desk on this database, long after everything in the samples happened. */
export function retentionDesk({ db }: Pick<Database, 'db'>, append = appendAudit) {
  const clock = new FakeClock(later(4000 * DAY).toISOString());
  const retention = createRetentionStore(db, append, auditKeys);
  const deps = { retention, retentionDays: DAYS, clock };
  return {
    db,
    clock,
    retention,
    deps,
    holds: createHoldStore(db, appendAudit),
    transfers: transferStore(db),
    verifications: verificationStore(db),
    alarms: alarmStore(db),
    sessions: staffSessions(db),
    live: createLiveStore(db, appendAudit),
    searches: createSearchStore(db, appendAudit, 1_000),
    /** Puts a verification where a test needs it, past the rules for asking. */
    putVerification: async (v: Verification) => {
      const row = { ...toRow(v), sealed: null, lease_node: null, lease_until: null };
      await db.insertInto('verifications').values(row).execute();
    },
    /** A run of all classes, as the keeper makes it, and what went of each. */
    async run(): Promise<Record<string, Amount>> {
      const went: Record<string, Amount> = {};
      for (const name of retentionClasses) went[name] = of(await applyRetention(deps, name, { again: true }));
      return went;
    },
    /** Every row of every table, as text. */
    everything: () => everythingIn(db),
  };
}

function of(applied: Applied): Amount {
  if (applied.kind !== 'done') throw new Error(`The run was ${applied.kind}`);
  return applied.went;
}

async function everythingIn(db: Database['db']): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select tablename as name from pg_tables where schemaname = 'public' order by 1`.execute(db);
  const lines: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`
      select t::text as row from ${sql.table(name)} t order by 1`.execute(db);
    lines.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return lines;
}

/** The rows these words are in. */
export function tellingOf(lines: readonly string[], words: readonly string[]): string[] {
  return lines.filter((line) => words.some((word) => line.includes(word)));
}
