import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { say } from '@/messages/alarms';
import { readWords } from '../../customers/query';
import { AppError } from '../../errors';
import { accountTail } from '../../transfers/account';
import { untrustworthy } from '../../transfers/answer';
import type { TransferQuery, TransferStore } from '../../transfers/store';
import type { Transfer } from '../../transfers/transfer';
import type { TransferStatus } from '../../transfers/view';
import { announce } from './announce';
import type { AppendAudit } from './audit-log';
import { alarmStands, shareCustomer } from './customer-lock';
import type { Schema } from './schema';
import { factsOf } from './transfer-facts';
import { fromRow, toRow } from './transfer-row';

/** The bank is, or may be, working on it. */
const atTheBank: TransferStatus[] = ['authorized', 'executing', 'needs_reconciliation'];

/** On its way to the bank: nothing gets there, or further, while an alarm of the customer stands. */
const onItsWay: readonly TransferStatus[] = [
  'awaiting_second_person',
  'awaiting_customer',
  'authorized',
  'executing',
];

/** @param issuer the OP whose subjects the customers are */
export function createTransferStore(
  db: Kysely<Schema>,
  appendAudit: AppendAudit,
  issuer: string,
): TransferStore {
  return {
    insert: (draft, audit) =>
      db.transaction().execute(async (tx) => {
        await lock(tx, draft.tellerSubject);
        const standing = await findDraft(tx, draft.customerId, draft.tellerSubject);
        if (standing) return standing;
        await refuseWhileAlarmed(tx, issuer, draft);
        await tx
          .insertInto('transfers')
          .values({ ...toRow(draft), lease_node: null, lease_until: null })
          .execute();
        await appendAudit(tx, audit);
        await announce(tx, draft.id);
        return draft;
      }),

    async find(id) {
      const row = await db.selectFrom('transfers').selectAll().where('id', '=', id).executeTakeFirst();
      return row && fromRow(row);
    },

    findDraft: (customerId, tellerSubject) => findDraft(db, customerId, tellerSubject),

    update: (before, after, audit) =>
      db.transaction().execute(async (tx) => {
        if (onItsWay.includes(after.status)) await refuseWhileAlarmed(tx, issuer, after);
        if (!(await replace(tx, before, after))) return false;
        if (!audit) return true;
        await appendAudit(tx, audit);
        await announce(tx, after.id);
        return true;
      }),

    submit: (before, since, decide) =>
      db.transaction().execute(async (tx) => {
        // In one order for everybody, so that nobody waits for who waits for them.
        for (const key of whoseDay(before).toSorted()) await lock(tx, key);
        await refuseWhileAlarmed(tx, issuer, before);
        const { after, audit } = decide(await factsOf(tx, before, since));
        if (!(await replace(tx, before, after))) return undefined;
        await appendAudit(tx, audit);
        await announce(tx, after.id);
        return after;
      }),

    factsOf: (transfer, since) => factsOf(db, transfer, since),

    async list(query) {
      const rows = await listed(db.selectFrom('transfers'), query)
        .selectAll('transfers')
        .orderBy('updated_at', 'desc')
        .orderBy('transfers.id')
        .limit(query.limit)
        .execute();
      return rows.map(fromRow);
    },

    async count({ subject, all }) {
      const countOf = async (list: 'second' | 'reconcile') => {
        // One's own is for others to judge.
        const from = all
          ? db.selectFrom('transfers').where('teller_subject', '<>', subject)
          : db.selectFrom('transfers');
        const { n } = await listed(from, { list, subject, all })
          .select((eb) => eb.fn.countAll<string>().as('n'))
          .executeTakeFirstOrThrow();
        return Number(n);
      };
      return { second: await countOf('second'), reconcile: await countOf('reconcile') };
    },

    async claim(id, lease, now, leasesOver) {
      const row = await db
        .updateTable('transfers')
        .set({ lease_node: lease.node, lease_until: lease.until })
        .where('id', '=', id)
        .where('status', 'in', atTheBank)
        .where('attempt_at', '<=', now)
        .where((eb) => eb.or([eb('lease_until', 'is', null), eb('lease_until', '<=', leasesOver)]))
        .returningAll()
        .executeTakeFirst();
      return row && fromRow(row);
    },

    async findDue(now, leasesOver, limit) {
      const { rows } = await sql<{ id: string }>`
        select id from transfers
        where status in ('authorized', 'executing', 'needs_reconciliation')
          and attempt_at <= ${now} and (lease_until is null or lease_until <= ${leasesOver})
        union
        select t.id from transfers t join verifications v on v.transfer_id = t.id
        where t.status = 'awaiting_customer' and v.transfer_hash = t.hash
          and v.seq = (select max(seq) from verifications where transfer_id = t.id)
          and (v.status in ('approved', 'denied', 'expired')
               or (v.status = 'failed' and v.reason in (${sql.join(untrustworthy)})))
        union
        select t.id from transfers t join verifications v on v.transfer_id = t.id
        where (v.status in ('requested', 'pending') or (v.status = 'approved' and v.grant_end is null))
          and (v.transfer_hash is distinct from t.hash
               or t.status not in ('awaiting_customer', 'authorized', 'executing', 'needs_reconciliation'))
        limit ${limit}`.execute(db);
      return rows.map(({ id }) => id as Transfer['id']); // only ever written by toRow
    },

    async release(node) {
      await db
        .updateTable('transfers')
        .set({ lease_node: null, lease_until: null })
        .where('lease_node', '=', node)
        .execute();
    },

    async releaseAll() {
      await db.updateTable('transfers').set({ lease_node: null, lease_until: null }).execute();
    },
  };
}

