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
}
