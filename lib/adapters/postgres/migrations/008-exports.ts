import { type Kysely, sql } from 'kysely';

/** How far exports have come. Kept for a day: what was exported is in the audit trail. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table exports (
      id         text primary key,
      session_id text not null,
      state      text not null check (state in ('running', 'finished', 'broken_off')),
      written    integer not null,
      total      integer not null,
      moved_at   timestamptz not null
    )`.execute(db);
}
