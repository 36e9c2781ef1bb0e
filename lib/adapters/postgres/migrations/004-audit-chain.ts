import { type Kysely, sql } from 'kysely';

/**
 * The audit trail becomes a chain. Records are texts whose columns are read out of them, so that no column can be
 * changed apart from its record; what tells of a person stands beside the record and can be removed, and nothing else.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Taken over into the chain by the start that migrates, which has the key for it.
  await sql`alter table audit rename to audit_before_chain`.execute(db);
  await sql`drop index audit_verification`.execute(db);
  await sql`drop index audit_transfer`.execute(db);
  await sql`alter table audit_before_chain rename constraint audit_pkey to audit_before_chain_pkey`.execute(
    db,
  );
  await sql`alter sequence audit_id_seq rename to audit_before_chain_id_seq`.execute(db);

  await sql`
    create table audit (
      id              bigint generated always as identity primary key,
      record          json not null,
      staff           json,
      customer        json,
      mac             bytea not null check (octet_length(mac) = 32),
      at              text generated always as (record ->> 'at') stored not null,
      action          text generated always as (record ->> 'action') stored not null,
      verification_id text generated always as (record ->> 'verification_id') stored,
      transfer_id     text generated always as (record ->> 'transfer_id') stored,
      staff_id        text generated always as (staff ->> 'id') stored,
      customer_id     text generated always as (customer ->> 'id') stored
    )`.execute(db);
  await sql`create index audit_verification on audit (verification_id, id)`.execute(db);
  await sql`create index audit_transfer on audit (transfer_id, id) where transfer_id is not null`.execute(db);
  await sql`create index audit_customer on audit (customer_id, id) where customer_id is not null`.execute(db);
  await sql`create index audit_staff on audit (staff_id, id) where staff_id is not null`.execute(db);

  await sql`
    create or replace function audit_is_append_only() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'audit' and current_setting('countersign.retention', true) = 'on' then
        return null;
      end if;
      raise exception 'the audit trail is append-only';
    end $$`.execute(db);
  await sql`
    create function audit_only_loses_persons() returns trigger language plpgsql as $$
    begin
      if new.id = old.id and new.record::text = old.record::text and new.mac = old.mac
        and (new.staff is null or new.staff::text = old.staff::text)
        and (new.customer is null or new.customer::text = old.customer::text)
      then
        return new;
      end if;
      raise exception 'the audit trail is append-only';
    end $$`.execute(db);
  await sql`
    create trigger audit_append_only before update or delete or truncate on audit
    for each statement execute function audit_is_append_only()`.execute(db);
  await sql`
    create trigger audit_only_loses_persons before update on audit
    for each row execute function audit_only_loses_persons()`.execute(db);

  // No record comes twice: a copy of one bears the same mark.
  await sql`create unique index audit_mac on audit (mac)`.execute(db);

  // Written, and not yet given its place. Refused: no key of the node that looked made its mark.
  await sql`
    create table audit_pending (
      audit_id bigint primary key,
      refused  boolean not null default false
    )`.execute(db);

  await sql`
    create table audit_chain (
      position bigint primary key check (position > 0),
      audit_id bigint not null unique,
      hash     bytea not null check (octet_length(hash) = 32)
    )`.execute(db);
  await sql`
    create table audit_checkpoints (
      position bigint primary key check (position > 0),
      at       timestamptz not null,
      jws      text not null
    )`.execute(db);
  for (const table of ['audit_chain', 'audit_checkpoints']) {
    await sql`
      create trigger append_only before update or delete or truncate on ${sql.table(table)}
      for each statement execute function audit_is_append_only()`.execute(db);
  }
  // The newest signature alone covers everything before it, so only this one is kept for each small step.
  await sql`
    create table audit_head (
      single   boolean primary key default true check (single),
      position bigint not null,
      jws      text not null
    )`.execute(db);

  await sql`
    create table audit_proofs (
      id          bigint generated always as identity primary key,
      started_at  timestamptz not null,
      moved_at    timestamptz not null,
      ended_at    timestamptz,
      asked_by    text not null,
      records     bigint not null default 0,
      total       bigint not null default 0,
      outcome     text check (outcome in ('sound', 'unsound', 'broken_off')),
      findings    jsonb not null default '[]'
    )`.execute(db);
}
