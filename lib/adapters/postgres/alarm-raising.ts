import { type Kysely, sql } from 'kysely';
import { say } from '@/messages/alarms';
import { product } from '@/messages/title';
import type { Actor } from '../../actor';
import { consequenceOf, MISMATCH_MS } from '../../alarms/decide';
import { type AlarmId, newAlarmId, type Report } from '../../alarms/report';
import type { TokenSet } from '../../ciba/outcome';
import { answerOf } from '../../transfers/answer';
import { auditOf as transferAuditOf } from '../../transfers/audit-of';
import { transition as transferTransition } from '../../transfers/state';
import { auditOf } from '../../verification/audit-of';
import { hintOf } from '../../verification/notifications';
import { transition } from '../../verification/state';
import type { Vault } from '../../verification/vault';
import type { VerificationId } from '../../verification/verification';
import { announce, announceChange } from './announce';
import type { AppendAudit } from './audit-log';
import { lockCustomer, tryLockCustomer } from './customer-lock';
import type { Schema } from './schema';
import { fromRow as transferFromRow, toRow as transferToRow } from './transfer-row';
import { fromRow, openOrNothing, toRow } from './verification-row';

/** A grant that an alarm ended: its tokens are forgotten here and still to be revoked at the OP. */
export interface EndedGrant {
  readonly id: VerificationId;
  readonly tokens: TokenSet;
}

interface Parts {
  readonly issuer: string;
  readonly vault: Vault;
  readonly appendAudit: AppendAudit;
}

/** Takes the locks of everybody the reports are about, in one order for all. To be called before any row is touched. */
export async function lockReported(
  tx: Kysely<Schema>,
  issuer: string,
  reports: readonly Report[],
): Promise<void> {
  const subjects = new Set(reports.flatMap(({ subject }) => (subject === null ? [] : [subject])));
  for (const subject of [...subjects].toSorted()) await lockCustomer(tx, issuer, subject);
}

/**
 * Stores reports and lets them have their consequences, in a transaction that holds the customers' locks
 * (`lockReported`). The only place where alarms are raised.
 *
 * @returns grants that ended, for when the transaction has committed
 */
export async function storeReports(
  tx: Kysely<Schema>,
  parts: Parts,
  reports: readonly Report[],
): Promise<EndedGrant[]> {
  const ended: EndedGrant[] = [];
  for (const report of reports) ended.push(...(await storeReport(tx, parts, report)));
  return ended;
}

