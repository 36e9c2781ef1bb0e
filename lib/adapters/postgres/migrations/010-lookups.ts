import { type Kysely, sql } from 'kysely';

/** What customers are found by, how often each member of staff looks for them, and whom they saw. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // These found by parts. A phone number and an address are found whole: a hash serves nothing else.
  await sql`drop index customers_phone`.execute(db);
  await sql`drop index customers_email`.execute(db);
  await sql`create index customers_phone on customers using hash (phone)`.execute(db);
  await sql`create index customers_email on customers using hash (email)`.execute(db);
  await sql`create index customers_phone_end on customers (right(phone, 3))`.execute(db);

  // When each person searched in the last minute.
  await sql`
    create table search_pace (
      staff_subject text primary key,
      times         timestamptz[] not null
    )`.execute(db);

  // A quarter of an hour of one person's searches, from the first one on. What is digested is in the audit trail; its
  // counts stay for the hours the live dashboard looks back.
  await sql`
    create table search_windows (
      id               bigint generated always as identity primary key,
      staff_subject    text not null,
      staff_name       text not null,
      began_at         timestamptz not null,
      last_at          timestamptz not null,
      searches         integer not null default 0,
      limit_reached    integer not null default 0,
      customers_seen   integer not null default 0,
      customers_opened integer not null default 0,
      limited_at       timestamptz,
      digested_at      timestamptz
    )`.execute(db);
  await sql`
    create index search_windows_open on search_windows (staff_subject, began_at)
    where digested_at is null`.execute(db);

  // Whom its results showed, until it is digested.
  await sql`
    create table searched_customers (
      window_id   bigint not null references search_windows on delete cascade,
      customer_id text not null,
      opened      boolean not null default false,
      primary key (window_id, customer_id)
    )`.execute(db);
}
