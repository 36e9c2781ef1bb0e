import type { AuditEntry } from '../audit/entry';
import type { Instants } from '../history/period';
import type { AlarmId, Report, ReportId } from './report';
import type { AlarmState } from './view';

/** A report as it is stored. */
export interface StoredReport extends Omit<Report, 'reporter'> {
  /** The staff IdP's `sub`; null where a machine reported. */
  readonly reportedBy: string | null;
  readonly reportedByName: string | null;
  readonly alarmId: AlarmId | null;
}

export interface StoredAlarm {
  readonly id: AlarmId;
  readonly issuer: string;
  readonly subject: string;
  /** As the directory knew the subject when it was raised; null where it did not. */
  readonly customerId: string | null;
  readonly raisedAt: Date;
  readonly lifted: Lifting | null;
  /** The newest first. */
  readonly reports: readonly StoredReport[];
}

interface Lifting {
  readonly at: Date;
  /** The staff IdP's `sub`; null where the desk took it back itself. */
  readonly by: string | null;
  readonly byName: string;
  readonly reason: string;
}

/** One more request, whatever the request guard says of how often; never past an alarm. */
interface Allowance {
  readonly id: string;
  readonly subject: string;
  readonly customerId: string;
  readonly reason: string;
  readonly at: Date;
  /** Unused by then it is void. */
  readonly expiresAt: Date;
  readonly by: string;
  readonly byName: string;
}

interface AlarmFilter {
  readonly state: AlarmState | null;
  readonly source: Report['source'] | null;
  /** Ids. Of nobody there is nothing. */
  readonly customers: readonly string[] | null;
}

interface ReportQuery extends Instants {
  readonly source: Report['source'] | null;
  /** Ids. Of nobody there is nothing. */
  readonly customers: readonly string[] | null;
  /** Only those about nobody the directory knows, which raised no alarm. */
  readonly unknown: boolean;
}

/**
 * Port: alarms by customer, and who lifts them. They are raised where reports are stored: `VerificationStore.report`
 * and its `update`. Subjects are those of the desk's own OP.
 */
export interface AlarmStore {
  /** The alarm that stands for this subject. */
  standing(subject: string): Promise<StoredAlarm | undefined>;
  /** Which of these subjects an alarm stands for. */
  standingAmong(subjects: readonly string[]): Promise<ReadonlySet<string>>;
  /** Differs from any time before when an alarm was raised or lifted, or something more was reported, since then. */
  mark(): Promise<string>;
  find(id: AlarmId): Promise<StoredAlarm | undefined>;
  findReport(id: ReportId): Promise<StoredReport | undefined>;
  /** The newest first; those that stand before all others. `after` is the id the page before ended with. */
  list(filter: AlarmFilter, limit: number, after: AlarmId | null): Promise<StoredAlarm[]>;
  /** The newest first. `after` is the id the page before ended with. */
  listReports(query: ReportQuery, limit: number, after: ReportId | null): Promise<StoredReport[]>;
  /** Those that came of this verification, the newest first. */
  reportsOf(verificationId: string): Promise<StoredReport[]>;
  /**
   * Lifts an alarm that stands.
   *
   * @param auditOf of the alarm as it is lifted
   * @returns undefined when it does not stand (any more)
   */
  lift(
    id: AlarmId,
    lifting: Lifting,
    auditOf: (alarm: StoredAlarm) => AuditEntry,
  ): Promise<StoredAlarm | undefined>;
  /** @returns false while an alarm stands, or one more is allowed already; nothing is written then */
  allow(allowance: Allowance, audit: AuditEntry): Promise<boolean>;
}
