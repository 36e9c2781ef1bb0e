import { type Kysely, sql } from 'kysely';
import type { Actor } from '../../actor';
import type { AuditEntry } from '../../audit/entry';
import { auditOf } from '../../verification/audit-of';
import { transition, type VerificationEvent } from '../../verification/state';
import type { Vault } from '../../verification/vault';
import { hasLiveGrant, type Verification } from '../../verification/verification';
import type { EndedGrant } from './alarm-raising';
import { announceChange } from './announce';
import type { AppendAudit } from './audit-log';
import { alarmStands, lockStaff, shareCustomer } from './customer-lock';
import type { Schema } from './schema';
import { fromRow, openOrNothing, type Row, toRow } from './verification-row';

interface Parts {
  readonly issuer: string;
  readonly vault: Vault;
  readonly appendAudit: AppendAudit;
}

/** `VerificationStore.turnTo`, in a transaction. */
export async function turnTo(tx: Kysely<Schema>, staffSubject: string, customerId: string): Promise<void> {
  // A read that is being recorded is seen by whoever ends what was on screen after this.
  await lockStaff(tx, staffSubject);
  await tx
    .insertInto('staff_customers')
    .values({ staff_subject: staffSubject, customer_id: customerId })
    .onConflict((conflict) =>
      conflict
        .column('staff_subject')
        .doUpdateSet({ customer_id: customerId })
        .where('staff_customers.customer_id', '<>', customerId),
    )
    .execute();
}

/**
 * `VerificationStore.recordRead`, in a transaction.
 *
 * @returns the grants of other customers that ended with it; undefined when nothing may be shown
 */
export async function recordRead(
  tx: Kysely<Schema>,
  { issuer, vault, appendAudit }: Parts,
  { id, customerId, customerSubject, staffSubject }: Verification,
  audit: AuditEntry & { readonly actor: Actor },
): Promise<EndedGrant[] | undefined> {
  const { at, actor } = audit;
  await shareCustomer(tx, issuer, customerSubject);
  await lockStaff(tx, staffSubject);
  if (await alarmStands(tx, issuer, customerSubject)) return undefined;
  if (await hasTurnedAway(tx, staffSubject, customerId)) return undefined;
  const rows = await tx
    .selectFrom('verifications')
    .selectAll()
    .where('staff_subject', '=', staffSubject)
    .where(isCurrent)
    .orderBy('id')
    .forUpdate()
    .execute();
  const own = rows.find((row) => row.id === id);
  if (!own || !hasLiveGrant(fromRow(own), at)) return undefined;

  const happen = async (row: Row, event: VerificationEvent, kept: { sealed?: null }) => {
    const before = fromRow(row);
    const after = transition(before, event, at);
    if (!after) return;
    await tx
      .updateTable('verifications')
      .set({ ...toRow(after), ...kept })
      .where('id', '=', before.id)
      .execute();
    await appendAudit(tx, auditOf(before, after, event, actor, at));
    await announceChange(tx, after);
  };
  await happen(own, { type: 'data_viewed' }, {});
  const ended: EndedGrant[] = [];
  for (const row of rows) {
    if (row.customer_id === customerId || row.viewed_at === null) continue;
    const { tokens } = await openOrNothing(vault, row);
    if (tokens) ended.push({ id: fromRow(row).id, tokens });
    await happen(row, { type: 'grant_ended', why: 'left_customer' }, { sealed: null });
  }
  await appendAudit(tx, audit);
  return ended;
}

async function hasTurnedAway(tx: Kysely<Schema>, staffSubject: string, customerId: string): Promise<boolean> {
  const turned = await tx
    .selectFrom('staff_customers')
    .select('customer_id')
    .where('staff_subject', '=', staffSubject)
    .executeTakeFirst();
  return turned !== undefined && turned.customer_id !== customerId;
}

/** Open, or approved with a grant that shows the agent the customer's account. */
export const isCurrent = sql<boolean>`(
  status in ('requested', 'pending')
  or (status = 'approved' and grant_end is null and purpose = 'account_access')
)`;
