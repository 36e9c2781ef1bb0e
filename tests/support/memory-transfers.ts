import { payeeKey } from '@/lib/adapters/postgres/transfer-row';
import type { AuditEntry } from '@/lib/audit/entry';
import { readWords } from '@/lib/customers/query';
import { fold, withoutJoints } from '@/lib/fold';
import { mayBeSameAccount } from '@/lib/transfers/account';
import { untrustworthy } from '@/lib/transfers/answer';
import { auditOf } from '@/lib/transfers/audit-of';
import type { PolicyFacts } from '@/lib/transfers/policy';
import { transition } from '@/lib/transfers/state';
import type { TransferQuery, TransferStore } from '@/lib/transfers/store';
import type { DaySum, Transfer, TransferId } from '@/lib/transfers/transfer';
import type { TransferStatus } from '@/lib/transfers/view';
import type { Lease } from '@/lib/verification/store';
import type { Verification } from '@/lib/verification/verification';
import type { MemoryStore } from './memory-store';

interface Row {
  transfer: Transfer;
  lease: Lease | undefined;
}

const atTheBank: readonly TransferStatus[] = ['authorized', 'executing', 'needs_reconciliation'];
const onItsWay: readonly TransferStatus[] = ['awaiting_customer', ...atTheBank];
const uncounted: readonly TransferStatus[] = ['draft', 'denied', 'expired', 'cancelled', 'failed'];

/** The store's port kept in memory, with the audit trail and the announcements of the verifications beside it. */
export class MemoryTransferStore implements TransferStore {
  readonly #rows = new Map<TransferId, Row>();
  readonly #verifications: MemoryStore;

  constructor(verifications: MemoryStore) {
    this.#verifications = verifications;
    verifications.onAlarm = (subject, actor, at) => {
      for (const before of this.all()) {
        if (before.customerSubject !== subject || !onItsWay.includes(before.status)) continue;
        const event = { type: 'alarm_raised' } as const;
        const after = before.status === 'awaiting_customer' ? undefined : transition(before, event, at);
        if (after) this.#replace(before, after, auditOf(after, event, actor, at));
      }
    };
    verifications.isWaiting = (id, hash) => {
      const transfer = this.all().find((each) => each.id === id);
      return transfer?.status === 'awaiting_customer' && transfer.hash === hash;
    };
  }

  /** Puts a transfer where a test needs it, past all rules. */
  put(transfer: Transfer, lease?: Lease): Transfer {
    this.#rows.set(transfer.id, { transfer, lease });
    return transfer;
  }

