import type { Insertable, Selectable } from 'kysely';
import type { Secrets } from '../../verification/store';
import type { Vault } from '../../verification/vault';
import type { Verification, VerificationId } from '../../verification/verification';
import type { VerificationsTable } from './schema';

export type Row = Selectable<VerificationsTable>;

/** The columns a verification is made of; leases and secrets are the store's own business. */
export function toRow(
  v: Verification,
): Omit<Insertable<VerificationsTable>, 'sealed' | 'lease_node' | 'lease_until'> {
  return {
    id: v.id,
    customer_id: v.customerId,
    customer_subject: v.customerSubject,
    staff_subject: v.staffSubject,
    staff_name: v.staffName,
    purpose: v.purpose,
    transfer_id: v.transferId,
    transfer_hash: v.transferHash,
    authorization_details: v.authorizationDetails && JSON.stringify(v.authorizationDetails),
    scope: v.scope,
    call_reference: v.callReference,
    binding_message: v.bindingMessage,
    spoken_code: v.spokenCode,
    status: v.status,
    reason: v.reason,
    detail: v.detail,
    interval_seconds: v.intervalSeconds,
    op_reachable: v.opReachable,
    requested_at: v.requestedAt,
    expires_at: v.expiresAt,
    ended_at: v.endedAt,
    grant_expires_at: v.grantExpiresAt,
    grant_end: v.grantEnd,
    viewed_at: v.viewedAt,
    delivery: v.delivery,
    denial_unclear: v.denialUnclear,
    denial_answer: v.denialAnswer,
    notification_hash: v.notificationHash,
    pinged_at: v.pingedAt,
    version: v.version,
  };
}

export function fromRow(row: Row): Verification {
  return {
    id: row.id as VerificationId, // only ever written by toRow
    customerId: row.customer_id,
    customerSubject: row.customer_subject,
    staffSubject: row.staff_subject,
    staffName: row.staff_name,
    purpose: row.purpose,
    transferId: row.transfer_id,
    transferHash: row.transfer_hash,
    authorizationDetails: row.authorization_details,
    scope: row.scope,
    callReference: row.call_reference,
    bindingMessage: row.binding_message,
    spokenCode: row.spoken_code,
    status: row.status,
    reason: row.reason,
    detail: row.detail,
    intervalSeconds: row.interval_seconds,
    opReachable: row.op_reachable,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    grantExpiresAt: row.grant_expires_at,
    grantEnd: row.grant_end,
    viewedAt: row.viewed_at,
    delivery: row.delivery,
    denialUnclear: row.denial_unclear,
    denialAnswer: row.denial_answer,
    notificationHash: row.notification_hash,
    pingedAt: row.pinged_at,
    version: row.version,
  };
}

/** Secrets no key opens any more must not keep the rest of a batch from being worked on. */
export async function openOrNothing(vault: Vault, row: Row): Promise<Secrets> {
  if (!row.sealed) return {};
  return vault.open(row.id, row.sealed).catch(() => ({}));
}
