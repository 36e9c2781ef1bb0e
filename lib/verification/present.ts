import type { StaffActor } from '../actor';
import { can } from '../auth/permissions';
import type { Verification } from './verification';
import type { VerificationView } from './view';

/** What this person may see of a verification, as of `now`. */
export function present(v: Verification, actor: StaffActor, now: Date): VerificationView {
  const mine = v.staffSubject === actor.subject;
  return {
    id: v.id,
    customerId: v.customerId,
    purpose: v.purpose,
    transferId: v.transferId,
    status: v.status,
    reason: v.reason,
    requestedBy: v.staffName,
    mine,
    spokenCode: mine ? v.spokenCode : null,
    bindingMessage: mine ? v.bindingMessage : null,
    opReachable: v.opReachable,
    requestedAt: v.requestedAt.toISOString(),
    expiresAt: v.expiresAt.toISOString(),
    endedAt: v.endedAt?.toISOString() ?? null,
    grantExpiresAt: v.grantExpiresAt?.toISOString() ?? null,
    grantEnd: v.grantEnd,
    denialUnclear: v.denialUnclear,
    denialAnswer: v.denialAnswer,
    version: v.version,
    now: now.toISOString(),
  };
}

/** Staff watch their own verifications; who may read history watches all. */
export function mayWatch(v: Verification, actor: StaffActor): boolean {
  return v.staffSubject === actor.subject || can(actor, 'verification.read_all');
}
