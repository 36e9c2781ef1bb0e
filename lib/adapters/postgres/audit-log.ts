import { type Kysely, sql } from 'kysely';
import type { AuditEntry, AuditLog } from '../../audit/entry';
import type { AuditKeys } from '../../audit/keys';
import { toRecord } from '../../audit/record';
import type { Schema } from './schema';

/** Appends to the trail, inside a caller's transaction or on its own. */
export type AppendAudit = (tx: Kysely<Schema>, entry: AuditEntry) => Promise<void>;

/**
 * A record goes in with the mark of who could write it (its HMAC) and into the line of those that wait for their place
 * in the chain. Writers wait for nobody: places are given out later, by whoever seals.
 *
 * @param told hears of every entry as it is written
 */
export function createAppendAudit(
  keys: Pick<AuditKeys, 'macOf'>,
  told: (entry: AuditEntry) => void = () => {},
): AppendAudit {
  return async (tx, entry) => {
    told(entry);
    const { record, staff, customer } = toRecord(entry);
    await sql`
      with written as (
        insert into audit (record, staff, customer, mac)
        values (${record}::json, ${staff}::json, ${customer}::json, ${keys.macOf(record)})
        returning id
      )
      insert into audit_pending (audit_id) select id from written`.execute(tx);
  };
}

export function createAuditLog(db: Kysely<Schema>, append: AppendAudit): AuditLog {
  return { append: (entry) => append(db, entry) };
}
