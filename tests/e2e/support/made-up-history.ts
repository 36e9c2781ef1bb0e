import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Schema } from '../../../lib/adapters/postgres/schema';
import { toRow } from '../../../lib/adapters/postgres/verification-row';
import { newVerificationId, type Verification } from '../../../lib/verification/verification';
import { people as everybody } from '../../../sandbox/staff/people';
import { customer, type Person } from './people';

const HOUR_MS = 3_600_000;
const asking: readonly Person[] = ['Ines Moreau', 'Alex Novak', 'Sam Rivera'];
const asked = ['maria', 'ken', 'dora', 'nora', 'eli'].map(customer);

/** How they ended, one after the other. */
const ends = [
  { status: 'approved', grantEnd: 'call_ended' },
  { status: 'denied', reason: 'denied' },
  { status: 'denied', reason: 'fraud_reported' },
  { status: 'approved', grantEnd: 'grant_expired' },
  { status: 'expired', reason: 'expired' },
  { status: 'cancelled', reason: 'cancelled' },
  { status: 'failed', reason: 'op_unreachable', detail: 'HTTP 503' },
] as const satisfies readonly Partial<Verification>[];

/**
 * A past for a desk that has none: verifications of three people and five customers, one every seven hours, two of
 * which are always of the same moment. The newest first, as the history lists them.
 */
export function madeUpHistory(count: number, now: Date): Verification[] {
  const made = Array.from({ length: count }, (_, index) => madeUp(index, now));
  return made.sort(
    (one, other) => other.requestedAt.getTime() - one.requestedAt.getTime() || (one.id < other.id ? 1 : -1),
  );
}

function madeUp(index: number, now: Date): Verification {
  const person = everybody.find(({ name }) => name === asking[index % asking.length]);
  const customerAsked = asked[index % asked.length];
  if (!person || !customerAsked) throw new Error('The sandbox has these people');
  const end = ends[index % ends.length] ?? ends[0];
  const requestedAt = new Date(now.getTime() - (1 + (index >> 1)) * 7 * HOUR_MS);
  const endedAt = new Date(requestedAt.getTime() + 2_100 + (index % 40) * 1_700);
  const isApproved = end.status === 'approved';
  return {
    id: newVerificationId(),
    customerId: customerAsked.number,
    customerSubject: `subject-${customerAsked.number}`,
    staffSubject: person.subject,
    staffName: person.name,
    purpose: 'account_access',
    transferId: null,
    transferHash: null,
    authorizationDetails: null,
    scope: 'openid read:sensitive-data',
    callReference: index % 4 === 0 ? `CRM ${4700 + (index % 24)}` : null,
    denialUnclear: false,
    denialAnswer: null,
    bindingMessage: 'CALL-KX7-4PT',
    spokenCode: 'KX7-4PT',
    reason: null,
    detail: null,
    grantEnd: null,
    intervalSeconds: 5,
    opReachable: true,
    requestedAt,
    expiresAt: new Date(requestedAt.getTime() + 120_000),
    endedAt,
    grantExpiresAt: isApproved ? new Date(endedAt.getTime() + 600_000) : null,
    viewedAt: isApproved ? endedAt : null,
    delivery: index % 3 === 2 ? 'ping' : 'poll',
    notificationHash: null,
    pingedAt: null,
    version: 3,
    ...end,
  };
}

/** Puts them into the database of a desk, as if it had always been there. */
export async function fillHistory(
  databaseUrl: string,
  verifications: readonly Verification[],
): Promise<void> {
  const db = new Kysely<Schema>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: databaseUrl, max: 1 }) }),
  });
  const staff = new Map(verifications.map(({ staffSubject, staffName }) => [staffSubject, staffName]));
  await db
    .insertInto('verifications')
    .values(
      verifications.map((each) => ({ ...toRow(each), sealed: null, lease_node: null, lease_until: null })),
    )
    .execute();
  await db
    .insertInto('staff_members')
    .values([...staff].map(([subject, name]) => ({ subject, name })))
    .onConflict((conflict) => conflict.column('subject').doNothing())
    .execute();
  await db.destroy();
}
