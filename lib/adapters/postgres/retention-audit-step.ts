import { sql } from 'kysely';
import { type Held, liveTransfers, liveVerifications, type Step } from './retention-step';

/**
 * What tells of a person in audit records. The record itself stays as it is, with the hash of what was removed, so the
 * chain verifies as before.
 */
export function auditStep(part: 'staff' | 'customer', before: Date, held: Held): Step {
  const column = sql.ref(part);
  return {
    counts: 'records',
    from: sql`audit a`,
    alias: 'a',
    key: sql`a.id`,
    keyType: 'bigint',
    order: sql`a.at collate "C"`,
    // `at` is ISO 8601 in UTC with as many digits everywhere: in order of text is in order of time.
    due: sql`(
      ${sql.ref(`a.${part}`)} is not null and a.at collate "C" < ${before.toISOString()}
      and (a.verification_id is null or a.verification_id not in ${liveVerifications(before)})
      and (a.transfer_id is null or a.transfer_id not in ${liveTransfers(before)})
      and not (
        a.action in ('report.made', 'alarm.raised') and coalesce(
          a.record -> 'details' ->> 'alarm' in (select id from alarms where lifted_at is null), false)))`,
    // Also what says nothing of the customer but belongs to a call with them, and whose searches ended with them.
    held: sql`(
      coalesce(a.customer_id = any(${held}), false)
      or coalesce(a.verification_id in (select id from verifications where customer_id = any(${held})), false)
      or coalesce(a.transfer_id in (select id from transfers where customer_id = any(${held})), false)
      or coalesce(string_to_array(a.customer #>> '{personal,opened}', ' ') && ${held}, false))`,
    async remove(tx, keys) {
      // The one change the table lets through, and only as long as this transaction lasts.
      await sql`select set_config('countersign.retention', 'on', true)`.execute(tx);
      await sql`update audit set ${column} = null where id = any(${keys})`.execute(tx);
      await sql`select set_config('countersign.retention', '', true)`.execute(tx);
    },
  };
}
