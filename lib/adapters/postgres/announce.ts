import { type Kysely, sql } from 'kysely';
import { CHANNEL, hintOf } from '../../verification/notifications';
import type { Verification } from '../../verification/verification';
import type { Schema } from './schema';

/** Tells every node what changed and whom it concerns, when and if the transaction commits. */
export async function announce(tx: Kysely<Schema>, ...hints: readonly string[]): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, hint) from unnest(${hints}::text[]) hint`.execute(tx);
}

/** A verification, with it the transfer it is to authorize, and whom it concerns. */
export async function announceChange(tx: Kysely<Schema>, v: Verification): Promise<void> {
  const concerned = [hintOf.customer(v.customerId), hintOf.staff(v.staffSubject)];
  await announce(tx, v.id, ...(v.transferId ? [v.transferId] : []), ...concerned);
}
