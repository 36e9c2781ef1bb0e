import type { Actor } from '../actor';
import type { AuditEntry } from '../audit/entry';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { accountInGroups } from './account';
import { decimalOf } from './money';
import { type TransferEvent, transition } from './state';
import type { TransferStore } from './store';
import type { Order, Transfer, TransferId } from './transfer';

export interface ApplyDeps {
  readonly transfers: TransferStore;
  readonly clock: Clock;
}

/** More than the writers that ever meet at one transfer: teller, second person, the machine on each node. */
const ATTEMPTS = 5;

/**
 * Lets an event happen to a stored transfer: read, decide, write if nobody else was faster, with the audit entry in
 * the same transaction. Returns the transfer after the event, or undefined when the event did not apply (any more).
 */
export async function apply(
  { transfers, clock }: ApplyDeps,
  id: TransferId,
  event: TransferEvent,
  actor: Actor,
): Promise<Transfer | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await transfers.find(id);
    if (!before) throw new AppError('not_found', 'There is no such transfer.');
    const now = clock.now();
    const after = transition(before, event, now);
    if (!after) return undefined;
    if (await transfers.update(before, after, auditOf(after, event, actor, now))) return after;
  }
  throw new AppError('conflict', 'Several people changed this at once. Look again and repeat if needed.');
}

/** What is recorded of an event. What exactly was submitted is: a change of it later leaves this as it was. */
export function auditOf(after: Transfer, event: TransferEvent, actor: Actor, at: Date): AuditEntry {
  return {
    at,
    actor,
    action: `transfer.${event.type}`,
    transferId: after.id,
    customerId: after.customerId,
    details: {
      ...factsOf(event),
      status: after.status,
      edition: after.edition,
      ...(after.hash ? { hash: after.hash } : {}),
      ...(after.reason ? { reason: after.reason } : {}),
    },
    ...(event.type === 'submitted' && after.order ? { personal: contentsOf(after.order) } : {}),
  };
}

/** What the customer's money does is theirs. */
function contentsOf(order: Order): NonNullable<AuditEntry['personal']> {
  return {
    amount: decimalOf(order.amount),
    currency: order.amount.currency,
    payee: order.payeeName,
    payee_account: accountInGroups(order.payeeAccount),
    source_account: order.sourceAccount,
    reference: order.reference,
  };
}

function factsOf(event: TransferEvent): Readonly<Record<string, string | number | boolean | null>> {
  switch (event.type) {
    case 'submitted':
      return {
        requirement: event.requirement,
        because: event.reasons.join(' '),
      };
    case 'customer_denied':
      return { fraud_reported: event.fraudReported };
    case 'verification_failed':
    case 'approval_lapsed':
    case 'answer_lost':
    case 'refused_by_bank':
      return { detail: event.detail };
    case 'executed':
    case 'reconciled':
      return { bank_reference: event.bankReference };
    default:
      return {};
  }
}
