import type { AuditEntry } from '../../audit/entry';
import type { Purpose } from '../../verification/view';
import type { AlarmingReason, LastHour, LiveCustomer, Matter } from './view';

/** A matter without the names of customers, which are looked up when it is told. */
export type Unnamed<T extends Matter = Matter> = T extends { readonly customer: LiveCustomer }
  ? Omit<T, 'customer'> & { readonly customerId: string }
  : T;

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

/** An end that alarms. */
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

export interface Outage {
  /** Requests that wait for an answer of the OP now. */
  readonly waiting: number;
  /** Requests that ended for it just now. */
  readonly ended: number;
  readonly since: Date;
}

/** Somebody took an alert. */
export interface Take {
  readonly id: string;
  /** What the matter is about, whenever it comes up: the same for all alerts of it. */
  readonly about: string;
  readonly matter: Unnamed;
  readonly since: Date;
  readonly at: Date;
  readonly by: { readonly subject: string; readonly name: string };
}

/** Port: what a wall shows, read quickly and often; and who took what. */
export interface LiveStore {
  /** The oldest open ones, and how many there are. */
  openCalls(limit: number): Promise<{ readonly calls: readonly OpenCallRow[]; readonly total: number }>;
  approvalsInUse(now: Date): Promise<number>;
  askedSince(since: Date): Promise<LastHour>;
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
  answersOfAllSince(since: Date): Promise<{ readonly denied: number; readonly answered: number }>;
  /**
   * Whether the OP is away: an open request waits on it, or one ended for it in the last `calmSeconds`.
   *
   * @param earliest further back its beginning is not looked for
   */
  outage(now: Date, calmSeconds: number, earliest: Date): Promise<Outage | undefined>;
  customers(ids: readonly string[]): Promise<LiveCustomer[]>;
  takesSince(since: Date): Promise<Take[]>;
  /**
   * Stores that somebody took an alert, unless somebody was faster, and forgets those before `forgetBefore`.
   *
   * @returns false when somebody was; nothing is written then, audit included
   */
  take(take: Take, forgetBefore: Date, audit: AuditEntry): Promise<boolean>;
}
