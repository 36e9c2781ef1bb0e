import type { AuditEntry } from '@/lib/audit/entry';
import type { TokenSet } from '@/lib/ciba/outcome';
import { answerOf } from '@/lib/transfers/answer';
import type { InsertResult, Lease, LeasedWork, Secrets, VerificationStore } from '@/lib/verification/store';
import { isOpen, type Verification, type VerificationId } from '@/lib/verification/verification';

interface Row {
  verification: Verification;
  secrets: Secrets;
  lease: Lease | undefined;
}

const unprompted = [
  'unknown_user',
  'not_enrolled',
  'binding_message_refused',
  'client_refused',
  'request_refused',
  'op_busy',
];

/** The store's port kept in memory. The store contract holds it to the same suite as the real engines. */
export class MemoryStore implements VerificationStore {
  readonly audit: AuditEntry[] = [];
  readonly #rows = new Map<VerificationId, Row>();
  readonly #idTokens = new Map<string, string>();
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
    limit: { readonly count: number; readonly since: Date },
    audit: AuditEntry,
  ): Promise<InsertResult> {
    const theirs = this.#all().filter((v) => v.customerId === verification.customerId);
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
    const prompts = theirs.filter((v) => v.requestedAt > limit.since && !unprompted.includes(v.reason ?? ''));
    if (prompts.length >= limit.count) return { kind: 'too_many' };
    this.put(verification, {}, lease);
    this.#committed(audit, verification);
    return { kind: 'inserted' };
  }

  async find(id: VerificationId): Promise<Verification | undefined> {
    return this.#rows.get(id)?.verification;
  }

  async findByNotification(hash: string): Promise<Verification | undefined> {
    return this.#all().find(({ notificationHash }) => notificationHash === hash);
  }

  async idTokenOf(customerId: string): Promise<string | undefined> {
    return this.#idTokens.get(customerId);
  }

  async forgetIdToken(customerId: string): Promise<void> {
    this.#idTokens.delete(customerId);
  }

  async findCurrent(customerId: string): Promise<Verification | undefined> {
    const current = this.#all().filter((v) => v.customerId === customerId && isCurrent(v));
    return (
      current.find(isOpen) ??
      current.toSorted((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime()).at(0)
    );
  }

  async findLast(customerId: string, staffSubject: string): Promise<Verification | undefined> {
    return this.#all()
      .filter((v) => v.customerId === customerId && v.staffSubject === staffSubject)
      .toSorted((a, b) => b.requestedAt.getTime() - a.requestedAt.getTime())
      .at(0);
  }

  async findOfTransfer(transferId: string): Promise<Verification | undefined> {
    return this.#all()
      .filter((v) => v.transferId === transferId)
      .at(-1);
  }

  async listInUseOf(transferId: string): Promise<Verification[]> {
    return this.#all().filter((v) => v.transferId === transferId && isInUse(v));
  }

  async listCurrentOf(staffSubject: string): Promise<Verification[]> {
    return this.#all()
      .filter((v) => v.staffSubject === staffSubject && isCurrent(v))
      .toSorted((a, b) => a.requestedAt.getTime() - b.requestedAt.getTime());
  }

  async update(
    before: Verification,
    after: Verification,
    secrets: Secrets | 'keep',
    audit: AuditEntry,
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

  async renew(lease: Lease, now: Date, ids: readonly VerificationId[]): Promise<VerificationId[]> {
    return ids.filter((id) => {
      const row = this.#rows.get(id);
      if (!row || row.lease?.node !== lease.node || isFree(row.lease, now) || !isOpen(row.verification)) {
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
    return this.#all().filter(
      ({ status, grantEnd, grantExpiresAt }) =>
        status === 'approved' && grantEnd === null && grantExpiresAt !== null && grantExpiresAt <= now,
    );
  }

  async releaseAll(): Promise<void> {
    for (const row of this.#rows.values()) row.lease = undefined;
  }

  #all(): Verification[] {
    return [...this.#rows.values()].map(({ verification }) => verification);
  }

  #row(id: VerificationId): Row {
    const row = this.#rows.get(id);
    if (!row) throw new Error(`the test never stored ${id}`);
    return row;
  }

  #committed(audit: AuditEntry, { id, transferId }: Verification): void {
    this.audit.push(audit);
    this.onChange(id);
    if (transferId) this.onChange(transferId);
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
