import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuditEntry } from './entry';
import { sha256Text } from './sha256';

/**
 * An entry as it is kept: three texts of canonical JSON (RFC 8785). `record` stays as it is for good and holds the
 * SHA-256 of the two others, which tell of a person and may be removed in time. Each of those carries a salt, so that
 * its hash does not give away what was removed.
 */
export interface AuditRecord {
  readonly record: string;
  /**
   * `{ address, id, name, salt }` of the person who acted, `{ address, salt }` of somebody who had not signed in; without
   * `address` where it is not known. Null when a machine did, or nothing is known.
   */
  readonly staff: string | null;
  /** `{ id, personal, salt }` of the customer concerned. Null when none is. */
  readonly customer: string | null;
}

export function toRecord(entry: AuditEntry, salt = newSalt): AuditRecord {
  const { actor, customerId, personal } = entry;
  const person = personOf(actor);
  const staff = person && canonical({ ...person, salt: salt() });
  const customer =
    customerId !== undefined || personal
      ? canonical({ id: customerId ?? null, personal: personal ?? {}, salt: salt() })
      : null;
  const record = canonical({
    v: 1,
    at: entry.at.toISOString(),
    action: entry.action,
    actor: actor.kind === 'system' ? { kind: actor.kind, name: actor.name } : { kind: actor.kind },
    ...(staff === null ? {} : { staff: sha256Text(staff) }),
    ...(customer === null ? {} : { customer: sha256Text(customer) }),
    ...(entry.verificationId === undefined ? {} : { verification_id: entry.verificationId }),
    ...(entry.transferId === undefined ? {} : { transfer_id: entry.transferId }),
    details: entry.details ?? {},
    // What tells of nobody carries no salt, and no two records are alike.
    ...(staff === null && customer === null ? { nonce: salt() } : {}),
  });
  return { record, staff, customer };
}

function personOf(actor: AuditEntry['actor']): object | null {
  if (actor.kind === 'system') return null;
  const { address } = actor;
  const from = address === undefined ? {} : { address };
  if (actor.kind === 'staff') return { id: actor.subject, name: actor.name, ...from };
  return address === undefined ? null : from;
}

function canonical(value: object): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('Only JSON can be recorded');
  return text;
}

function newSalt(): string {
  return randomBytes(16).toString('base64url');
}
