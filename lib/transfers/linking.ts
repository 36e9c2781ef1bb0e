import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { AuthorizationDetail } from '../ciba/request-parameters';
import { decimalOf } from './money';
import type { Transfer } from './transfer';

type Frozen = Pick<Transfer, 'id' | 'customerId' | 'edition' | 'order'>;

/** RFC 9396 `type` of what the customer approves. */
const TYPE = 'wire_transfer';

/**
 * Hash of everything a transfer is: SHA-256, in base64url, of its canonical JSON (RFC 8785). Any change to the order
 * makes another one, and so does opening it again: an approval is of this edition alone (PSD2 RTS, article 5).
 */
export function hashOf({ id, customerId, edition, order }: Frozen): string {
  return createHash('sha256').update(canonical({ id, customerId, edition, order })).digest('base64url');
}

/** What the OP is to show the customer, with the hash of all of it. */
export function authorizationDetails(transfer: Frozen): readonly [AuthorizationDetail] {
  const { amount, payeeName, payeeAccount, sourceAccount, reference } = transfer.order;
  return [
    {
      type: TYPE,
      instructedAmount: { amount: decimalOf(amount), currency: amount.currency },
      creditorName: payeeName,
      creditorAccount:
        payeeAccount.scheme === 'iban'
          ? { iban: payeeAccount.iban }
          : { number: payeeAccount.number, bank: payeeAccount.bank },
      debtorAccount: { id: sourceAccount },
      ...(reference ? { remittanceInformationUnstructured: reference } : {}),
      transferId: transfer.id,
      hash: hashOf(transfer),
    },
  ];
}

/** Whether the OP says that exactly this was approved: the one detail, with nothing added, left out or changed. */
export function isExactly(transfer: Frozen, granted: readonly unknown[] | undefined): boolean {
  return granted !== undefined && canonical(granted) === canonical(authorizationDetails(transfer));
}

function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not JSON');
  return text;
}
