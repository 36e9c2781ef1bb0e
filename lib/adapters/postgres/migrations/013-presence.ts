import { type Kysely, sql } from 'kysely';

/** Who has a page of the desk open, or had one last when. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table staff_presence (
      staff_subject text primary key,
      seen_at       timestamptz not null
    )`.execute(db);
}
