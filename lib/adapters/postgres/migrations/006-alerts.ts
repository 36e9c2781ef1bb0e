import { type Kysely, sql } from 'kysely';

/** Who sees to what the live view raised, and what it is raised from. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Kept for a day: for good it is in the audit trail.
  await sql`
    create table alerts_taken (
      id            text primary key,
      about         text not null,
      matter        jsonb not null,
      since         timestamptz not null,
      taken_at      timestamptz not null,
      staff_subject text not null,
      staff_name    text not null
    )`.execute(db);
  await sql`create index alerts_taken_at on alerts_taken (taken_at)`.execute(db);

  // Few rows each, so that looking for them several times a second costs nothing, and neither does keeping them.
  await sql`
    create index verifications_alarming on verifications (ended_at)
    where reason in ('fraud_reported', 'wrong_subject', 'details_altered')`.execute(db);
  await sql`
    create index verifications_op_unreachable on verifications (ended_at)
    where reason = 'op_unreachable'`.execute(db);
  // By the index of everything that is open, the planner takes those in use for a quarter of all there ever were.
  await sql`
    create index verifications_in_use on verifications (grant_expires_at)
    where status = 'approved' and grant_end is null`.execute(db);
}
