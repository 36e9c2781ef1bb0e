import { type Kysely, sql } from 'kysely';

/** An end stays with who asked until they have dismissed it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table verifications add column dismissed_at timestamptz`.execute(db);
}
