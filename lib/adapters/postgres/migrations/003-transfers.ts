import { type Kysely, sql } from 'kysely';

/** Wire transfers, and which of them a verification is to authorize. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table transfers (
      id                    text primary key,
      customer_id           text not null,
      form                  jsonb not null,
      "order"               jsonb,
      payee_key             text,
      status                text not null check (status in
                              ('draft', 'awaiting_second_person', 'awaiting_customer', 'authorized', 'executing',
                               'executed', 'denied', 'expired', 'cancelled', 'failed', 'needs_reconciliation')),
      reason                text,
      detail                text,
      teller_subject        text not null,
      teller_name           text not null,
      requirement           text check (requirement in ('none', 'customer', 'customer_and_second_person')),
      policy_reasons        jsonb not null,
      hash                  text,
      second_person_subject text,
      second_person_name    text,
      second_person_at      timestamptz,
      edition               integer not null check (edition > 0),
      attempts              integer not null check (attempts >= 0),
      attempt_at            timestamptz,
      created_at            timestamptz not null,
      submitted_at          timestamptz,
      authorized_at         timestamptz,
      ended_at              timestamptz,
      bank_reference        text,
      updated_at            timestamptz not null,
      version               integer not null,
      lease_node            text,
      lease_until           timestamptz,
      -- Promises of the code above, held by the database as well.
      check (status in ('draft', 'cancelled')
             or ("order" is not null and hash is not null and requirement is not null)),
      check (status <> 'draft' or hash is null),
      check ((status = 'executed') = (bank_reference is not null)),
      check (second_person_subject is distinct from teller_subject),
      check (requirement is distinct from 'customer_and_second_person' or second_person_subject is not null
             or status not in ('awaiting_customer', 'authorized', 'executing', 'executed', 'needs_reconciliation')),
      check (attempts > 0 or status not in ('executing', 'executed', 'needs_reconciliation'))
    )`.execute(db);
  await sql`
    create unique index transfers_one_draft on transfers (teller_subject, customer_id)
    where status = 'draft' and edition = 1`.execute(db);
  await sql`create index transfers_teller on transfers (teller_subject, updated_at desc)`.execute(db);
  await sql`create index transfers_newest on transfers (updated_at desc, id)`.execute(db);
  await sql`create index transfers_customer on transfers (customer_id, submitted_at)`.execute(db);
  await sql`
    create index transfers_unsettled on transfers (status)
    where status in ('awaiting_second_person', 'awaiting_customer', 'authorized', 'executing', 'needs_reconciliation')`.execute(
    db,
  );

  await sql`
    alter table verifications
      add column transfer_id text references transfers (id),
      add column transfer_hash text,
      add column authorization_details jsonb,
      -- Nodes' clocks differ; what was asked later is the newer one all the same.
      add column seq bigint generated always as identity,
      add check ((purpose = 'wire_transfer') = (transfer_id is not null)),
      add check ((transfer_id is null) = (transfer_hash is null))`.execute(db);
  await sql`
    create index verifications_transfer on verifications (transfer_id, seq desc)
    where transfer_id is not null`.execute(db);
  await sql`alter table audit add column transfer_id text`.execute(db);
  await sql`create index audit_transfer on audit (transfer_id, id) where transfer_id is not null`.execute(db);
}
