import { hashOf } from './linking';
import type { Order, PolicySums, Transfer } from './transfer';
import type { PolicyReason, Requirement, TransferEndReason, TransferForm, TransferStatus } from './view';

/** What can happen to a transfer. `hash` is always that of the order somebody agreed to. */
export type TransferEvent =
  /** A draft was typed into. */
  | { readonly type: 'edited'; readonly form: TransferForm; readonly order: Order | null }
  /** It becomes a draft again, of the next edition. */
  | { readonly type: 'reopened' }
  | {
      readonly type: 'submitted';
      readonly requirement: Requirement;
      readonly reasons: readonly PolicyReason[];
      readonly sums: PolicySums;
      readonly hash: string;
    }
  | {
      readonly type: 'second_person_agreed';
      readonly subject: string;
      readonly name: string;
      readonly hash: string;
    }
  | { readonly type: 'second_person_refused'; readonly subject: string }
  | { readonly type: 'customer_approved'; readonly hash: string }
  | { readonly type: 'customer_denied'; readonly hash: string; readonly fraudReported: boolean }
  | { readonly type: 'customer_did_not_answer'; readonly hash: string }
  | { readonly type: 'verification_failed'; readonly hash: string; readonly detail: string }
  | { readonly type: 'approval_lapsed'; readonly hash: string; readonly detail: string }
  /** What the OP says was approved is not what stands here. */
  | { readonly type: 'altered'; readonly hash: string }
  /** The bank cannot be called yet. */
  | { readonly type: 'postponed'; readonly retryAt: Date }
  /** The bank is about to be called, for the first time or again. */
  | { readonly type: 'execution_started'; readonly hash: string }
  | { readonly type: 'executed'; readonly bankReference: string }
  /** @property attempt the call it answers, as `Transfer.attempts` counts them */
  | {
      readonly type: 'refused_by_bank';
      readonly attempt: number;
      readonly reason: TransferEndReason;
      readonly detail: string;
    }
  /** Nobody knows whether the bank executed it. Without `retryAt` it is for people to find out. */
  | {
      readonly type: 'answer_lost';
      readonly attempt: number;
      readonly detail: string;
      readonly retryAt: Date | null;
    }
  /** A person looked it up at the bank. @property bankReference null: it was not executed */
  | { readonly type: 'reconciled'; readonly bankReference: string | null }
  /** Somebody reported that this is not the customer. */
  | { readonly type: 'alarm_raised' }
  | { readonly type: 'cancelled' };

/**
 * The only place where a transfer changes. Returns the changed transfer, or undefined when the event does not
 * apply (any more): an end is an end, and what is being executed cannot be called back.
 */
export function transition(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  // Whatever was said of something else, or of an earlier edition, says nothing of this one.
  if (t.status !== 'draft' && 'hash' in event && event.hash !== t.hash) return undefined;
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
      return changed(t, { form: event.form, order: event.order }, now);
    case 'submitted':
      return t.order === null ? undefined : frozen(t, event, now);
    case 'cancelled':
      return ended(t, 'cancelled', 'cancelled', null, now);
    default:
      return undefined;
  }
}

/** From here on its order stands; who has to agree to it comes next. */
function frozen(
  t: Transfer,
  { requirement, reasons, sums, hash }: Extract<TransferEvent, { type: 'submitted' }>,
  now: Date,
): Transfer {
  const standing = { requirement, policyReasons: reasons, policySums: sums, hash, submittedAt: now };
  switch (requirement) {
    case 'customer_and_second_person':
      return changed(t, { ...standing, status: 'awaiting_second_person' }, now);
    case 'customer':
      return changed(t, { ...standing, status: 'awaiting_customer' }, now);
    case 'none':
      return authorized({ ...t, ...standing }, now);
  }
}

function fromAwaitingSecondPerson(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'second_person_agreed':
      // Two pairs of eyes are two people's.
      if (event.subject === t.tellerSubject) return undefined;
      return changed(
        t,
        {
          status: 'awaiting_customer',
          secondPersonSubject: event.subject,
          secondPersonName: event.name,
          secondPersonAt: now,
        },
        now,
      );
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
      return authorized(t, now);
    case 'customer_denied':
      return ended(t, 'denied', event.fraudReported ? 'fraud_reported' : 'denied', null, now);
    case 'customer_did_not_answer':
      return ended(t, 'expired', 'expired', null, now);
    case 'verification_failed':
      return ended(t, 'failed', 'verification_failed', event.detail, now);
    case 'alarm_raised':
      return stopped(t, now);
    default:
      return beforeExecution(t, event, now);
  }
}

