import { type Kysely, sql } from 'kysely';

/** When somebody last pressed or typed something in a session; null where nothing was told since it began. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table staff_sessions add column used_at timestamptz`.execute(db);
}
