import { hashOf } from '@/lib/transfers/linking';
import { newTransferId, type Order, type Transfer } from '@/lib/transfers/transfer';
import type { TransferForm, TransferStatus } from '@/lib/transfers/view';
import { later, START, staff } from './samples';

/** Tom enters transfers (see samples); Tess is another teller, Grace may do everything. */
export const tess = staff('staff-tess', ['teller']);
export const grace = staff('staff-grace', ['teller', 'supervisor']);

export const order: Order = {
  sourceAccount: 'ES9121000418450200051332',
  payeeName: 'John Doe',
  payeeAccount: { scheme: 'iban', iban: 'DE89370400440532013000' },
  amount: { currency: 'EUR', minor: 50_000 },
  reference: 'Invoice 7',
};

/** What Tom typed for that order. */
export const form: TransferForm = {
  sourceAccount: 'ES91 2100 0418 4502 0005 1332',
  payeeName: 'John Doe',
  payeeAccount: 'DE89 3704 0044 0532 0130 00',
  payeeBank: '',
  amount: '500',
  currency: 'EUR',
  reference: 'Invoice 7',
};

/** Complete, not submitted, Tom's for Maria. */
export function draft(change: Partial<Transfer> = {}): Transfer {
  return {
    id: newTransferId(),
    customerId: 'C-100001',
    customerSubject: 'sub-maria',
    form,
    order,
    status: 'draft',
    reason: null,
    detail: null,
    tellerSubject: 'staff-tom',
    tellerName: 'Name of staff-tom',
    requirement: null,
    policyReasons: [],
    policySums: {},
    hash: null,
    secondPersonSubject: null,
    secondPersonName: null,
    secondPersonAt: null,
    edition: 1,
    attempts: 0,
    attemptAt: null,
    createdAt: START,
    submittedAt: null,
    authorizedAt: null,
    alarmedAt: null,
    endedAt: null,
    bankReference: null,
    updatedAt: START,
    version: 1,
    ...change,
  };
}

const atTheBank: readonly TransferStatus[] = ['executing', 'needs_reconciliation', 'executed'];

/** One that has come as far as `status`, with everything it has by then. */
export function transferAt(status: TransferStatus, change: Partial<Transfer> = {}): Transfer {
  if (status === 'draft') return draft(change);
  const base = draft(change);
  const isOver = ['executed', 'denied', 'expired', 'cancelled', 'failed'].includes(status);
  const wasAuthorized = status === 'authorized' || atTheBank.includes(status);
  const second = status === 'awaiting_second_person';
  return {
    ...base,
    status,
    requirement: second ? 'customer_and_second_person' : 'customer',
    policyReasons: [second ? 'large_amount' : 'every_transfer'],
    hash: base.order && hashOf({ ...base, order: base.order }),
    submittedAt: START,
    reason: endReasonOf(status),
    authorizedAt: wasAuthorized ? later(30) : null,
    attempts: atTheBank.includes(status) ? 1 : 0,
    attemptAt: wasAuthorized && !isOver ? later(30) : null,
    endedAt: isOver ? later(60) : null,
    bankReference: status === 'executed' ? 'B-1' : null,
    version: 2,
    ...change,
  };
}

function endReasonOf(status: TransferStatus): Transfer['reason'] {
  switch (status) {
    case 'denied':
    case 'expired':
    case 'cancelled':
      return status;
    case 'failed':
      return 'insufficient_funds';
    default:
      return null;
  }
}
