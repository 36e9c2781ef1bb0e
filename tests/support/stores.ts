import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { EndedGrant } from '@/lib/adapters/postgres/alarm-raising';
import { createAlarmStore } from '@/lib/adapters/postgres/alarm-store';
import type { Schema } from '@/lib/adapters/postgres/schema';
import { createStaffSessions } from '@/lib/adapters/postgres/staff-sessions';
import { createTransferStore } from '@/lib/adapters/postgres/transfer-store';
import { createVerificationStore } from '@/lib/adapters/postgres/verification-store';
import { createVault } from '@/lib/verification/vault';
import { appendAudit } from './audit-keys';

/** One key for all tests: nodes of one database share it. */
export const vaultKey = randomBytes(32).toString('base64url');

/** Whose subjects the customers of all tests are. */
const issuer = 'https://op.example';

/** The stores of a database as lib/server.ts wires them. */
export function verificationStore(
  db: Kysely<Schema>,
  onGrantsEnded: (ended: readonly EndedGrant[]) => void = () => {},
  onGrantsInDoubt: (grants: readonly EndedGrant[]) => void = () => {},
) {
  return createVerificationStore(db, createVault([vaultKey]), appendAudit, {
    issuer,
    onGrantsEnded,
    onGrantsInDoubt,
  });
}

export function transferStore(db: Kysely<Schema>) {
  return createTransferStore(db, appendAudit, issuer);
}

export function alarmStore(db: Kysely<Schema>) {
  return createAlarmStore(db, appendAudit, issuer);
}

/** How long a session may rest. */
export const IDLE_SECONDS = 4 * 3600;

export const staffSessions = (db: Kysely<Schema>) =>
  createStaffSessions(db, createVault([vaultKey]), appendAudit, IDLE_SECONDS);
