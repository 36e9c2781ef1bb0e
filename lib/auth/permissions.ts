import { say } from '@/messages/errors';
import type { Role, StaffActor } from '../actor';
import { AppError, type Refusal } from '../errors';

/** Who may do what. The only place that knows; everything else asks `can` or `authorize`. */
const table = {
  'customers.read': ['agent', 'teller', 'supervisor', 'auditor'],
  'verification.request': ['agent', 'teller'],
  'verification.cancel': ['agent', 'teller'],
  /** To take a verified call from a colleague who has it. */
  'verification.release': ['supervisor'],
  'verification.read': ['agent', 'teller', 'supervisor', 'auditor'],
  'verification.read_all': ['supervisor', 'auditor'],
  'sensitive_data.read': ['agent', 'teller'],
  'transfers.read': ['teller', 'supervisor', 'auditor'],
  'transfers.read_all': ['supervisor', 'auditor'],
  'transfer.enter': ['teller'],
  'transfer.agree': ['supervisor'],
  'transfer.reconcile': ['supervisor'],
  /** What they asked themselves. */
  'history.read': ['agent', 'teller', 'supervisor', 'auditor'],
  /** Everybody's, with figures, alerts and what is kept for how long. */
  'history.read_all': ['supervisor', 'auditor'],
  'history.export': ['supervisor', 'auditor'],
  'audit.prove': ['supervisor', 'auditor'],
  'alert.take': ['supervisor'],
  'legal_hold.place': ['supervisor'],
  /** To say that whoever is on a call is not the customer. */
  'report.make': ['agent', 'teller', 'supervisor'],
  'alarms.read': ['supervisor', 'auditor'],
  'alarm.lift': ['supervisor'],
  /** To let a customer be asked once more than the request guard allows. */
  'request.allow': ['supervisor'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof table;

export function can(actor: Pick<StaffActor, 'roles'>, permission: Permission): boolean {
  const allowed: readonly Role[] = table[permission];
  return actor.roles.some((role) => allowed.includes(role));
}

/**
 * @param refusal what the record says of it, where that is more than the permission
 * @throws AppError `forbidden`
 */
export function authorize(
  actor: StaffActor,
  permission: Permission,
  refusal: Refusal = { why: 'role', attempt: permission },
): void {
  if (!can(actor, permission)) {
    throw new AppError('forbidden', say.notYourRole, { refusal });
  }
}
