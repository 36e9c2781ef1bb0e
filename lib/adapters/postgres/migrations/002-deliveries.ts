import { type Kysely, sql } from 'kysely';

/** Ping and push: how a result reaches us, by what an OP's notification is known, and when one came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table verifications
      add column delivery text not null default 'poll' check (delivery in ('poll', 'ping', 'push')),
      add column notification_hash text,
      add column pinged_at timestamptz`.execute(db);
  await sql`alter table verifications alter column delivery drop default`.execute(db);
  await sql`
    create unique index verifications_notification on verifications (notification_hash)
    where notification_hash is not null`.execute(db);

  // What names a customer to an OP that takes an earlier ID token as the hint.
  await sql`
    create table customer_id_tokens (
      customer_id text primary key,
      sealed      text not null,
      received_at timestamptz not null
    )`.execute(db);
}
