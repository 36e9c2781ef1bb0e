import type { Delivery } from '../ciba/profile';
import type { AuthorizationDetail } from '../ciba/request-parameters';
import type { DenialAnswer, EndReason, GrantEnd, Purpose, Status } from './view';

/** One CIBA transaction, from the click to its final status, as it is stored. */
export interface Verification {
  readonly id: VerificationId;
  readonly customerId: string;
  /** The `sub` that must come back in the ID token; copied at the click, so a directory edit cannot move it. */
  readonly customerSubject: string;
  readonly staffSubject: string;
  readonly staffName: string;
  readonly purpose: Purpose;
  /** The transfer it is to authorize, and the hash of what exactly. */
  readonly transferId: string | null;
  readonly transferHash: string | null;
  /** RFC 9396: what must come back with the tokens. Null where the OP was sent none. */
  readonly authorizationDetails: readonly AuthorizationDetail[] | null;
  readonly scope: string;
  /** The contact centre's own word for the call, as its telephony or the agent gave it. */
  readonly callReference: string | null;
  readonly bindingMessage: string;
  readonly spokenCode: string;
  readonly status: Status;
  /** Set with every final status but `approved`. */
  readonly reason: EndReason | null;
  /** The OP's own word for it (`expired_token`, `HTTP 503`, …): for supervisors and logs. */
  readonly detail: string | null;
  /** Seconds between two token requests, as the OP last demanded. */
  readonly intervalSeconds: number;
  /** False while the OP does not answer our token requests. */
  readonly opReachable: boolean;
  readonly requestedAt: Date;
  /** When nobody can answer any more: from the OP once pending, our own guess before. */
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  /** When the access token stops working. Set with `approved`. */
  readonly grantExpiresAt: Date | null;
  readonly grantEnd: GrantEnd | null;
  /** When the customer's data was first shown to the agent. */
  readonly viewedAt: Date | null;
  /** How the OP promised to tell the result; what was agreed at the click holds for the whole request. */
  readonly delivery: Delivery;
  /** SHA-256 of the `client_notification_token`, in base64url. Null with poll. */
  readonly notificationHash: string | null;
  /** The OP's denial does not tell whether it was the customer who denied. */
  readonly denialUnclear: boolean;
  /** What the caller said of it, as the agent was told. */
  readonly denialAnswer: DenialAnswer | null;
  /** When the OP first said that there is a result (ping). */
  readonly pingedAt: Date | null;
  /** Counts changes; the version an update was decided on must still be the stored one. */
  readonly version: number;
}

declare const verificationId: unique symbol;
export type VerificationId = string & { readonly [verificationId]: true };

const ID = /^ver_[A-Za-z0-9_-]{22}$/;

/** 128 random bits behind a prefix that tells people and logs what it is. */
export function newVerificationId(): VerificationId {
  const random = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  return `ver_${random}` as VerificationId; // made to the pattern
}

export function isVerificationId(value: unknown): value is VerificationId {
  return typeof value === 'string' && ID.test(value);
}

/** Open: the customer may still be asked, so nobody else may ask. */
export function isOpen(verification: Pick<Verification, 'status'>): boolean {
  return verification.status === 'requested' || verification.status === 'pending';
}

/** Whether tokens are held that the agent who asked may use. */
export function hasLiveGrant(
  verification: Pick<Verification, 'status' | 'grantExpiresAt' | 'grantEnd'>,
  now: Date,
): boolean {
  return (
    verification.status === 'approved' &&
    verification.grantEnd === null &&
    verification.grantExpiresAt !== null &&
    verification.grantExpiresAt > now
  );
}