async function storeReport(tx: Kysely<Schema>, parts: Parts, given: Report): Promise<EndedGrant[]> {
  const { issuer, appendAudit } = parts;
  const report = await named(tx, given);
  // Whoever answered for somebody else is a stranger to this desk.
  if (report.source === 'wrong_subject' && report.customerId === null) return [];
  const { reporter } = report;
  const stored = await tx
    .insertInto('reports')
    .values({
      id: report.id,
      source: report.source,
      issuer,
      subject: report.subject,
      customer_id: report.customerId,
      about: report.about,
      verification_id: report.verificationId,
      asked_by: report.askedBy,
      reported_by: reporter.kind === 'staff' ? reporter.subject : null,
      reported_by_name: reporter.kind === 'staff' ? reporter.name : null,
      transmitter: report.transmitter,
      reason: report.reason,
      reported_at: report.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!stored) return [];

  const standing = report.subject === null ? null : await standingAlarm(tx, issuer, report.subject);
  const mismatch = report.source === 'wrong_subject' ? await mismatchAt(tx, report.at) : nothingWrong;
  const consequence = consequenceOf(report, { standing, ...mismatch });
  const alarmId = consequence === 'raise' ? newAlarmId() : consequence === 'join' ? standing : null;
  if (consequence === 'raise' && alarmId && report.subject !== null) {
    await tx
      .insertInto('alarms')
      .values({
        id: alarmId,
        issuer,
        subject: report.subject,
        customer_id: report.customerId,
        raised_at: report.at,
      })
      .execute();
  }
  if (alarmId)
    await tx.updateTable('reports').set({ alarm_id: alarmId }).where('id', '=', report.id).execute();
  await appendAudit(tx, {
    at: report.at,
    actor: reporter,
    action: 'report.made',
    ...(report.verificationId ? { verificationId: report.verificationId } : {}),
    ...(report.customerId ? { customerId: report.customerId } : {}),
    details: {
      report: report.id,
      source: report.source,
      ...(alarmId ? { alarm: alarmId } : {}),
      ...(consequence === 'set_up' ? { set_up: true } : {}),
      ...(report.transmitter ? { transmitter: report.transmitter } : {}),
    },
    ...(report.reason || report.about
      ? {
          personal: {
            ...(report.reason ? { reason: report.reason } : {}),
            ...(report.about ? { about: report.about } : {}),
          },
        }
      : {}),
  });
  await announce(tx, hintOf.alarms, ...(report.customerId ? [hintOf.customer(report.customerId)] : []));

  if (consequence === 'set_up') await takeBack(tx, parts, report);
  if (consequence !== 'raise' || !alarmId || report.subject === null) return [];
  await appendAudit(tx, {
    at: report.at,
    actor: reporter,
    action: 'alarm.raised',
    ...(report.verificationId ? { verificationId: report.verificationId } : {}),
    ...(report.customerId ? { customerId: report.customerId } : {}),
    details: { alarm: alarmId, report: report.id },
    // Whom it stands for: moved to somebody else it would be as good as lifted, and a proof tells.
    personal: { issuer, subject: report.subject },
  });
  const grants = await stopVerifications(tx, parts, report.subject, reporter, report.at);
  await stopTransfers(tx, parts, report.subject, reporter, report.at);
  return grants;
}

/** Somebody who answered for another is known by subject only: who they are, the directory says. */
async function named(tx: Kysely<Schema>, report: Report): Promise<Report> {
  if (report.customerId !== null || report.subject === null) return report;
  const row = await tx
    .selectFrom('customers')
    .select('id')
    .where('subject', '=', report.subject)
    .limit(1)
    .executeTakeFirst();
  return row ? { ...report, customerId: row.id } : report;
}

async function standingAlarm(tx: Kysely<Schema>, issuer: string, subject: string): Promise<AlarmId | null> {
  const row = await tx
    .selectFrom('alarms')
    .select('id')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .where('lifted_at', 'is', null)
    .executeTakeFirst();
  return row ? (row.id as AlarmId) : null; // only ever written here
}

const nothingWrong = { mismatchedCustomers: 0, rightAnswers: 0 };

/** How many customers somebody else answered for lately, and how many answered for themselves meanwhile. */
async function mismatchAt(
  db: Kysely<Schema>,
  at: Date,
): Promise<{ readonly mismatchedCustomers: number; readonly rightAnswers: number }> {
  const since = new Date(at.getTime() - MISMATCH_MS);
  const { rows } = await sql<{ customers: number; rights: number }>`
    with wrong as (
      select customer_id, ended_at from verifications where reason = 'wrong_subject' and ended_at > ${since}
    )
    select (select count(distinct customer_id) from wrong)::int as customers,
      (select count(*) from verifications
       where status = 'approved' and ended_at >= (select min(ended_at) from wrong))::int as rights`.execute(
    db,
  );
  const [row] = rows;
  return { mismatchedCustomers: row?.customers ?? 0, rightAnswers: row?.rights ?? 0 };
}

/**
 * The provider answers for others whoever is asked: alarms that say nothing but that are taken back. One about which
 * somebody reports at this very moment is left for a supervisor.
 */
async function takeBack(tx: Kysely<Schema>, { issuer, appendAudit }: Parts, report: Report): Promise<void> {
  const since = new Date(report.at.getTime() - MISMATCH_MS);
  const candidates = await tx
    .selectFrom('alarms')
    .select(['id', 'subject', 'customer_id'])
    .where('issuer', '=', issuer)
    .where('lifted_at', 'is', null)
    .where('raised_at', '>', since)
    .orderBy('seq')
    .execute();
  for (const { id, subject, customer_id: customerId } of candidates) {
    if (subject === null || !(await tryLockCustomer(tx, issuer, subject))) continue;
    const lifted = await tx
      .updateTable('alarms')
      .set({ lifted_at: report.at, lifted_by_name: product, lift_reason: say.lift.setUp })
      .where('id', '=', id)
      .where('lifted_at', 'is', null)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('reports')
              .select('reports.id')
              .whereRef('reports.alarm_id', '=', 'alarms.id')
              .where('source', '<>', 'wrong_subject'),
          ),
        ),
      )
      .returning('id')
      .executeTakeFirst();
    if (!lifted) continue;
    await appendAudit(tx, {
      at: report.at,
      actor: report.reporter,
      action: 'alarm.lifted',
      ...(customerId ? { customerId } : {}),
      details: { alarm: id, set_up: true },
    });
    if (customerId) await announce(tx, hintOf.customer(customerId));
  }
}

