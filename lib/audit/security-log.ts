import type { Logger } from '../log';
import type { AuditEntry } from './entry';
import { isSecurityAction } from './security-actions';

/**
 * The log's line of a security event, for whoever collects them: `class` is `security`, `event` the action. It names
 * ids and says nothing personal but the member of staff's id and the address. Written when the event is recorded; where that fails
 * or is taken back there is a line and no record.
 */
export function logSecurity(log: Pick<Logger, 'warn'>): (entry: AuditEntry) => void {
  return ({ action, actor, details, verificationId, transferId, customerId }) => {
    if (!isSecurityAction(action)) return;
    log.warn(
      {
        class: 'security',
        event: action,
        ...(actor.kind === 'staff' ? { staff: actor.subject } : { by: actor.kind }),
        ...(actor.kind !== 'system' && actor.address ? { address: actor.address } : {}),
        ...(verificationId ? { verification: verificationId } : {}),
        ...(transferId ? { transfer: transferId } : {}),
        ...(customerId ? { customer: customerId } : {}),
        ...(details ? { details } : {}),
      },
      'security event',
    );
  };
}
