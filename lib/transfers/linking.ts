import { createHash } from 'node:crypto';
import { canonical, sameDetails } from '../ciba/authorization-details';
import type { AuthorizationDetail } from '../ciba/request-parameters';
import { decimalOf } from './money';
import type { Order, Transfer } from './transfer';

type Ordered = Pick<Transfer, 'customerId' | 'edition'> & { readonly id: string; readonly order: Order };

/** RFC 9396 `type` of what the customer approves. */
const TYPE = 'wire_transfer';

/**
 * Hash of everything a transfer is: SHA-256, in base64url, of its canonical JSON (RFC 8785), so that whoever has the
 * detail can compute it. Any change to the order makes another one, and so does opening it again: an approval is of
 * this edition alone (PSD2 RTS, article 5).
 */
export function hashOf(transfer: Ordered): string {
  return createHash('sha256')
    .update(canonical(contents(transfer)))
    .digest('base64url');
}

/** What the OP is to show the customer and the bank is to execute, with the hash of all of it. */
export function authorizationDetail(transfer: Ordered): AuthorizationDetail {
  return { ...contents(transfer), hash: hashOf(transfer) };
}

/** Whether the OP says that exactly this was approved: the one detail, with nothing added, left out or changed. */
export function isExactly(transfer: Ordered, granted: readonly unknown[] | undefined): boolean {
  return sameDetails(granted, [authorizationDetail(transfer)]);
}

function contents({ id, customerId, edition, order }: Ordered): AuthorizationDetail {
  const { amount, payeeName, payeeAccount, sourceAccount, reference } = order;
  return {
    type: TYPE,
    transferId: id,
    edition,
    customerId,
    instructedAmount: { amount: decimalOf(amount), currency: amount.currency },
    debtorAccount: { iban: sourceAccount },
    creditorName: payeeName,
    creditorAccount:
      payeeAccount.scheme === 'iban'
        ? { iban: payeeAccount.iban }
        : { number: payeeAccount.number, bank: payeeAccount.bank },
    ...(reference ? { remittanceInformationUnstructured: reference } : {}),
  };
}
