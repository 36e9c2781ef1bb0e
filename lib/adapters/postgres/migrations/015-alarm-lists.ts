import { type Kysely, sql } from 'kysely';

/** What reports and alarms are listed and proved by, and what of an allowance was removed in time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create unique index reports_newest on reports (seq)`.execute(db);
  await sql`create unique index alarms_newest on alarms (seq)`.execute(db);
  // Those that stand before all others.
  await sql`create index alarms_listed on alarms ((lifted_at is null) desc, seq desc)`.execute(db);
  await sql`
    alter table request_allowances
      add column customer_erased_at timestamptz,
      add column staff_erased_at timestamptz`.execute(db);
}
