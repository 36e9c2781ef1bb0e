import { type Kysely, sql } from 'kysely';
import { CHANNEL } from '../../verification/notifications';
import type { Schema } from './schema';

/** Tells every node that something changed, when and if the transaction commits. */
export async function announce(tx: Kysely<Schema>, id: string): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${id})`.execute(tx);
}
