import type { Actor } from '@/lib/actor';
import { consequenceOf } from '@/lib/alarms/decide';
import { newAlarmId, type Report } from '@/lib/alarms/report';
import type { AlarmStore, StoredAlarm } from '@/lib/alarms/store';
import type { AuditEntry } from '@/lib/audit/entry';
import type { TokenSet } from '@/lib/ciba/outcome';
import { answerOf } from '@/lib/transfers/answer';
import { auditOf } from '@/lib/verification/audit-of';
import { type GuardFacts, type GuardLimits, guardRequest } from '@/lib/verification/guard';
import { hintOf } from '@/lib/verification/notifications';
import { transition, type VerificationEvent } from '@/lib/verification/state';
import type {
  EventKey,
  InsertResult,
  Lease,
  LeasedWork,
  LimitReached,
  Secrets,
  VerificationStore,
} from '@/lib/verification/store';
import {
  hasLiveGrant,
  isOpen,
  type Verification,
  type VerificationId,
} from '@/lib/verification/verification';
import type { Purpose } from '@/lib/verification/view';

interface Row {
  verification: Verification;
  secrets: Secrets;
  lease: Lease | undefined;
}

/** The store's port kept in memory. The store contract holds it to the same suite as the real engines. */
export class MemoryStore implements VerificationStore {
  readonly audit: AuditEntry[] = [];
  readonly #rows = new Map<VerificationId, Row>();
  readonly #idTokens = new Map<string, string>();
  readonly #reports = new Map<string, Report>();
  readonly #alarms = new Map<string, StoredAlarm>();
  readonly #events = new Set<string>();
  readonly #dismissed = new Set<VerificationId>();
  readonly #limits = new Map<string, Date>();
  readonly #before = new Map<string, string>();
  /** Customers one more request is allowed to, by who allowed it. */
  readonly allowances = new Map<string, string>();
  /** What an alarm stops beside verifications: known to the store of transfers. */
  onAlarm: (subject: string, actor: Actor, at: Date) => void = () => {};
  /** Tokens of grants that ended beside the one a change was about. */
  readonly endedGrants: { readonly id: VerificationId; readonly tokens: TokenSet }[] = [];
  /** Tells of every committed change, as NOTIFY does. */
  onChange: (id: string) => void = () => {};
  /** Whether a transfer waits for the customer with this hash: known to the store of transfers. */
  isWaiting: (transferId: string, hash: string | null) => boolean = () => true;

  /** Puts a verification where a test needs it, past all rules. */
  put(verification: Verification, secrets: Secrets = {}, lease?: Lease): Verification {
    this.#rows.set(verification.id, { verification, secrets, lease });
    return verification;
  }

  keepIdToken(customerId: string, idToken: string): void {
    this.#idTokens.set(customerId, idToken);
  }

  get(id: VerificationId): Verification {
    return this.#row(id).verification;
  }

  secrets(id: VerificationId): Secrets {
    return this.#row(id).secrets;
  }

  lease(id: VerificationId): Lease | undefined {
    return this.#row(id).lease;
  }

  actions(id?: VerificationId): string[] {
    return this.audit.filter((entry) => !id || entry.verificationId === id).map(({ action }) => action);
  }

  async insert(
    verification: Verification,
    lease: Lease,
    limits: GuardLimits,
    audit: AuditEntry,
  ): Promise<InsertResult> {
    const theirs = this.all().filter((v) => v.customerId === verification.customerId);
    const open =
      theirs.find(isOpen) ??
      theirs.find(
        (v) =>
          isCurrent(v) &&
          verification.purpose === 'account_access' &&
          v.staffSubject === verification.staffSubject &&
          (v.grantExpiresAt ?? verification.requestedAt) > verification.requestedAt,
      );
    if (open) return { kind: 'already_open', verification: open };
    if (verification.transferId) {
      if (!this.isWaiting(verification.transferId, verification.transferHash)) return { kind: 'not_waiting' };
      const answered = theirs.find(
        (v) => v.transferHash === verification.transferHash && answerOf(v) !== undefined,
      );
      if (answered?.status === 'approved') return { kind: 'already_open', verification: answered };
      if (answered) return { kind: 'not_waiting' };
    }
    const facts = this.#guardFacts(verification);
    const verdict = guardRequest(limits, facts, verification.requestedAt);
    if (verdict.kind === 'refused') return { kind: 'guarded', verdict };
    if (verdict.usesAllowance) this.allowances.delete(verification.customerId);
    this.put(verification, {}, lease);
    this.#committed(audit, verification);
    return { kind: 'inserted' };
  }

