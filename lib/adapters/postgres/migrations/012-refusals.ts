import { type Kysely, sql } from 'kysely';

/** Security events are listed by themselves, among millions of other records. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A query uses these only where it says the same in the same words: lib/adapters/postgres/security-store.ts.
  const isSecurity = sql`(
    action like 'security.%' or action like 'report.%' or action like 'alarm.%' or action like 'request_guard.%'
    or action in ('transfer.attempt_refused', 'sensitive_data.refused', 'staff.sign_in_failed'))`;
  for (const [name, first] of [
    ['time', sql``],
    ['kind', sql`action,`],
    ['staff', sql`staff_id,`],
  ] as const) {
    await sql`
      create index ${sql.id(`audit_security_${name}`)} on audit (${first} at collate "C" desc, id desc)
      where ${isSecurity}`.execute(db);
  }
}
