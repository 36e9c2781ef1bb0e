import { type Kysely, sql } from 'kysely';

/** What is removed in time, what a legal hold keeps, and which runs removed what. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const table of ['verifications', 'transfers']) {
    await sql`
      alter table ${sql.table(table)}
        add column customer_erased_at timestamptz,
        add column staff_erased_at timestamptz`.execute(db);
  }

  await sql`
    create table legal_holds (
      id                 text primary key,
      customer_id        text not null,
      reason             text not null,
      placed_at          timestamptz not null,
      placed_by          text not null,
      placed_by_name     text not null,
      lifted_at          timestamptz,
      lifted_by          text,
      lifted_by_name     text,
      lift_reason        text,
      customer_erased_at timestamptz,
      staff_erased_at    timestamptz,
      check ((lifted_at is null) = (lifted_by is null)),
      check ((lifted_at is null) = (lifted_by_name is null)),
      check ((lifted_at is null) = (lift_reason is null)),
      -- What still holds is not forgotten.
      check (lifted_at is not null or (customer_erased_at is null and staff_erased_at is null))
    )`.execute(db);
  // A second click is no second hold; a second matter is.
  await sql`
    create unique index legal_holds_standing on legal_holds (customer_id, reason)
    where lifted_at is null`.execute(db);

  await sql`
    create table retention_runs (
      id         bigint generated always as identity primary key,
      class      text not null,
      before     timestamptz not null,
      started_at timestamptz not null,
      moved_at   timestamptz not null,
      ended_at   timestamptz,
      outcome    text check (outcome in ('done', 'failed', 'broken_off')),
      rows       bigint not null default 0,
      records    bigint not null default 0,
      check ((ended_at is null) = (outcome is null))
    )`.execute(db);
  await sql`create index retention_runs_newest on retention_runs (class, id desc)`.execute(db);

  // What was erased leaves these, so that finding the rest costs as much as there is of it.
  for (const [part, column] of [
    ['customer', 'customer_erased_at'],
    ['staff', 'staff_erased_at'],
  ] as const) {
    const index = (table: string) => sql.ref(`${table}_${part}_due`);
    await sql`
      create index ${index('verifications')} on verifications (ended_at)
      where ${sql.ref(column)} is null and ended_at is not null`.execute(db);
    await sql`
      create index ${index('transfers')} on transfers (updated_at)
      where ${sql.ref(column)} is null`.execute(db);
    await sql`
      create index ${index('audit')} on audit (at collate "C")
      where ${sql.ref(part)} is not null`.execute(db);
  }
  await sql`create index transfers_drafts on transfers (updated_at) where status = 'draft'`.execute(db);
}