/**
 * Until the transaction ends no alarm is raised about this customer, and none stands now.
 *
 * @throws AppError `conflict`
 */
async function refuseWhileAlarmed(
  tx: Kysely<Schema>,
  issuer: string,
  { customerSubject }: Transfer,
): Promise<void> {
  if (customerSubject === null) return;
  await shareCustomer(tx, issuer, customerSubject);
  if (await alarmStands(tx, issuer, customerSubject)) {
    throw new AppError('conflict', say.refused.transfer);
  }
}

async function findDraft(
  db: Kysely<Schema>,
  customerId: string,
  tellerSubject: string,
): Promise<Transfer | undefined> {
  const row = await db
    .selectFrom('transfers')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('teller_subject', '=', tellerSubject)
    .where('status', '=', 'draft')
    .where('edition', '=', 1)
    .executeTakeFirst();
  return row && fromRow(row);
}

async function replace(tx: Kysely<Schema>, before: Transfer, after: Transfer): Promise<boolean> {
  // Between two calls of the bank nobody holds it: `attempt_at` says when it is due again.
  const lease = after.status === 'executing' ? {} : { lease_node: null, lease_until: null };
  const { numUpdatedRows } = await tx
    .updateTable('transfers')
    .set({ ...toRow(after), ...lease })
    .where('id', '=', before.id)
    .where('version', '=', before.version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Whose transfers are added up. */
function whoseDay({ customerId, tellerSubject, order }: Transfer): string[] {
  const payee = order ? [`to ${accountTail(order.payeeAccount)}`] : [];
  return [customerId, tellerSubject, ...payee];
}

async function lock(tx: Kysely<Schema>, key: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`transfers ${key}`}, 0))`.execute(tx);
}

/** What is searched is made by the database (migrations/016-search.ts), as of customers. */
function isSearched(
  eb: ExpressionBuilder<Schema, 'transfers'>,
  word: string,
  text: string,
): Expression<SqlBool> {
  const ofTransfer = eb('text_search', 'like', `% ${word}%`);
  // No customer is found by a part of an address, not even where their name begins like it.
  if (text.includes('@')) return ofTransfer;
  const ofCustomer = eb
    .selectFrom('customers')
    .select(sql.lit(1).as('one'))
    .whereRef('customers.id', '=', 'transfers.customer_id')
    .where((c) => c.or([c('name_search', 'like', `% ${word}%`), c('number_search', 'like', `${word}%`)]));
  return eb.or([ofTransfer, eb.exists(ofCustomer)]);
}

function listed<O>(
  from: SelectQueryBuilder<Schema, 'transfers', O>,
  { list, subject, all, status, text }: Omit<TransferQuery, 'limit'>,
) {
  let query = from;
  if (list === 'mine' || !all) query = query.where('teller_subject', '=', subject);
  if (list === 'second') query = query.where('status', '=', 'awaiting_second_person');
  if (list === 'reconcile') query = query.where('status', '=', 'needs_reconciliation');
  if (status) query = query.where('status', '=', status);
  if (text) {
    query = query.where((eb) =>
      eb.or(readWords(text).map((words) => eb.and(words.map((word) => isSearched(eb, word, text))))),
    );
  }
  return query;
}
