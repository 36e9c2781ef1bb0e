import type { Kysely } from 'kysely';
import { type GuardFacts, type GuardLimits, guardLooksBack } from '../../verification/guard';
import type { Verification } from '../../verification/verification';
import { alarmStands } from './customer-lock';
import type { Schema } from './schema';

type Asking = Pick<Verification, 'customerId' | 'customerSubject' | 'staffSubject'>;

/** What the request guard is told, as it is stored; within the locks of both when somebody is about to be asked. */
export async function factsOf(
  db: Kysely<Schema>,
  issuer: string,
  { customerId, customerSubject, staffSubject }: Asking,
  limits: GuardLimits,
  now: Date,
): Promise<Omit<GuardFacts, 'oneMoreAllowed'>> {
  const back = guardLooksBack(limits);
  const earlier = (column: 'customer_id' | 'staff_subject', value: string, seconds: number) =>
    db
      .selectFrom('verifications')
      .select(['requested_at as requestedAt', 'ended_at as endedAt', 'status', 'reason'])
      .where(column, '=', value)
      .where('requested_at', '>', new Date(now.getTime() - seconds * 1000))
      .execute();
  return {
    alarmStands: await alarmStands(db, issuer, customerSubject),
    ofCustomer: await earlier('customer_id', customerId, back.customer),
    ofStaff: await earlier('staff_subject', staffSubject, back.staff),
  };
}

/** The oldest unused allowance for this customer that somebody else gave. */
export async function openAllowance(
  db: Kysely<Schema>,
  issuer: string,
  { customerSubject, staffSubject }: Asking,
  now: Date,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('request_allowances')
    .select('id')
    .where('issuer', '=', issuer)
    .where('subject', '=', customerSubject)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    // Nobody allows themselves anything.
    .where('allowed_by', '<>', staffSubject)
    .orderBy('allowed_at')
    .limit(1)
    .executeTakeFirst();
  return row?.id;
}

export async function spendAllowance(
  tx: Kysely<Schema>,
  id: string,
  { id: verificationId, requestedAt }: Verification,
): Promise<void> {
  await tx
    .updateTable('request_allowances')
    .set({ used_at: requestedAt, verification_id: verificationId })
    .where('id', '=', id)
    .execute();
}

/** Whoever has not come to a limit since then has been below it for a while: the next time is news again. */
export function quietBefore(at: Date): Date {
  return new Date(at.getTime() - 10 * 60 * 1000);
}