  get(id: TransferId): Transfer {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`the test never stored ${id}`);
    return row.transfer;
  }

  lease(id: TransferId): Lease | undefined {
    return this.#rows.get(id)?.lease;
  }

  all(): Transfer[] {
    return [...this.#rows.values()].map(({ transfer }) => transfer);
  }

  /** What was recorded about a transfer, oldest first. */
  audit(id: TransferId): AuditEntry[] {
    return this.#verifications.audit.filter(
      ({ transferId, action }) => transferId === id && action.startsWith('transfer.'),
    );
  }

  async insert(draft: Transfer, audit: AuditEntry): Promise<Transfer> {
    const standing = this.#draftOf(draft.customerId, draft.tellerSubject);
    if (standing) return standing;
    this.put(draft);
    this.#committed(draft.id, audit);
    return draft;
  }

  async find(id: TransferId): Promise<Transfer | undefined> {
    return this.#rows.get(id)?.transfer;
  }

  async findDraft(customerId: string, tellerSubject: string): Promise<Transfer | undefined> {
    return this.#draftOf(customerId, tellerSubject);
  }

  async update(before: Transfer, after: Transfer, audit: AuditEntry | null): Promise<boolean> {
    return this.#replace(before, after, audit);
  }

  async submit(
    before: Transfer,
    since: Date,
    decide: (facts: Omit<PolicyFacts, 'amount'>) => { readonly after: Transfer; readonly audit: AuditEntry },
  ): Promise<Transfer | undefined> {
    const { after, audit } = decide(this.#factsOf(before, since));
    return this.#replace(before, after, audit) ? after : undefined;
  }

  async factsOf(transfer: Transfer, since: Date): Promise<Omit<PolicyFacts, 'amount'>> {
    return this.#factsOf(transfer, since);
  }

  async list(query: TransferQuery): Promise<Transfer[]> {
    return this.#listed(query)
      .toSorted((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime() || (a.id < b.id ? -1 : 1))
      .slice(0, query.limit);
  }

  async count({ subject, all }: { readonly subject: string; readonly all: boolean }) {
    // One's own is for others to judge.
    const countOf = (list: 'second' | 'reconcile') =>
      this.#listed({ list, subject, all }).filter((t) => !all || t.tellerSubject !== subject).length;
    return { second: countOf('second'), reconcile: countOf('reconcile') };
  }

  async claim(id: TransferId, lease: Lease, now: Date, leasesOver: Date): Promise<Transfer | undefined> {
    const row = this.#rows.get(id);
    if (!row || !isDue(row, now, leasesOver)) return undefined;
    row.lease = lease;
    return row.transfer;
  }

  async findDue(now: Date, leasesOver: Date, limit: number): Promise<TransferId[]> {
    const due: TransferId[] = [];
    for (const [id, row] of this.#rows) {
      const newest = await this.#verifications.findOfTransfer(id);
      const inUse = await this.#verifications.listInUseOf(id);
      if (
        isDue(row, now, leasesOver) ||
        (newest && isAnswered(row.transfer, newest)) ||
        inUse.some((v) => isLeftOver(row.transfer, v))
      ) {
        due.push(id);
      }
    }
    return due.slice(0, limit);
  }

  async release(node: string): Promise<void> {
    for (const row of this.#rows.values()) if (row.lease?.node === node) row.lease = undefined;
  }

  async releaseAll(): Promise<void> {
    for (const row of this.#rows.values()) row.lease = undefined;
  }

  #draftOf(customerId: string, tellerSubject: string): Transfer | undefined {
    return this.all().find(
      (t) =>
        t.status === 'draft' &&
        t.edition === 1 &&
        t.customerId === customerId &&
        t.tellerSubject === tellerSubject,
    );
  }

  #replace(before: Transfer, after: Transfer, audit: AuditEntry | null): boolean {
    const row = this.#rows.get(before.id);
    if (row?.transfer.version !== before.version) return false;
    row.transfer = after;
    if (after.status !== 'executing') row.lease = undefined;
    this.#committed(after.id, audit);
    return true;
  }

  #committed(id: TransferId, audit: AuditEntry | null): void {
    if (!audit) return;
    this.#verifications.audit.push(audit);
    this.#verifications.onChange(id);
  }

  #factsOf({ id, customerId, tellerSubject, order }: Transfer, since: Date): Omit<PolicyFacts, 'amount'> {
    const key = order && payeeKey(order.payeeAccount);
    const counted = this.all().filter((t) => {
      const at = t.authorizedAt ?? t.submittedAt;
      return t.id !== id && at !== null && at > since && !uncounted.includes(t.status);
    });
    const sumOf = (which: (t: Transfer) => boolean): DaySum => {
      const summed = counted.filter((t) => which(t) && t.order?.amount.currency === order?.amount.currency);
      const minor = (of: readonly Transfer[]) =>
        Math.min(
          of.reduce((sum, t) => sum + (t.order?.amount.minor ?? 0), 0),
          Number.MAX_SAFE_INTEGER,
        );
      return { minor: minor(summed), own: minor(summed.filter((t) => t.tellerSubject === tellerSubject)) };
    };
    const isCustomers = (t: Transfer) => t.customerId === customerId;
    const isKnown = this.all().some(
      (t) =>
        t.customerId === customerId &&
        t.status === 'executed' &&
        t.order !== null &&
        payeeKey(t.order.payeeAccount) === key,
    );
    return {
      isNewPayee: !isKnown,
      customerCount: counted.filter((t) => t.customerId === customerId).length,
      tellerCount: counted.filter((t) => t.tellerSubject === tellerSubject).length,
      sums: {
        day_sum_payee: sumOf(
          (t) =>
            t.order !== null && order !== null && mayBeSameAccount(t.order.payeeAccount, order.payeeAccount),
        ),
        day_sum_customer: sumOf(isCustomers),
        day_sum_teller: sumOf((t) => t.tellerSubject === tellerSubject),
        day_sum_unasked: sumOf((t) => isCustomers(t) && t.requirement === 'none'),
      },
    };
  }

  #listed({ list, subject, all, status, text }: Omit<TransferQuery, 'limit'>): Transfer[] {
    const readings = text ? readWords(text) : undefined;
    return this.all().filter(
      (t) =>
        ((list !== 'mine' && all) || t.tellerSubject === subject) &&
        (list !== 'second' || t.status === 'awaiting_second_person') &&
        (list !== 'reconcile' || t.status === 'needs_reconciliation') &&
        (!status || t.status === status) &&
        (!readings || readings.some((words) => words.every((word) => searched(t).includes(` ${word}`)))),
    );
  }
}

function searched(t: Transfer): string {
  const text = `${t.form.payeeName} ${t.form.reference} ${t.customerId} ${t.bankReference ?? ''}`;
  return ` ${fold(text)} ${fold(withoutJoints(text))}`;
}

function isDue({ transfer, lease }: Row, now: Date, leasesOver: Date): boolean {
  const { status, attemptAt } = transfer;
  const isFree = !lease || lease.until <= leasesOver;
  return atTheBank.includes(status) && attemptAt !== null && attemptAt <= now && isFree;
}

/** The customer's answer is there, and the transfer has not heard of it. */
function isAnswered(t: Transfer, v: Verification): boolean {
  if (t.status !== 'awaiting_customer' || v.transferHash !== t.hash) return false;
  return (
    ['approved', 'denied', 'expired'].includes(v.status) ||
    (v.status === 'failed' && v.reason !== null && untrustworthy.includes(v.reason))
  );
}

/** It asks for, or allows, what nobody wants any more. */
function isLeftOver(t: Transfer, v: Verification): boolean {
  return v.transferHash !== t.hash || !onItsWay.includes(t.status);
}
