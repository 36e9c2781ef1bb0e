import { type Kysely, sql } from 'kysely';
import { guardRequest } from '../../verification/guard';
import { hintOf } from '../../verification/notifications';
import type { InsertResult, LeasedWork, Secrets, VerificationStore } from '../../verification/store';
import type { Vault } from '../../verification/vault';
import type { Verification, VerificationId } from '../../verification/verification';
import { type EndedGrant, lockReported, storeReports } from './alarm-raising';
import { announce, announceChange } from './announce';
import type { AppendAudit } from './audit-log';
import { lockCustomer, lockStaff } from './customer-lock';
import { factsOf, openAllowance, quietBefore, spendAllowance } from './guard-facts';
import { isCurrent, recordRead, turnTo } from './reading';
import type { Schema } from './schema';
import { rememberEvent } from './security-events';
import { standsInTheWay } from './transfer-gate';
import { fromRow, openOrNothing, type Row, toRow } from './verification-row';

/** More than anybody leaves undismissed within a shift. */
const MOST_ENDS = 100;

interface StoreSettings {
  /** The OP whose subjects the customers are: alarms are kept by both. */
  readonly issuer: string;
  /** Told once a transaction has committed that ended grants beside the one it was about: their tokens are to be revoked. */
  readonly onGrantsEnded: (ended: readonly EndedGrant[]) => void;
  /** Told when it is not known whether such a transaction committed. */
  readonly onGrantsInDoubt: (grants: readonly EndedGrant[]) => void;
}

