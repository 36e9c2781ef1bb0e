import { type Kysely, sql } from 'kysely';

/** What the history is searched and counted by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table verifications
      add column call_reference text,
      -- Tenths of a second from the request to the customer's answer; null where there was none.
      add column answer_tenths integer generated always as (
        case when status in ('approved', 'denied')
          then round(extract(epoch from (ended_at - requested_at)) * 10)::integer end
      ) stored`.execute(db);

  // Everybody who ever asked, for the filter by name.
  await sql`
    create table staff_members (
      subject text primary key,
      name    text not null
    )`.execute(db);
  await sql`
    insert into staff_members (subject, name)
    select distinct on (staff_subject) staff_subject, staff_name
    from verifications order by staff_subject, requested_at desc`.execute(db);

  // Newest first, and everything the figures are made of: they read this and no row of the table.
  await sql`
    create index verifications_by_time on verifications (requested_at desc, id desc)
    include (status, reason, purpose, delivery, staff_subject, answer_tenths)`.execute(db);
  await sql`drop index verifications_newest`.execute(db);
  // What of the filter may be rare, so that nobody waits while all that does not fit is walked past.
  for (const index of [
    sql`staff on verifications (staff_subject, requested_at desc)`,
    sql`status on verifications (status, requested_at desc) where status <> 'approved'`,
    sql`reason on verifications (reason, requested_at desc) where reason is not null`,
    sql`delivery on verifications (delivery, requested_at desc)`,
    sql`purpose on verifications (reason, requested_at desc) where purpose = 'wire_transfer'`,
    sql`call on verifications (call_reference) where call_reference is not null`,
  ]) {
    await sql`create index verifications_by_${index}`.execute(db);
  }
  // An index can be read without its table only where the table was vacuumed: the figures ask for the newest rows most.
  await sql`
    alter table verifications
      set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02)`.execute(db);
}
