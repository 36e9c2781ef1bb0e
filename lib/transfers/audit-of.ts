import type { Actor } from '../actor';
import type { AuditEntry } from '../audit/entry';
import { accountInGroups } from './account';
import { decimalOf } from './money';
import type { TransferEvent } from './state';
import type { Order, PolicySums, Transfer } from './transfer';

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
    ...(event.type === 'submitted' && after.order
      ? { personal: { ...contentsOf(after.order), ...sumsOf(event.sums, after.order) } }
      : {}),
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

/** `day_sum_payee: 9999.99`: what made it a reason. */
function sumsOf(sums: PolicySums, { amount: { currency } }: Order): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(sums).map(([reason, { minor }]) => [reason, decimalOf({ currency, minor })]),
  );
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