/** Open requests are cancelled, grants ended: each with its version and its record. */
async function stopVerifications(
  tx: Kysely<Schema>,
  { vault, appendAudit }: Parts,
  subject: string,
  actor: Actor,
  at: Date,
): Promise<EndedGrant[]> {
  const rows = await tx
    .selectFrom('verifications')
    .selectAll()
    .where('customer_subject', '=', subject)
    .where(sql<boolean>`(status in ('requested', 'pending') or (status = 'approved' and grant_end is null))`)
    .orderBy('id')
    .forUpdate()
    .execute();
  const ended: EndedGrant[] = [];
  for (const row of rows) {
    const before = fromRow(row);
    const event = { type: 'alarm_raised' } as const;
    const after = transition(before, event, at);
    if (!after) continue;
    // Tokens that no key opens any more cannot be revoked; they run out by themselves.
    const { tokens } = await openOrNothing(vault, row);
    if (tokens) ended.push({ id: before.id, tokens });
    await tx
      .updateTable('verifications')
      .set({ ...toRow(after), sealed: null, lease_node: null, lease_until: null })
      .where('id', '=', before.id)
      .execute();
    await appendAudit(tx, auditOf(before, after, event, actor, at));
    await announceChange(tx, after);
  }
  return ended;
}

/** What the bank has not been asked for is cancelled; what it may have is for people to look at, and not asked again. */
async function stopTransfers(
  tx: Kysely<Schema>,
  { appendAudit }: Parts,
  subject: string,
  actor: Actor,
  at: Date,
): Promise<void> {
  const rows = await tx
    .selectFrom('transfers')
    .selectAll()
    .where('customer_subject', '=', subject)
    .where('status', 'in', ['awaiting_customer', 'authorized', 'executing', 'needs_reconciliation'])
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const row of rows) {
    const before = transferFromRow(row);
    if (before.status === 'awaiting_customer' && !(await isApproved(tx, before.id, before.hash))) continue;
    const event = { type: 'alarm_raised' } as const;
    const after = transferTransition(before, event, at);
    if (!after) continue;
    // A call that is on its way keeps its lease: nobody else may call meanwhile, and its answer is still taken.
    const lease = after.status === 'needs_reconciliation' ? {} : { lease_node: null, lease_until: null };
    await tx
      .updateTable('transfers')
      .set({ ...transferToRow(after), ...lease })
      .where('id', '=', before.id)
      .execute();
    await appendAudit(tx, transferAuditOf(after, event, actor, at));
    await announce(tx, after.id);
  }
}

/** The customer's yes is there, and the transfer has not heard of it yet. */
async function isApproved(tx: Kysely<Schema>, transferId: string, hash: string | null): Promise<boolean> {
  const rows = await tx
    .selectFrom('verifications')
    .selectAll()
    .where('transfer_id', '=', transferId)
    .where('transfer_hash', '=', hash)
    .execute();
  return rows.map(fromRow).some((v) => answerOf(v)?.type === 'customer_approved');
}
