import type { Order, Requirement, Transfer, TransferEndReason, TransferStatus } from './transfer';

/** What can happen to a transfer. `hash` is always that of the order somebody spoke of. */
export type TransferEvent =
  | { readonly type: 'edited'; readonly order: Order }
  | { readonly type: 'submitted'; readonly requirement: Requirement; readonly hash: string }
  | { readonly type: 'second_person_agreed'; readonly subject: string; readonly hash: string }
  | { readonly type: 'second_person_refused'; readonly subject: string }
  | { readonly type: 'customer_approved'; readonly hash: string }
  | { readonly type: 'customer_denied'; readonly fraudReported: boolean }
  | { readonly type: 'customer_did_not_answer' }
  | { readonly type: 'verification_failed'; readonly detail: string }
  /** @property hash computed anew from the stored order, right before the bank is called */
  | { readonly type: 'execution_started'; readonly hash: string }
  | { readonly type: 'executed'; readonly bankReference: string }
  | { readonly type: 'refused_by_bank'; readonly reason: TransferEndReason; readonly detail: string }
  /** Nobody knows whether the bank executed it. */
  | { readonly type: 'answer_lost'; readonly detail: string }
  | { readonly type: 'cancelled' };

/**
 * The only place where a transfer changes. Returns the changed transfer, or undefined when the event does not
 * apply (any more): an end is an end, and what is being executed cannot be called back.
 */
export function transition(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (t.status) {
    case 'draft':
      return fromDraft(t, event, now);
    case 'awaiting_second_person':
      return fromAwaitingSecondPerson(t, event, now);
    case 'awaiting_customer':
      return fromAwaitingCustomer(t, event, now);
    case 'authorized':
      return fromAuthorized(t, event, now);
    case 'executing':
      return fromExecuting(t, event, now);
    case 'needs_reconciliation':
      return fromNeedsReconciliation(t, event, now);
    case 'executed':
    case 'denied':
    case 'expired':
    case 'cancelled':
    case 'failed':
      return undefined;
  }
}

function fromDraft(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'edited':
      return changed(t, { order: event.order }, now);
    case 'submitted':
      return frozen(t, event.requirement, event.hash, now);
    case 'cancelled':
      return ended(t, 'cancelled', 'cancelled', null, now);
    default:
      return undefined;
  }
}

/** From here on its order stands; who has to agree to it comes next. */
function frozen(t: Transfer, requirement: Requirement, hash: string, now: Date): Transfer {
  switch (requirement) {
    case 'customer_and_second_person':
      return changed(t, { requirement, hash, status: 'awaiting_second_person' }, now);
    case 'customer':
      return changed(t, { requirement, hash, status: 'awaiting_customer' }, now);
    case 'none':
      return changed(t, { requirement, hash, status: 'authorized', authorizedAt: now }, now);
  }
}

function fromAwaitingSecondPerson(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'second_person_agreed':
      // Two pairs of eyes are two people's, and they have seen what stands here.
      if (event.subject === t.tellerSubject || event.hash !== t.hash) return undefined;
      return changed(t, { status: 'awaiting_customer', secondPersonSubject: event.subject }, now);
    case 'second_person_refused':
      if (event.subject === t.tellerSubject) return undefined;
      return ended(t, 'denied', 'second_person_refused', null, now);
    default:
      return beforeExecution(t, event, now);
  }
}

function fromAwaitingCustomer(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'customer_approved':
      if (event.hash !== t.hash) return ended(t, 'failed', 'altered', null, now);
      return changed(t, { status: 'authorized', authorizedAt: now }, now);
    case 'customer_denied':
      return ended(t, 'denied', event.fraudReported ? 'fraud_reported' : 'denied', null, now);
    case 'customer_did_not_answer':
      return ended(t, 'expired', 'expired', null, now);
    case 'verification_failed':
      return ended(t, 'failed', 'verification_failed', event.detail, now);
    default:
      return beforeExecution(t, event, now);
  }
}

function fromAuthorized(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'execution_started':
      if (event.hash !== t.hash) return ended(t, 'failed', 'altered', null, now);
      return changed(t, { status: 'executing' }, now);
    default:
      return beforeExecution(t, event, now);
  }
}

function fromExecuting(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'executed':
      return changed(t, { status: 'executed', executedAt: now, bankReference: event.bankReference }, now);
    case 'refused_by_bank':
      return ended(t, 'failed', event.reason, event.detail, now);
    case 'answer_lost':
      return changed(t, { status: 'needs_reconciliation', detail: event.detail }, now);
    default:
      return undefined;
  }
}

/** The same question, with the same key, may be asked again; until it is answered nothing else can happen. */
function fromNeedsReconciliation(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'executed':
    case 'refused_by_bank':
      return fromExecuting({ ...t, detail: null }, event, now);
    default:
      return undefined;
  }
}

/** As long as the bank was not called: it can be given up, and changing it takes everybody's agreement away. */
function beforeExecution(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'cancelled':
      return ended(t, 'cancelled', 'cancelled', null, now);
    case 'edited':
      return changed(
        t,
        {
          status: 'draft',
          order: event.order,
          requirement: null,
          hash: null,
          secondPersonSubject: null,
          authorizedAt: null,
          edition: t.edition + 1,
        },
        now,
      );
    default:
      return undefined;
  }
}

function ended(
  t: Transfer,
  status: Extract<TransferStatus, 'denied' | 'expired' | 'cancelled' | 'failed'>,
  reason: TransferEndReason,
  detail: string | null,
  now: Date,
): Transfer {
  return changed(t, { status, reason, detail }, now);
}

function changed(t: Transfer, change: Partial<Transfer>, now: Date): Transfer {
  return { ...t, ...change, updatedAt: now, version: t.version + 1 };
}
