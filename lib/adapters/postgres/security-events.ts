import { type Kysely, sql } from 'kysely';
import { OLDEST_EVENT } from '../../security-events/claims';
import type { EventKey } from '../../verification/store';
import type { Schema } from './schema';

/** A day longer than a token may come in: clocks differ. */
const KEPT_MS = (OLDEST_EVENT + 24 * 60 * 60) * 1000;

/**
 * Remembers a token within the transaction that does what it says. Two nodes with the same one take turns: the second waits
 * for the first to commit.
 *
 * @returns false when it was remembered before
 */
export async function rememberEvent(
  tx: Kysely<Schema>,
  { issuer, jti, receivedAt }: EventKey,
): Promise<boolean> {
  const remembered = await tx
    .insertInto('security_events')
    .values({ issuer, jti, received_at: receivedAt })
    .onConflict((conflict) => conflict.doNothing())
    .returning('jti')
    .executeTakeFirst();
  if (!remembered) return false;
  // Those that are refused for their age by now go with the next that comes.
  await sql`
    delete from security_events where (issuer, jti) in (
      select issuer, jti from security_events
      where received_at < ${new Date(receivedAt.getTime() - KEPT_MS)}
      order by received_at limit 100 for update skip locked
    )`.execute(tx);
  return true;
}
