import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema';

/**
 * Until the transaction ends, nobody else removes a batch, begins a run or places a hold. So a hold that was placed is
 * seen by every batch after it, and no two batches wait for each other's rows.
 */
export async function oneAtATime(tx: Kysely<Schema>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('retention', 0))`.execute(tx);
}