  async guardFacts(of: Parameters<VerificationStore['guardFacts']>[0]): Promise<GuardFacts> {
    return this.#guardFacts(of);
  }

  async recordLimit({ staffSubject, why, at }: LimitReached, audit: AuditEntry): Promise<boolean> {
    const key = `${staffSubject} ${why}`;
    const last = this.#limits.get(key);
    this.#limits.set(key, at);
    if (last && at.getTime() - last.getTime() <= 10 * 60 * 1000) return false;
    this.audit.push(audit);
    return true;
  }

  async report(reports: readonly Report[], once?: EventKey): Promise<boolean> {
    if (once) {
      const key = JSON.stringify([once.issuer, once.jti]);
      if (this.#events.has(key)) return false;
      this.#events.add(key);
    }
    for (const report of reports) this.#report(report);
    return true;
  }

  async listRecentOf(customerId: string, since: Date): Promise<Verification[]> {
    return this.all()
      .filter((v) => v.customerId === customerId && (isInUse(v) || (v.endedAt !== null && v.endedAt > since)))
      .reverse();
  }

  async turnTo(staffSubject: string, customerId: string): Promise<void> {
    this.#before.set(staffSubject, customerId);
  }

  async recordRead(
    verification: Verification,
    audit: AuditEntry & { readonly actor: Actor },
  ): Promise<boolean> {
    const { id, customerId, customerSubject, staffSubject } = verification;
    const own = this.#rows.get(id)?.verification;
    if (!own || !hasLiveGrant(own, audit.at) || this.#alarms.has(customerSubject)) return false;
    if ((this.#before.get(staffSubject) ?? customerId) !== customerId) return false;
    this.#happen(id, { type: 'data_viewed' }, audit.actor, audit.at);
    for (const other of await this.listCurrentOf(staffSubject)) {
      if (other.customerId === customerId || other.viewedAt === null) continue;
      this.#happen(other.id, { type: 'grant_ended', why: 'left_customer' }, audit.actor, audit.at);
    }
    this.audit.push(audit);
    return true;
  }

  async listUndismissedOf(staffSubject: string, since: Date): Promise<Verification[]> {
    const newest = new Map<string, Verification>();
    for (const v of this.all()) {
      if (v.staffSubject !== staffSubject || v.requestedAt <= since) continue;
      newest.set(`${v.customerId} ${v.transferId}`, v);
    }
    const order = this.all();
    return [...newest.values()]
      .filter((v) => !isInUse(v) && !this.#dismissed.has(v.id))
      .toSorted((a, b) => order.indexOf(b) - order.indexOf(a));
  }

  async dismiss(id: VerificationId, staffSubject: string): Promise<boolean> {
    if (this.#rows.get(id)?.verification.staffSubject !== staffSubject) return false;
    this.#dismissed.add(id);
    return true;
  }

  /** The alarms that stand, as the port for them answers. */
  readonly alarms: Pick<AlarmStore, 'standing' | 'standingAmong' | 'mark'> = {
    standing: async (subject) => this.#alarms.get(subject),
    standingAmong: async (subjects) => new Set(subjects.filter((subject) => this.#alarms.has(subject))),
    mark: async () => [...this.#alarms.values()].map(({ id, reports }) => `${id} ${reports.length}`).join(),
  };

  liftAlarm(subject: string): void {
    this.#alarms.delete(subject);
  }

  async find(id: VerificationId): Promise<Verification | undefined> {
    return this.#rows.get(id)?.verification;
  }

  async findByNotification(hash: string): Promise<Verification | undefined> {
    return this.all().find(({ notificationHash }) => notificationHash === hash);
  }

  async idTokenOf(customerId: string): Promise<string | undefined> {
    return this.#idTokens.get(customerId);
  }

  async forgetIdToken(customerId: string): Promise<void> {
    this.#idTokens.delete(customerId);
  }

  async findCurrent(customerId: string): Promise<Verification | undefined> {
    const current = this.all().filter((v) => v.customerId === customerId && isCurrent(v));
    return (
      current.find(isOpen) ??
      current.toSorted((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime()).at(0)
    );
  }

  async findLast(
    customerId: string,
    staffSubject: string,
    purpose?: Purpose,
  ): Promise<Verification | undefined> {
    return this.all()
      .filter((v) => v.customerId === customerId && v.staffSubject === staffSubject)
      .filter((v) => purpose === undefined || v.purpose === purpose)
      .toSorted((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime())
      .at(0);
  }

  async findOfTransfer(transferId: string): Promise<Verification | undefined> {
    return this.all()
      .filter((v) => v.transferId === transferId)
      .at(-1);
  }

  async listInUseOf(transferId: string): Promise<Verification[]> {
    return this.all().filter((v) => v.transferId === transferId && isInUse(v));
  }

  async listCurrentOf(staffSubject: string): Promise<Verification[]> {
    return this.all()
      .filter((v) => v.staffSubject === staffSubject && isCurrent(v))
      .toSorted((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
  }

  async update(
    before: Verification,
    after: Verification,
    secrets: Secrets | 'keep',
    audit: AuditEntry,
    reports: readonly Report[] = [],
  ): Promise<boolean> {
    const row = this.#rows.get(before.id);
    if (row?.verification.version !== before.version) return false;
    row.verification = after;
    if (secrets !== 'keep') {
      const { idToken, ...kept } = secrets.tokens ?? {};
      row.secrets = secrets.tokens ? { ...secrets, tokens: kept as TokenSet } : secrets; // all but the ID token
      if (idToken) this.#idTokens.set(after.customerId, idToken);
    }
    if (after.status !== 'pending') row.lease = undefined;
    this.#committed(audit, after);
    for (const report of reports) this.#report(report);
    return true;
  }

  async secretsOf(id: VerificationId): Promise<Secrets> {
    return this.#rows.get(id)?.secrets ?? {};
  }

  async claim(lease: Lease, now: Date, limit: number): Promise<LeasedWork[]> {
    return [...this.#rows.values()]
      .filter(({ verification, lease: held }) => verification.status === 'pending' && isFree(held, now))
      .slice(0, limit)
      .map((row) => {
        row.lease = lease;
        return { verification: row.verification, authReqId: row.secrets.authReqId };
      });
  }

  async renew(lease: Lease, ids: readonly VerificationId[]): Promise<VerificationId[]> {
    return ids.filter((id) => {
      const row = this.#rows.get(id);
      if (!row || row.lease?.node !== lease.node || !isOpen(row.verification)) {
        return false;
      }
      row.lease = lease;
      return true;
    });
  }

  async release(node: string): Promise<void> {
    for (const row of this.#rows.values()) {
      if (row.lease?.node === node && row.verification.status === 'pending') row.lease = undefined;
    }
  }

  async findInterrupted(now: Date): Promise<Verification[]> {
    return [...this.#rows.values()]
      .filter(({ verification, lease }) => verification.status === 'requested' && isFree(lease, now))
      .map(({ verification }) => verification);
  }

  async findLapsed(now: Date): Promise<Verification[]> {
    return this.all().filter(
      ({ status, grantEnd, grantExpiresAt }) =>
        status === 'approved' && grantEnd === null && grantExpiresAt !== null && grantExpiresAt <= now,
    );
  }

  async releaseAll(): Promise<void> {
    for (const row of this.#rows.values()) row.lease = undefined;
  }

  /** All of them, in the order they were put there. */
  all(): Verification[] {
    return [...this.#rows.values()].map(({ verification }) => verification);
  }

  #guardFacts({
    customerId,
    customerSubject,
    staffSubject,
  }: Parameters<VerificationStore['guardFacts']>[0]): GuardFacts {
    const allowedBy = this.allowances.get(customerId);
    return {
      alarmStands: this.#alarms.has(customerSubject),
      ofCustomer: this.all().filter((v) => v.customerId === customerId),
      ofStaff: this.all().filter((v) => v.staffSubject === staffSubject),
      oneMoreAllowed: allowedBy !== undefined && allowedBy !== staffSubject,
    };
  }

  #report(report: Report): void {
    const { id, subject, source, verificationId, customerId, reporter, at } = report;
    const once = ['provider', 'denial', 'wrong_subject'].includes(source);
    const key = once ? `${verificationId} ${source} ${subject}` : id;
    if (this.#reports.has(key) || (source === 'wrong_subject' && customerId === null)) return;
    this.#reports.set(key, report);
    const standing = subject === null ? undefined : this.#alarms.get(subject);
    // That a provider mixes everybody up is for the real stores to tell.
    const consequence = consequenceOf(report, {
      standing: standing?.id ?? null,
      mismatchedCustomers: 0,
      rightAnswers: 0,
    });
    const about = { ...(verificationId ? { verificationId } : {}), ...(customerId ? { customerId } : {}) };
    this.audit.push({
      at,
      actor: reporter,
      action: 'report.made',
      ...about,
      details: { report: id, source },
    });
    if (subject === null || consequence === 'keep' || consequence === 'set_up') return;
    const { reporter: _, ...kept } = report;
    const stored = {
      ...kept,
      reportedBy: reporter.kind === 'staff' ? reporter.subject : null,
      reportedByName: reporter.kind === 'staff' ? reporter.name : null,
    };
    const alarm = standing ?? {
      id: newAlarmId(),
      issuer: 'https://op.example',
      subject,
      customerId,
      raisedAt: at,
      lifted: null,
      reports: [],
    };
    this.#alarms.set(subject, {
      ...alarm,
      reports: [{ ...stored, alarmId: alarm.id }, ...alarm.reports],
    });
    if (standing) return;
    this.audit.push({ at, actor: reporter, action: 'alarm.raised', ...about, details: { alarm: alarm.id } });
    for (const v of this.all()) {
      if (v.customerSubject === subject && isInUse(v))
        this.#happen(v.id, { type: 'alarm_raised' }, reporter, at);
    }
    this.onAlarm(subject, reporter, at);
    if (customerId) this.onChange(`customer:${customerId}`);
  }

  /** Lets an event happen that a store lets happen within a transaction of its own. */
  #happen(id: VerificationId, event: VerificationEvent, actor: Actor, at: Date): void {
    const row = this.#row(id);
    const before = row.verification;
    const after = transition(before, event, at);
    if (!after) return;
    row.verification = after;
    if (event.type !== 'data_viewed') {
      if (row.secrets.tokens) this.endedGrants.push({ id, tokens: row.secrets.tokens });
      row.secrets = {};
      row.lease = undefined;
    }
    this.#committed(auditOf(before, after, event, actor, at), after);
  }

  #row(id: VerificationId): Row {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`the test never stored ${id}`);
    return row;
  }

  #committed(audit: AuditEntry, { id, transferId, customerId, staffSubject }: Verification): void {
    this.audit.push(audit);
    this.onChange(id);
    if (transferId) this.onChange(transferId);
    this.onChange(hintOf.customer(customerId));
    this.onChange(hintOf.staff(staffSubject));
  }
}

function isFree(lease: Lease | undefined, now: Date): boolean {
  return !lease || lease.until <= now;
}

function isCurrent(v: Verification): boolean {
  return isOpen(v) || (isInUse(v) && v.purpose === 'account_access');
}

function isInUse(v: Verification): boolean {
  return isOpen(v) || (v.status === 'approved' && v.grantEnd === null);
}
