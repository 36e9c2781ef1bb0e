import { say } from '@/messages/transfers/transfer';
import type { StaffActor } from '../actor';
import type { AlarmView } from '../alarms/view';
import { can } from '../auth/permissions';
import type { BindingMessageRule } from '../ciba/profile';
import type { Customer } from '../customers/directory';
import { previewMessage } from '../verification/binding-message';
import { present as presentVerification } from '../verification/present';
import { isOpen, type Verification } from '../verification/verification';
import { transferMessage } from './message';
import { presentMoney, presentOrder } from './read-form';
import { mayStartAgain, type Order, type PolicySums, type Transfer } from './transfer';
import {
  type SumsView,
  sumReasons,
  type TransferCustomer,
  type TransferRights,
  type TransferRow,
  type TransferView,
} from './view';

/** What the OP lets us write and tell: decides what the phone shows. */
export interface PhoneTerms {
  readonly bindingMessage: BindingMessageRule;
  readonly sendsDetails: boolean;
}

/**
 * What this person may see of a transfer, as of `now`.
 *
 * @param verification the newest about this edition of it
 */
export function present(
  t: Transfer,
  verification: Verification | undefined,
  customer: Customer | undefined,
  alarm: AlarmView | null,
  actor: StaffActor,
  phone: PhoneTerms,
  now: Date,
): TransferView {
  const asked = verification !== undefined && isOpen(verification);
  return {
    id: t.id,
    customer: presentCustomer(t, customer),
    status: t.status,
    reason: t.reason,
    detail: t.detail,
    form: t.form,
    order: t.order && presentOrder(t.order),
    tellerName: t.tellerName,
    mine: t.tellerSubject === actor.subject,
    requirement: t.requirement,
    reasons: t.policyReasons,
    sums: presentSums(t.policySums, t.order, actor),
    hash: t.hash,
    edition: t.edition,
    secondPersonName: t.secondPersonName,
    secondPersonAt: iso(t.secondPersonAt),
    verification: verification ? presentVerification(verification, actor, now) : null,
    preview:
      t.order && !asked
        ? (previewMessage(transferMessage(t.order, phone.sendsDetails), phone.bindingMessage) ?? null)
        : null,
    attempts: t.attempts,
    nextAttemptAt: t.status === 'needs_reconciliation' ? iso(t.attemptAt) : null,
    bankReference: t.bankReference,
    createdAt: t.createdAt.toISOString(),
    submittedAt: iso(t.submittedAt),
    authorizedAt: iso(t.authorizedAt),
    alarmedAt: iso(t.alarmedAt),
    endedAt: iso(t.endedAt),
    alarm,
    may: rightsOf(t, asked, alarm !== null, actor),
    version: t.version,
    now: now.toISOString(),
  };
}

export function presentRow(
  t: Transfer,
  customer: Customer | undefined,
  alarm: boolean,
  actor: StaffActor,
): TransferRow {
  return {
    id: t.id,
    customer: presentCustomer(t, customer),
    alarm,
    status: t.status,
    reason: t.reason,
    tellerName: t.tellerName,
    mine: t.tellerSubject === actor.subject,
    payeeName: t.order?.payeeName ?? (t.form.payeeName.trim() || null),
    amount: t.order && presentMoney(t.order.amount),
    updatedAt: t.updatedAt.toISOString(),
  };
}

/**
 * What others came to, for who may see those others: of their own all, of everybody's those who see everybody's. A
 * payee's day is others' money, and a customer's is nothing to show before that customer has approved.
 */
export function presentSums(sums: PolicySums, order: Order | null, actor: StaffActor): SumsView {
  const seesAll = can(actor, 'transfers.read_all');
  const view: { -readonly [reason in keyof SumsView]: SumsView[reason] } = {};
  for (const reason of sumReasons) {
    const sum = sums[reason];
    if (!sum || !order) continue;
    const { currency } = order.amount;
    view[reason] = sum.own === sum.minor || seesAll ? presentMoney({ currency, minor: sum.minor }) : null;
  }
  return view;
}

/** Before the bank was called. */
const open: readonly Transfer['status'][] = [
  'draft',
  'awaiting_second_person',
  'awaiting_customer',
  'authorized',
];

/** The verbs decide; this is what a page offers. */
function rightsOf(t: Transfer, asked: boolean, alarmed: boolean, actor: StaffActor): TransferRights {
  const own = t.tellerSubject === actor.subject && can(actor, 'transfer.enter');
  const others = t.tellerSubject !== actor.subject;
  return {
    edit: own && t.status !== 'draft' && open.includes(t.status),
    submit: own && t.status === 'draft' && t.order !== null && !alarmed,
    ask: own && t.status === 'awaiting_customer' && !asked && !alarmed,
    cancel: own && open.includes(t.status),
    second: others && t.status === 'awaiting_second_person' && can(actor, 'transfer.agree') && !alarmed,
    reconcile:
      others &&
      t.status === 'needs_reconciliation' &&
      t.attemptAt === null &&
      can(actor, 'transfer.reconcile'),
    startAgain: own && mayStartAgain(t) && !alarmed,
  };
}

function presentCustomer(t: Transfer, customer: Customer | undefined): TransferCustomer {
  return {
    id: t.customerId,
    name: customer?.name ?? say.removedCustomer,
    number: customer?.number ?? t.customerId,
  };
}

function iso(date: Date | null): string | null {
  return date?.toISOString() ?? null;
}