function authorized(t: Transfer, now: Date): Transfer {
  return changed(t, { status: 'authorized', authorizedAt: now, attemptAt: now }, now);
}

function fromAuthorized(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'execution_started':
      if (!isAsApproved(t)) return ended(t, 'failed', 'altered', null, now);
      return changed(t, { status: 'executing', attempts: 1 }, now);
    case 'altered':
      return ended(t, 'failed', 'altered', null, now);
    case 'postponed':
      return changed(t, { attemptAt: event.retryAt }, now);
    case 'approval_lapsed':
      return ended(t, 'failed', 'approval_lapsed', event.detail, now);
    case 'alarm_raised':
      return stopped(t, now);
    default:
      return beforeExecution(t, event, now);
  }
}

/** The bank has not been asked: nothing of it is executed. */
function stopped(t: Transfer, now: Date): Transfer {
  return { ...ended(t, 'cancelled', 'alarm_raised', null, now), alarmedAt: now };
}

function fromExecuting(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'alarm_raised':
      // The bank may have it already: it is not asked again, people look at once.
      return t.alarmedAt
        ? undefined
        : changed(t, { status: 'needs_reconciliation', attemptAt: null, alarmedAt: now }, now);
    case 'altered':
      return lookedInto(t, now);
    case 'postponed':
      return t.alarmedAt ? undefined : changed(t, { attemptAt: event.retryAt }, now);
    case 'execution_started':
      return t.alarmedAt ? undefined : askedAgain(t, now);
    case 'executed':
      return executed(t, event.bankReference, now);
    case 'refused_by_bank':
      return isAnswered(t, event) ? ended(t, 'failed', event.reason, event.detail, now) : undefined;
    case 'answer_lost':
      return isAnswered(t, event) ? lost(t, event, now) : undefined;
    default:
      return undefined;
  }
}

/** The same question, with the same key, may be asked again, and is answered as the first was; or people find out. */
function fromNeedsReconciliation(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  if (event.type !== 'reconciled') return fromExecuting(t, event, now);
  // While the bank is still being asked, its own answer may come at any moment.
  if (t.attemptAt !== null) return undefined;
  return event.bankReference === null
    ? ended(t, 'failed', 'not_executed', t.detail, now)
    : executed(t, event.bankReference, now);
}

function askedAgain(t: Transfer, now: Date): Transfer {
  if (!isAsApproved(t)) return lookedInto(t, now);
  return changed(t, { status: 'executing', attempts: t.attempts + 1 }, now);
}

/** What was altered after the bank was called for the first time is asked about no more: people have to look. */
function lookedInto(t: Transfer, now: Date): Transfer {
  return changed(t, { status: 'needs_reconciliation', attemptAt: null, detail: 'altered' }, now);
}

/** Computed anew from the order as it stands, whatever was computed before. */
function isAsApproved({ order, hash, ...t }: Transfer): boolean {
  return order !== null && hash === hashOf({ ...t, order });
}

/** While one call's no is on its way, a later call may have been let in: only the last one can end or stop the asking. */
function isAnswered({ attempts }: Transfer, { attempt }: { readonly attempt: number }): boolean {
  return attempt === attempts;
}

function lost(
  t: Transfer,
  { detail, retryAt }: Extract<TransferEvent, { type: 'answer_lost' }>,
  now: Date,
): Transfer {
  return changed(t, { status: 'needs_reconciliation', detail, attemptAt: t.alarmedAt ? null : retryAt }, now);
}

function executed(t: Transfer, bankReference: string, now: Date): Transfer {
  return changed(t, { status: 'executed', endedAt: now, attemptAt: null, detail: null, bankReference }, now);
}

/** As long as the bank was not called: it can be given up, and changing it takes everybody's agreement away. */
function beforeExecution(t: Transfer, event: TransferEvent, now: Date): Transfer | undefined {
  switch (event.type) {
    case 'cancelled':
      return ended(t, 'cancelled', 'cancelled', null, now);
    case 'reopened':
      return changed(
        t,
        {
          status: 'draft',
          requirement: null,
          policyReasons: [],
          policySums: {},
          hash: null,
          secondPersonSubject: null,
          secondPersonName: null,
          secondPersonAt: null,
          submittedAt: null,
          authorizedAt: null,
          attemptAt: null,
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
  return changed(t, { status, reason, detail, endedAt: now, attemptAt: null }, now);
}

function changed(t: Transfer, change: Partial<Transfer>, now: Date): Transfer {
  return { ...t, ...change, updatedAt: now, version: t.version + 1 };
}
