import { type Kysely, sql } from 'kysely';

/** What ends a session elsewhere: the ID token that names it at the staff IdP, its own name there, and logout tokens that came. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table staff_sessions
      add column name text,
      -- JWE, for as long as the session lives
      add column id_token text,
      add column idp_session text`.execute(db);
  await sql`create index staff_sessions_open on staff_sessions (subject) where ended_at is null`.execute(db);
  await sql`
    create table logout_tokens (
      jti         text primary key,
      received_at timestamptz not null
    )`.execute(db);
}
