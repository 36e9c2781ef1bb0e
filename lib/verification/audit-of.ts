import type { Actor } from '../actor';
import type { AuditEntry } from '../audit/entry';
import type { VerificationEvent } from './state';
import type { Verification } from './verification';

/** What is recorded of an event that happened to a verification. */
export function auditOf(
  before: Verification,
  after: Verification,
  event: VerificationEvent,
  actor: Actor,
  at: Date,
): AuditEntry {
  const { type, ...facts } = withoutPersons(event);
  const isEnd = before.endedAt === null && after.endedAt !== null;
  const personal = {
    // The message is kept from then on: no code of an open request is in the trail.
    ...(isEnd ? { binding_message: after.bindingMessage } : {}),
    ...('answeredBy' in event && event.answeredBy ? { answered_by: event.answeredBy } : {}),
  };
  return {
    at,
    actor,
    // What comes too late is recorded as what it led to.
    action:
      type === 'approved' && after.status === 'expired' ? 'verification.expired' : `verification.${type}`,
    verificationId: after.id,
    customerId: after.customerId,
    ...(after.transferId ? { transferId: after.transferId } : {}),
    details: { ...facts, status: after.status, ...(after.reason ? { reason: after.reason } : {}) },
    ...(Object.keys(personal).length > 0 ? { personal } : {}),
  };
}

function withoutPersons(event: VerificationEvent) {
  if (event.type !== 'failed') return event;
  const { answeredBy: _, ...facts } = event;
  return facts;
}