export function createVerificationStore(
  db: Kysely<Schema>,
  vault: Vault,
  appendAudit: AppendAudit,
  { issuer, onGrantsEnded, onGrantsInDoubt }: StoreSettings,
): VerificationStore {
  const parts = { issuer, vault, appendAudit };
  const one = (row: Row | undefined) => row && fromRow(row);

  /** A transaction that may end grants beside what it is about. */
  const endingGrants = async <T>(
    work: (tx: Kysely<Schema>, ends: (grants: readonly EndedGrant[]) => void) => Promise<T>,
  ): Promise<T> => {
    let ended: readonly EndedGrant[] = [];
    const ends = (grants: readonly EndedGrant[]) => {
      ended = grants;
    };
    try {
      const result = await db.transaction().execute((tx) => work(tx, ends));
      onGrantsEnded(ended);
      return result;
    } catch (error) {
      if (ended.length > 0) onGrantsInDoubt(ended);
      throw error;
    }
  };

  return {
    insert: (verification, lease, limits, audit) =>
      db.transaction().execute(async (tx): Promise<InsertResult> => {
        const { customerSubject, staffSubject, requestedAt: now } = verification;
        // Callers for one customer, and of one member of staff, take turns: all but the first see what the first did.
        await lockCustomer(tx, issuer, customerSubject);
        await lockStaff(tx, staffSubject);
        const open = await currentOf(tx, verification.customerId)
          .where((eb) =>
            eb.or([
              eb('status', 'in', ['requested', 'pending']),
              // An approval in use spares another of its own kind; a transfer is approved for itself alone.
              eb.and([
                eb.lit(verification.purpose === 'account_access'),
                eb('staff_subject', '=', staffSubject),
                eb('grant_expires_at', '>', now),
              ]),
            ]),
          )
          .executeTakeFirst();
        if (open) return { kind: 'already_open', verification: fromRow(open) };
        if (verification.transferId) {
          const stands = await standsInTheWay(tx, verification.transferId, verification.transferHash);
          if (stands) return stands;
        }
        const allowance = await openAllowance(tx, issuer, verification, now);
        const facts = await factsOf(tx, issuer, verification, limits, now);
        const verdict = guardRequest(limits, { ...facts, oneMoreAllowed: allowance !== undefined }, now);
        if (verdict.kind === 'refused') return { kind: 'guarded', verdict };

        await tx
          .insertInto('verifications')
          .values({ ...toRow(verification), sealed: null, lease_node: lease.node, lease_until: lease.until })
          .execute();
        if (verdict.usesAllowance && allowance) await spendAllowance(tx, allowance, verification);
        await rememberName(tx, verification);
        await appendAudit(tx, audit);
        await announceChange(tx, verification);
        return { kind: 'inserted' };
      }),

    async guardFacts(of, limits, now) {
      const allowance = await openAllowance(db, issuer, of, now);
      const facts = await factsOf(db, issuer, of, limits, now);
      return { ...facts, oneMoreAllowed: allowance !== undefined };
    },

    recordLimit: ({ staffSubject, staffName, why, at, until }, audit) =>
      db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ times: number }>`
          insert into staff_limits as l (staff_subject, staff_name, limit_name, reached_at, last_at, until, times)
          values (${staffSubject}, ${staffName}, ${why}, ${at}, ${at}, ${until}, 1)
          on conflict (staff_subject, limit_name) do update set
            staff_name = excluded.staff_name,
            times = case when l.last_at < ${quietBefore(at)} then 1 else l.times + 1 end,
            reached_at = case when l.last_at < ${quietBefore(at)} then excluded.reached_at else l.reached_at end,
            last_at = excluded.last_at, until = excluded.until
          returning times`.execute(tx);
        if (rows[0]?.times !== 1) return false;
        await appendAudit(tx, audit);
        await announce(tx, hintOf.alarms);
        return true;
      }),

    find: async (id) =>
      one(await db.selectFrom('verifications').selectAll().where('id', '=', id).executeTakeFirst()),

    findByNotification: async (hash) =>
      one(
        await db
          .selectFrom('verifications')
          .selectAll()
          .where('notification_hash', '=', hash)
          .executeTakeFirst(),
      ),

    findCurrent: async (customerId) => one(await currentOf(db, customerId).executeTakeFirst()),

    async findLast(customerId, staffSubject, purpose) {
      const newest = db
        .selectFrom('verifications')
        .selectAll()
        .where('customer_id', '=', customerId)
        .where('staff_subject', '=', staffSubject)
        .orderBy('requested_at', 'desc')
        .limit(1);
      return one(await (purpose ? newest.where('purpose', '=', purpose) : newest).executeTakeFirst());
    },

    findOfTransfer: async (transferId) =>
      one(
        await db
          .selectFrom('verifications')
          .selectAll()
          .where('transfer_id', '=', transferId)
          .orderBy('seq', 'desc')
          .limit(1)
          .executeTakeFirst(),
      ),

    async listInUseOf(transferId) {
      const rows = await db
        .selectFrom('verifications')
        .selectAll()
        .where('transfer_id', '=', transferId)
        .where(isInUse)
        .execute();
      return rows.map(fromRow);
    },

    async listCurrentOf(staffSubject) {
      const rows = await db
        .selectFrom('verifications')
        .selectAll()
        .where('staff_subject', '=', staffSubject)
        .where(isCurrent)
        .orderBy('requested_at')
        .execute();
      return rows.map(fromRow);
    },

    async listRecentOf(customerId, since) {
      const rows = await db
        .selectFrom('verifications')
        .selectAll()
        .where('customer_id', '=', customerId)
        .where((eb) => eb.or([isInUse, eb('ended_at', '>', since)]))
        .orderBy('seq', 'desc')
        .execute();
      return rows.map(fromRow);
    },

    async listUndismissedOf(staffSubject, since) {
      const newest = db
        .selectFrom('verifications')
        .selectAll()
        .distinctOn(['customer_id', 'transfer_id'])
        .where('staff_subject', '=', staffSubject)
        .where('requested_at', '>', since)
        .orderBy('customer_id')
        .orderBy('transfer_id')
        .orderBy('seq', 'desc');
      const rows = await db
        .selectFrom(newest.as('verifications'))
        .selectAll()
        .where('dismissed_at', 'is', null)
        .where((eb) => eb.not(isInUse))
        .orderBy('seq', 'desc')
        .limit(MOST_ENDS)
        .execute();
      return rows.map(fromRow);
    },

    dismiss: (id, staffSubject, at) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('verifications')
          .set({ dismissed_at: at })
          .where('id', '=', id)
          .where('staff_subject', '=', staffSubject)
          .executeTakeFirst();
        // Their other tabs.
        await announce(tx, hintOf.staff(staffSubject));
        return numUpdatedRows === 1n;
      }),

    update: (before, after, secrets, audit, reports = []) =>
      endingGrants(async (tx, ends) => {
        // Before any row is touched: an alarm takes this lock first as well.
        await lockReported(tx, issuer, reports);
        const { kept, idToken } = apart(secrets);
        const sealed = kept === 'keep' ? {} : { sealed: await sealOrErase(vault, after.id, kept) };
        const lease = after.status === 'pending' ? {} : { lease_node: null, lease_until: null };
        const { numUpdatedRows } = await tx
          .updateTable('verifications')
          .set({ ...toRow(after), ...sealed, ...lease })
          .where('id', '=', before.id)
          .where('version', '=', before.version)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return false;
        if (idToken) await keepIdToken(tx, vault, after, idToken);
        await appendAudit(tx, audit);
        await announceChange(tx, after);
        ends(await storeReports(tx, parts, reports));
        return true;
      }),

    report: (reports, once) =>
      endingGrants(async (tx, ends) => {
        await lockReported(tx, issuer, reports);
        if (once && !(await rememberEvent(tx, once))) return false;
        ends(await storeReports(tx, parts, reports));
        return true;
      }),

    turnTo: (staffSubject, customerId) =>
      db.transaction().execute((tx) => turnTo(tx, staffSubject, customerId)),

    recordRead: (verification, audit) =>
      endingGrants(async (tx, ends) => {
        const ended = await recordRead(tx, parts, verification, audit);
        if (ended) ends(ended);
        return ended !== undefined;
      }),

    async secretsOf(id) {
      const row = await db
        .selectFrom('verifications')
        .select('sealed')
        .where('id', '=', id)
        .executeTakeFirst();
      return row?.sealed ? vault.open(id, row.sealed) : {};
    },

    async idTokenOf(customerId) {
      const row = await db
        .selectFrom('customer_id_tokens')
        .select('sealed')
        .where('customer_id', '=', customerId)
        .executeTakeFirst();
      // One that no key opens any more is as good as none: the customer is named otherwise, and a new one follows.
      const opened = row && (await vault.open(customerId, row.sealed).catch(() => undefined));
      return opened?.idToken;
    },

    async forgetIdToken(customerId) {
      await db.deleteFrom('customer_id_tokens').where('customer_id', '=', customerId).execute();
    },

    async claim(lease, now, limit) {
      const rows = await db
        .updateTable('verifications')
        .set({ lease_node: lease.node, lease_until: lease.until })
        .where('id', 'in', (eb) =>
          eb
            .selectFrom('verifications')
            .select('id')
            .where('status', '=', 'pending')
            .where((or) => or.or([or('lease_until', 'is', null), or('lease_until', '<=', now)]))
            .orderBy('expires_at')
            .limit(limit)
            .forUpdate()
            .skipLocked(),
        )
        .returningAll()
        .execute();
      return Promise.all(
        rows.map(async (row): Promise<LeasedWork> => {
          const { authReqId } = await openOrNothing(vault, row);
          return { verification: fromRow(row), authReqId };
        }),
      );
    },

    async renew(lease, ids) {
      if (ids.length === 0) return [];
      const rows = await db
        .updateTable('verifications')
        .set({ lease_until: lease.until })
        .where(sql<boolean>`id = any(${ids})`)
        .where('lease_node', '=', lease.node)
        .where('status', 'in', ['requested', 'pending'])
        .returning('id')
        .execute();
      return rows.map(({ id }) => id as VerificationId); // stored by us
    },

    async release(node) {
      await db
        .updateTable('verifications')
        .set({ lease_node: null, lease_until: null })
        .where('lease_node', '=', node)
        .where('status', '=', 'pending')
        .execute();
    },

    async findInterrupted(now) {
      const rows = await db
        .selectFrom('verifications')
        .selectAll()
        .where('status', '=', 'requested')
        .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', now)]))
        .execute();
      return rows.map(fromRow);
    },

    async findLapsed(now) {
      const rows = await db
        .selectFrom('verifications')
        .selectAll()
        .where('status', '=', 'approved')
        .where('grant_end', 'is', null)
        .where('grant_expires_at', '<=', now)
        .execute();
      return rows.map(fromRow);
    },

    async releaseAll() {
      await db
        .updateTable('verifications')
        .set({ lease_node: null, lease_until: null })
        .where('status', 'in', ['requested', 'pending'])
        .execute();
    },
  };
}

