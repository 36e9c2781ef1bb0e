import { type Kysely, sql } from 'kysely';

/** Which Security Event Tokens were taken, so that none is taken twice. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table security_events (
      issuer      text not null,
      jti         text not null,
      received_at timestamptz not null,
      primary key (issuer, jti)
    )`.execute(db);
  await sql`create index security_events_at on security_events (received_at)`.execute(db);
}
