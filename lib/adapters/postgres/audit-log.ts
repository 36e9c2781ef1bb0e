import type { Kysely } from 'kysely';
import type { AuditEntry, AuditLog } from '../../audit/entry';
import type { Schema } from './schema';

export function createAuditLog(db: Kysely<Schema>): AuditLog {
  return { append: (entry) => appendAudit(db, entry) };
}

/** Inside a caller's transaction, or on its own. */
export async function appendAudit(db: Kysely<Schema>, entry: AuditEntry): Promise<void> {
  const { actor } = entry;
  await db
    .insertInto('audit')
    .values({
      at: entry.at,
      actor_kind: actor.kind,
      actor_id: actor.kind === 'staff' ? actor.subject : actor.name,
      actor_name: actor.name,
      action: entry.action,
      verification_id: entry.verificationId ?? null,
      transfer_id: entry.transferId ?? null,
      customer_id: entry.customerId ?? null,
      details: JSON.stringify(entry.details ?? {}),
    })
    .execute();
}