/** Open, or approved with tokens kept. */
const isInUse = sql<boolean>`(
  status in ('requested', 'pending') or (status = 'approved' and grant_end is null)
)`;

/** The open one first, then the newest grant. */
function currentOf(db: Kysely<Schema>, customerId: string) {
  return db
    .selectFrom('verifications')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where(isCurrent)
    .orderBy(sql`status = 'approved'`)
    .orderBy('requested_at', 'desc')
    .limit(1);
}

/**
 * For the history's filter: everybody who asked, by the name they bear now. Where it is known already nobody waits for
 * anybody: it is only kept from being removed.
 */
async function rememberName(
  tx: Kysely<Schema>,
  { staffSubject: subject, staffName: name }: Verification,
): Promise<void> {
  await sql`
    with known as (
      select from staff_members where subject = ${subject} and name = ${name} for key share
    )
    insert into staff_members (subject, name)
    select ${subject}, ${name} where not exists (select from known)
    on conflict (subject) do update set name = excluded.name where staff_members.name <> excluded.name`.execute(
    tx,
  );
}

/** The ID token apart from the tokens it came with: it is the customer's, and outlives the grant. */
function apart(secrets: Secrets | 'keep'): { kept: Secrets | 'keep'; idToken?: string | undefined } {
  if (secrets === 'keep' || !secrets.tokens) return { kept: secrets };
  const { idToken, ...tokens } = secrets.tokens;
  return { kept: { ...secrets, tokens }, idToken };
}

async function keepIdToken(
  tx: Kysely<Schema>,
  vault: Vault,
  { customerId, endedAt, requestedAt }: Verification,
  idToken: string,
): Promise<void> {
  const kept = { sealed: await vault.seal(customerId, { idToken }), received_at: endedAt ?? requestedAt };
  await tx
    .insertInto('customer_id_tokens')
    .values({ customer_id: customerId, ...kept })
    .onConflict((conflict) => conflict.column('customer_id').doUpdateSet(kept))
    .execute();
}

async function sealOrErase(vault: Vault, id: string, secrets: Secrets): Promise<string | null> {
  return Object.keys(secrets).length > 0 ? vault.seal(id, secrets) : null;
}
