import type { Verification } from '../verification/verification';
import type { EndReason } from '../verification/view';
import type { TransferEvent } from './state';

/**
 * Failures that are more than a failed attempt to ask: somebody answered, and the answer cannot be trusted. After any
 * other the customer may be asked once more.
 */
export const untrustworthy: readonly EndReason[] = [
  'wrong_subject',
  'invalid_token',
  'scope_not_granted',
  'details_altered',
];

/** Whether there is an answer that happens, or has happened, to the transfer. */
export function isAnswered(v: Verification): boolean {
  return answerOf(v) !== undefined;
}

/** What the customer's answer means for the transfer; undefined as long as there is none. */
export function answerOf(v: Verification): TransferEvent | undefined {
  const hash = v.transferHash;
  if (hash === null) return undefined;
  switch (v.status) {
    case 'approved':
      return { type: 'customer_approved', hash };
    case 'denied':
      return { type: 'customer_denied', hash, fraudReported: v.reason === 'fraud_reported' };
    case 'expired':
      return { type: 'customer_did_not_answer', hash };
    case 'failed':
      return v.reason && untrustworthy.includes(v.reason)
        ? { type: 'verification_failed', hash, detail: v.reason }
        : undefined;
    case 'requested':
    case 'pending':
    case 'cancelled':
      return undefined;
  }
}
