import { type Kysely, sql } from 'kysely';

/** What customers are found by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // These found by parts. A phone number and an address are found whole: a hash serves nothing else.
  await sql`drop index customers_phone`.execute(db);
  await sql`drop index customers_email`.execute(db);
  await sql`create index customers_phone on customers using hash (phone)`.execute(db);
  await sql`create index customers_email on customers using hash (email)`.execute(db);
  await sql`create index customers_phone_end on customers (right(phone, 3))`.execute(db);
}
