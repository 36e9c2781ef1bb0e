import type { AlarmCustomer, ReportSource } from '../../alarms/view';
import type { AuditEntry } from '../../audit/entry';
import type { Purpose } from '../../verification/view';
import type { AlarmingReason, LastHour, LiveCustomer, Matter, SetupReason, StaffLimit } from './view';

/** A matter without the names of customers, which are looked up when it is told. */
export type Unnamed<T extends Matter = Matter> = T extends { readonly customer: LiveCustomer }
  ? Omit<T, 'customer'> & { readonly customerId: string }
  : T extends { readonly customer: AlarmCustomer }
    ? Omit<T, 'customer'> & { readonly customerId: string | null }
    : T;

/** A customer's alarm that stands. */
export interface StandingRow {
  readonly alarmId: string;
  /** Null for a subject the directory does not know. */
  readonly customerId: string | null;
  readonly source: ReportSource;
  readonly reports: number;
  readonly askedBy: string | null;
  readonly raisedAt: Date;
}

/** Somebody came to a limit of their own. */
export interface LimitRow {
  readonly subject: string;
  readonly name: string;
  readonly limit: StaffLimit;
  readonly times: number;
  readonly reachedAt: Date;
  readonly until: Date;
}

/** Whom a person asked, as far as it came to the customer: each customer once. */
export interface ActivityRow {
  readonly subject: string;
  readonly name: string;
  readonly asked: number;
  /** Those who approved at least once. */
  readonly approved: number;
  readonly lastAt: Date;
}

/** The provider answers for others. */
export interface WrongSubjects {
  readonly customers: number;
  readonly since: Date;
}

export interface OpenCallRow {
  readonly id: string;
  readonly customerId: string;
  readonly staffName: string;
  readonly purpose: Purpose;
  readonly sent: boolean;
  readonly opReachable: boolean;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
}

/** An end that somebody should look at. */
export interface AlarmRow {
  readonly verificationId: string;
  readonly customerId: string;
  readonly staffName: string;
  readonly reason: AlarmingReason;
  readonly endedAt: Date;
}

/** Somebody who may not be asked for now. */
export interface LockedRow {
  readonly customerId: string;
  readonly asked: number;
  /** The last time they were asked, which was once too often. */
  readonly since: Date;
  /** The oldest of those times that stand in the way. */
  readonly oldest: Date;
}

export interface AnswersRow {
  readonly subject: string;
  readonly name: string;
  readonly denied: number;
  readonly answered: number;
  readonly lastAt: Date;
}

export interface AnswersOfAll {
  readonly denied: number;
  readonly answered: number;
  /** Requests that came to the customer, answered or not. */
  readonly asked: number;
}

/** What somebody's searches showed, and what came of it. */
export interface SearchesRow {
  readonly subject: string;
  readonly name: string;
  readonly searches: number;
  readonly customersSeen: number;
  readonly opened: number;
  readonly asked: number;
  /** When a search of theirs was refused last. */
  readonly limitedAt: Date | null;
  readonly lastAt: Date;
}

export interface Outage {
  /** Requests that wait for an answer of the OP now. */
  readonly waiting: number;
  /** Requests that ended for it just now. */
  readonly ended: number;
  readonly since: Date;
}

/** Requests that failed for one fault of the set-up, and no other of the same purpose was approved after the last. */
export interface SetupFault {
  readonly reason: SetupReason;
  readonly failed: number;
  /** When the first of them ended. */
  readonly since: Date;
}

/** Somebody handles an alert. */
export interface Take {
  readonly id: string;
  /** What the matter is about, whenever it comes up: the same for all alerts of it. */
  readonly about: string;
  readonly matter: Unnamed;
  readonly since: Date;
  readonly at: Date;
  readonly by: { readonly subject: string; readonly name: string };
}

/** Port: what the live dashboard shows, read quickly and often; and who handles what. */
export interface LiveStore {
  /** The oldest open ones, and how many there are. */
  openCalls(limit: number): Promise<{ readonly calls: readonly OpenCallRow[]; readonly total: number }>;
  approvalsInUse(now: Date): Promise<number>;
  askedSince(since: Date): Promise<LastHour>;
  /** Alarms that stand, the newest first, and how many there are. */
  standingAlarms(limit: number): Promise<{ readonly alarms: readonly StandingRow[]; readonly total: number }>;
  /** Limits of their own that members of staff came to since then. */
  limitsReached(since: Date): Promise<LimitRow[]>;
  /** What each person asked since then, or since somebody last handled an alert about it. */
  activitySince(since: Date): Promise<ActivityRow[]>;
  /** Whether the provider answers for others since then and has not answered for the right one since it was noticed. */
  wrongSubjects(since: Date): Promise<WrongSubjects | undefined>;
  /** The newest ends since then that alarm. */
  alarmsSince(since: Date, limit: number): Promise<AlarmRow[]>;
  /** Who was asked `count` times since then or more often, counted as the guard against prompting counts. */
  lockedSince(since: Date, count: number): Promise<LockedRow[]>;
  /**
   * The answers to what each person asked since then, or since somebody last took an alert about their denials; only of
   * those with `fewest` denials or more.
   */
  answersSince(since: Date, fewest: number): Promise<AnswersRow[]>;
  /** All answers since then, of everybody. */
  answersOfAllSince(since: Date): Promise<AnswersOfAll>;
  /**
   * The searches of each person since then, or since somebody began to handle an alert about them: those of whom a search was
   * refused, and those who saw `fewest` customers or more in windows that were over by `overBy`.
   */
  searchesSince(since: Date, overBy: Date, fewest: number): Promise<SearchesRow[]>;
  /**
   * Whether the OP is away: an open request waits on it, or one ended for it in the last `calmSeconds`.
   *
   * @param earliest further back its beginning is not looked for
   */
  outage(now: Date, calmSeconds: number, earliest: Date): Promise<Outage | undefined>;
  /** @param since further back faults are not looked for */
  setupFaultsSince(since: Date): Promise<SetupFault[]>;
  customers(ids: readonly string[]): Promise<LiveCustomer[]>;
  /** Those since then, and those of alarms that stand, however long ago. */
  takesSince(since: Date): Promise<Take[]>;
  /**
   * Stores that somebody handles an alert, unless somebody was faster, and forgets those before `forgetBefore` whose
   * alarm does not stand.
   *
   * @returns false when somebody was; nothing is written then, audit included
   */
  take(take: Take, forgetBefore: Date, audit: AuditEntry): Promise<boolean>;
}
