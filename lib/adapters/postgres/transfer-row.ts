import type { Insertable, Selectable } from 'kysely';
import { compactNumber } from '../../transfers/account';
import type { PayeeAccount, Transfer, TransferId } from '../../transfers/transfer';
import type { TransfersTable } from './schema';

/** The columns a transfer is made of; leases are the store's own business. */
export function toRow(t: Transfer): Omit<Insertable<TransfersTable>, 'lease_node' | 'lease_until'> {
  return {
    id: t.id,
    customer_id: t.customerId,
    customer_subject: t.customerSubject,
    form: JSON.stringify(t.form),
    order: t.order && JSON.stringify(t.order),
    payee_key: t.order && payeeKey(t.order.payeeAccount),
    status: t.status,
    reason: t.reason,
    detail: t.detail,
    teller_subject: t.tellerSubject,
    teller_name: t.tellerName,
    requirement: t.requirement,
    policy_reasons: JSON.stringify(t.policyReasons),
    policy_sums: JSON.stringify(t.policySums),
    hash: t.hash,
    second_person_subject: t.secondPersonSubject,
    second_person_name: t.secondPersonName,
    second_person_at: t.secondPersonAt,
    edition: t.edition,
    attempts: t.attempts,
    attempt_at: t.attemptAt,
    created_at: t.createdAt,
    submitted_at: t.submittedAt,
    authorized_at: t.authorizedAt,
    alarmed_at: t.alarmedAt,
    ended_at: t.endedAt,
    bank_reference: t.bankReference,
    updated_at: t.updatedAt,
    version: t.version,
  };
}

export function fromRow(row: Selectable<TransfersTable>): Transfer {
  return {
    id: row.id as TransferId, // only ever written by toRow
    customerId: row.customer_id,
    customerSubject: row.customer_subject,
    form: row.form,
    order: row.order,
    status: row.status,
    reason: row.reason,
    detail: row.detail,
    tellerSubject: row.teller_subject,
    tellerName: row.teller_name,
    requirement: row.requirement,
    policyReasons: row.policy_reasons,
    policySums: row.policy_sums,
    hash: row.hash,
    secondPersonSubject: row.second_person_subject,
    secondPersonName: row.second_person_name,
    secondPersonAt: row.second_person_at,
    edition: row.edition,
    attempts: row.attempts,
    attemptAt: row.attempt_at,
    createdAt: row.created_at,
    submittedAt: row.submitted_at,
    authorizedAt: row.authorized_at,
    alarmedAt: row.alarmed_at,
    endedAt: row.ended_at,
    bankReference: row.bank_reference,
    updatedAt: row.updated_at,
    version: row.version,
  };
}

/** A payee's account in one word. */
export function payeeKey(account: PayeeAccount): string {
  return account.scheme === 'iban'
    ? account.iban
    : `${compactNumber(account.number)}@${account.bank.toLowerCase()}`;
}
