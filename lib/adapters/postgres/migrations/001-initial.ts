import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create extension if not exists pg_trgm`.execute(db);

  await sql`
    create table customers (
      id             text primary key,
      number         text not null unique,
      number_digits  text not null,
      subject        text not null,
      username       text not null,
      name           text not null,
      name_folded    text not null,
      phone          text,
      email          text,
      city           text,
      segment        text not null check (segment in ('personal', 'business')),
      customer_since text not null
    )`.execute(db);
  await sql`create index customers_name on customers using gin (name_folded gin_trgm_ops)`.execute(db);
  await sql`create index customers_phone on customers using gin (phone gin_trgm_ops)`.execute(db);
  await sql`create index customers_email on customers (email text_pattern_ops)`.execute(db);
  await sql`create index customers_number on customers (number_digits text_pattern_ops)`.execute(db);

  await sql`
    create table verifications (
      id               text primary key,
      customer_id      text not null,
      customer_subject text not null,
      staff_subject    text not null,
      staff_name       text not null,
      purpose          text not null,
      scope            text not null,
      binding_message  text not null,
      spoken_code      text not null,
      status           text not null check (status in
                         ('requested', 'pending', 'approved', 'denied', 'expired', 'cancelled', 'failed')),
      reason           text,
      detail           text,
      interval_seconds double precision not null check (interval_seconds > 0),
      op_reachable     boolean not null,
      requested_at     timestamptz not null,
      expires_at       timestamptz not null,
      ended_at         timestamptz,
      grant_expires_at timestamptz,
      grant_end        text,
      viewed_at        timestamptz,
      version          integer not null,
      sealed           text,
      lease_node       text,
      lease_until      timestamptz,
      check ((status in ('requested', 'pending')) = (ended_at is null)),
      check ((status = 'approved') = (grant_expires_at is not null))
    )`.execute(db);
  // The promise itself: no customer is asked twice at once, whatever the code above does.
  await sql`
    create unique index verifications_one_open on verifications (customer_id)
    where status in ('requested', 'pending')`.execute(db);
  await sql`create index verifications_customer on verifications (customer_id, requested_at desc)`.execute(
    db,
  );
  await sql`create index verifications_newest on verifications (requested_at desc, id desc)`.execute(db);
  await sql`
    create index verifications_leases on verifications (lease_until)
    where status in ('requested', 'pending')`.execute(db);
  await sql`
    create index verifications_live on verifications (staff_subject)
    where status in ('requested', 'pending') or (status = 'approved' and grant_end is null)`.execute(db);

  await sql`
    create table audit (
      id              bigint generated always as identity primary key,
      at              timestamptz not null,
      actor_kind      text not null check (actor_kind in ('staff', 'system')),
      actor_id        text not null,
      actor_name      text not null,
      action          text not null,
      verification_id text,
      customer_id     text,
      details         jsonb not null
    )`.execute(db);
  await sql`create index audit_verification on audit (verification_id, id)`.execute(db);
  await sql`
    create function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'the audit trail is append-only';
    end $$`.execute(db);
  await sql`
    create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only()`.execute(db);

  await sql`
    create table staff_sessions (
      id         text primary key,
      subject    text not null,
      started_at timestamptz not null,
      expires_at timestamptz not null,
      ended_at   timestamptz
    )`.execute(db);
}
