import { type Kysely, type Selectable, sql } from 'kysely';
import { say } from '@/messages/start';
import { type Actor, keeper, type SystemActor } from '../../actor';
import type { AuditEntry } from '../../audit/entry';
import type { AppendAudit } from './audit-log';
import type { AuditBeforeChainTable, Schema } from './schema';

const PAGE = 1000;

/** Details that tell of a customer, by the names they were recorded under before these were kept apart. */
const personalDetails = new Set([
  'binding_message',
  'amount',
  'currency',
  'payee',
  'payee_account',
  'source_account',
  'reference',
]);

/**
 * Takes over what was recorded before the trail became a chain: the same records in the same order, at its beginning.
 * All of it or nothing, once; other nodes wait.
 *
 * @returns how many there were
 */
export async function adoptEarlierTrail(db: Kysely<Schema>, append: AppendAudit, now: Date): Promise<number> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('audit_before_chain', 0))`.execute(tx);
    const found = await sql<{ there: boolean }>`
      select to_regclass('audit_before_chain') is not null as there`.execute(tx);
    if (!found.rows[0]?.there) return 0;
    const begun = await sql<{ begun: boolean }>`select exists (select from audit) as begun`.execute(tx);
    // Nothing is recorded before it is taken over: a table of this name that comes later was put there.
    if (begun.rows[0]?.begun) throw new Error(say.twoTrails);
    let count = 0;
    for (let last = '0'; ; ) {
      const rows = await tx
        .selectFrom('audit_before_chain')
        .selectAll()
        .where('id', '>', last)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      for (const row of rows) await append(tx, entryOf(row));
      count += rows.length;
      last = rows.at(-1)?.id ?? last;
      if (rows.length < PAGE) break;
    }
    await append(tx, {
      at: now,
      actor: keeper,
      action: 'audit.chain_started',
      details: { records: count },
    });
    await sql`drop table audit_before_chain`.execute(tx);
    return count;
  });
}

function entryOf(row: Selectable<AuditBeforeChainTable>): AuditEntry {
  const details = Object.entries(row.details);
  const personal = details.filter(([name]) => personalDetails.has(name));
  return {
    at: row.at,
    actor: actorOf(row),
    action: row.action as AuditEntry['action'], // only ever written from an entry
    ...(row.verification_id === null ? {} : { verificationId: row.verification_id }),
    ...(row.transfer_id === null ? {} : { transferId: row.transfer_id }),
    ...(row.customer_id === null ? {} : { customerId: row.customer_id }),
    details: Object.fromEntries(details.filter(([name]) => !personalDetails.has(name))),
    ...(personal.length > 0 ? { personal: Object.fromEntries(personal) } : {}),
  };
}

function actorOf(row: { actor_kind: 'staff' | 'system'; actor_id: string; actor_name: string }): Actor {
  return row.actor_kind === 'staff'
    ? { kind: 'staff', subject: row.actor_id, name: row.actor_name, roles: [], sessionId: '' }
    : { kind: 'system', name: row.actor_name as SystemActor['name'] }; // only ever written from an actor
}
