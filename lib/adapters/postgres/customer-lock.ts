import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema';

/**
 * Until the transaction ends, nobody else asks this customer or raises an alarm about them. Taken before any row is
 * touched, and before the lock of a member of staff, so that nobody waits for who waits for them.
 */
export async function lockCustomer(tx: Kysely<Schema>, issuer: string, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`customer ${issuer} ${subject}`}, 0))`.execute(
    tx,
  );
}

/** Until the transaction ends, nobody raises an alarm about this customer; others may share it. */
export async function shareCustomer(tx: Kysely<Schema>, issuer: string, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended(${`customer ${issuer} ${subject}`}, 0))`.execute(
    tx,
  );
}

/** The exclusive lock if nobody has it or waits with it; for a transaction that holds other customers' locks already. */
export async function tryLockCustomer(tx: Kysely<Schema>, issuer: string, subject: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`customer ${issuer} ${subject}`}, 0)) as mine`.execute(
    tx,
  );
  return rows[0]?.mine === true;
}

/** Until the transaction ends, this member of staff does nothing else that counts against a limit or shows data. */
export async function lockStaff(tx: Kysely<Schema>, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`staff ${subject}`}, 0))`.execute(tx);
}

/** Whether an alarm stands, for a transaction that holds one of the customer's locks. */
export async function alarmStands(tx: Kysely<Schema>, issuer: string, subject: string): Promise<boolean> {
  const row = await tx
    .selectFrom('alarms')
    .select('id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
