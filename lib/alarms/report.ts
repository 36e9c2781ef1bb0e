import type { Actor } from '../actor';
import type { ReportSource } from './view';

declare const reportId: unique symbol;
export type ReportId = string & { readonly [reportId]: true };
declare const alarmId: unique symbol;
export type AlarmId = string & { readonly [alarmId]: true };

/** Somebody or something says that this is not the customer. It changes no verification: an end is an end. */
export interface Report {
  readonly id: ReportId;
  readonly source: ReportSource;
  readonly at: Date;
  /** Who recorded it: the member of staff who reports, or the machine that heard it. */
  readonly reporter: Actor;
  /** For people: the transmitter of a security event. Null where the reporter says it all. */
  readonly transmitter: string | null;
  /** The OP's `sub` of the customer; null when nobody was found who is meant. */
  readonly subject: string | null;
  /** The customer's id in the directory; null when it knows no such subject. */
  readonly customerId: string | null;
  /** What a security event named, where nobody was found by it. */
  readonly about: string | null;
  /** The verification it came of, and who had asked. */
  readonly verificationId: string | null;
  readonly askedBy: string | null;
  /** In the reporter's words, or the type of the event. */
  readonly reason: string;
}

export function newReportId(): ReportId {
  return `rep_${randomPart()}` as ReportId; // made to the pattern
}

export function newAlarmId(): AlarmId {
  return `alm_${randomPart()}` as AlarmId; // made to the pattern
}

export function isReportId(value: unknown): value is ReportId {
  return typeof value === 'string' && /^rep_[A-Za-z0-9_-]{22}$/.test(value);
}

export function isAlarmId(value: unknown): value is AlarmId {
  return typeof value === 'string' && /^alm_[A-Za-z0-9_-]{22}$/.test(value);
}

/** 128 random bits. */
function randomPart(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
}
