import { type Kysely, sql } from 'kysely';

/** What is needed to add up the transfers of a day: by customer, by payee's account and by teller. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table transfers
      -- What the others came to, where that was a reason.
      add column policy_sums jsonb not null default '{}',
      -- As accountTail() of lib/transfers/account.ts makes it: of what was stored before, too.
      add column payee_tail text generated always as (ltrim(right(split_part(payee_key, '@', 1), 8), '0')) stored,
      -- When the money was allowed to leave, or as long as it is not, when it was asked for.
      add column counts_at timestamptz generated always as (coalesce(authorized_at, submitted_at)) stored`.execute(
    db,
  );
  await sql`drop index transfers_customer`.execute(db);
  await sql`create index transfers_customer on transfers (customer_id, counts_at)`.execute(db);
  await sql`create index transfers_payee on transfers (payee_tail, counts_at)`.execute(db);
  await sql`create index transfers_teller_day on transfers (teller_subject, counts_at)`.execute(db);
}
