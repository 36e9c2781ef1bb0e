import type { TransferEndReason, TransferRow, TransferStatus, TransferView } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/status';
import type { Tone } from '../verification/words';

/** What tells how a transfer stands. */
export type Standing = Pick<TransferRow, 'status' | 'reason'>;

/** How a transfer stands, told: what happened and what to do now. */
export interface TransferWords {
  readonly tone: Tone;
  readonly status: string;
  readonly happened: string;
  readonly next: readonly string[];
}

const endTones: Record<TransferEndReason, Tone> = {
  denied: 'bad',
  fraud_reported: 'alarm',
  expired: 'calm',
  cancelled: 'calm',
  alarm_raised: 'alarm',
  second_person_refused: 'bad',
  verification_failed: 'alarm',
  altered: 'alarm',
  approval_lapsed: 'calm',
  insufficient_funds: 'bad',
  limit_exceeded: 'bad',
  account_closed: 'bad',
  currency_not_supported: 'bad',
  not_allowed: 'fault',
  refused_by_bank: 'bad',
  not_executed: 'calm',
};

/** The way of a transfer that has not ended. */
const onTheWay = {
  draft: 'calm',
  awaiting_second_person: 'wait',
  awaiting_customer: 'wait',
  authorized: 'good',
  executing: 'wait',
  executed: 'good',
  needs_reconciliation: 'alarm',
} as const satisfies Partial<Record<TransferStatus, Tone>>;

/** What a status means when the reason was not recorded. */
const reasonOf = {
  denied: 'denied',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'refused_by_bank',
} as const satisfies Partial<Record<TransferStatus, TransferEndReason>>;

function isEnd(status: TransferStatus): status is keyof typeof reasonOf {
  return Object.hasOwn(reasonOf, status);
}

/** Why it ended without being executed; null when it did not. */
export function endOf({ status, reason }: Standing): TransferEndReason | null {
  return isEnd(status) ? (reason ?? reasonOf[status]) : null;
}

/** The status in a word or two: for the list. */
export function statusText(of: Standing): string {
  const end = endOf(of);
  return end ? say.ends[end].status : say.names[of.status];
}

export function toneOf({ status, reason }: Standing): Tone {
  return isEnd(status) ? endTones[reason ?? reasonOf[status]] : onTheWay[status];
}

/** How it stands for the person looking at it. What is asked of the customer has words of its own. */
export function wordsFor(view: TransferView): TransferWords {
  const { status, reason } = view;
  const tone = toneOf(view);
  if (isEnd(status)) return { tone, ...say.ends[reason ?? reasonOf[status]] };
  return { tone, status: say.names[status], ...tellers[status](view) };
}

type Told = Pick<TransferWords, 'happened' | 'next'> & Partial<TransferWords>;

const tellers: Record<keyof typeof onTheWay, (view: TransferView) => Told> = {
  draft: ({ mine }) => ({
    happened: say.draft.happened,
    next: [mine ? say.draft.finish : say.draft.tellerFinishes],
  }),
  awaiting_second_person: ({ may, mine, tellerName }) => {
    if (may.second) {
      const { status, happened, next } = say.awaitingYou;
      return { status, happened: happened({ teller: tellerName }), next };
    }
    const { status, happened, tellCaller, callOne, anotherDecides } = say.awaitingSupervisor;
    return { status, happened, next: mine ? [tellCaller, callOne] : [anotherDecides] };
  },
  // Told in detail by what became of the request.
  awaiting_customer: () => ({ happened: say.awaitingCustomer, next: [] }),
  authorized: ({ requirement }) => ({
    happened: requirement === 'none' ? say.authorized.unasked : say.authorized.approved,
    next: [say.authorized.next],
  }),
  executing: ({ attempts }) => ({
    status: say.executing.status,
    happened: say.executing.happened({ attempts }),
    next: [say.executing.next],
  }),
  executed: ({ bankReference }) => ({
    happened: say.executed.happened,
    next: [bankReference ? say.executed.tellReference : say.executed.tellCaller],
  }),
  needs_reconciliation: ({ nextAttemptAt, may }) => {
    const { happened, doNotRepeat, tellCaller, wait, lookUp, supervisorLooks } = say.needsReconciliation;
    return {
      // As long as it is asked again by itself, most answers come within seconds.
      ...(nextAttemptAt ? { tone: 'bad' as const } : {}),
      happened,
      next: [doNotRepeat, tellCaller, nextAttemptAt ? wait : may.reconcile ? lookUp : supervisorLooks],
    };
  },
};
