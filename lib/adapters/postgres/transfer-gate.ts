import type { Kysely } from 'kysely';
import { isAnswered } from '../../transfers/answer';
import type { InsertResult } from '../../verification/store';
import type { Schema } from './schema';
import { fromRow } from './verification-row';

/**
 * A transfer is asked about only while it waits for the customer. Locked, so that an answer given meanwhile happens
 * to it after this request is made, or is seen by it.
 */
export async function standsInTheWay(
  tx: Kysely<Schema>,
  transferId: string,
  hash: string | null,
): Promise<InsertResult | undefined> {
  const transfer = await tx
    .selectFrom('transfers')
    .select(['status', 'hash'])
    .where('id', '=', transferId)
    .forShare()
    .executeTakeFirst();
  if (transfer?.status !== 'awaiting_customer' || transfer.hash !== hash) return { kind: 'not_waiting' };
  const asked = await tx
    .selectFrom('verifications')
    .selectAll()
    .where('transfer_id', '=', transferId)
    .where('transfer_hash', '=', hash)
    .execute();
  const answered = asked.map(fromRow).find(isAnswered);
  if (!answered) return undefined;
  // The transfer has not heard of it yet. A denial is not to be asked away.
  return answered.status === 'approved'
    ? { kind: 'already_open', verification: answered }
    : { kind: 'not_waiting' };
}
