import type { TransferEndReason, TransferRow, TransferStatus, TransferView } from '@/lib/transfers/view';
import type { Tone } from '../verification/words';
import { endWords, type TransferWords } from './end-words';

/** What tells how a transfer stands. */
export type Standing = Pick<TransferRow, 'status' | 'reason'>;

/** The way of a transfer that has not ended, as a third person reads it. */
const onTheWay = {
  draft: { tone: 'calm', status: 'Draft' },
  awaiting_second_person: { tone: 'wait', status: 'Awaiting second person' },
  awaiting_customer: { tone: 'wait', status: 'Awaiting customer' },
  authorized: { tone: 'good', status: 'Authorized' },
  executing: { tone: 'wait', status: 'Executing' },
  executed: { tone: 'good', status: 'Executed' },
  needs_reconciliation: { tone: 'alarm', status: 'Needs reconciliation' },
} as const satisfies Partial<Record<TransferStatus, { tone: Tone; status: string }>>;

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
  return toldOf(of).status;
}

export function toneOf(of: Standing): Tone {
  return toldOf(of).tone;
}

function toldOf({ status, reason }: Standing): Pick<TransferWords, 'tone' | 'status'> {
  return isEnd(status) ? endWords[reason ?? reasonOf[status]] : onTheWay[status];
}

/** What a status is called on its own, whatever the reason of its end. */
export function statusName(status: TransferStatus): string {
  return isEnd(status) ? endNames[status] : onTheWay[status].status;
}

const endNames: Record<keyof typeof reasonOf, string> = {
  denied: 'Denied',
  expired: 'Expired',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

/** How it stands for the person looking at it. What is asked of the customer has words of its own. */
export function wordsFor(view: TransferView): TransferWords {
  if (isEnd(view.status)) return endWords[view.reason ?? reasonOf[view.status]];
  return { ...onTheWay[view.status], ...tellers[view.status](view) };
}

type Told = Pick<TransferWords, 'happened' | 'next'> & Partial<TransferWords>;

const tellers: Record<keyof typeof onTheWay, (view: TransferView) => Told> = {
  draft: ({ mine }) => ({
    happened: 'It has not been sent anywhere yet, and nobody has been asked.',
    next: mine ? ['Finish it with the customer on the line.'] : ['It is for the teller to finish it.'],
  }),
  awaiting_second_person: ({ may, mine, tellerName }) => {
    if (may.second) {
      return {
        status: 'Waiting for your decision',
        happened: `${tellerName} entered this transfer and waits, with the customer on the line.`,
        next: [
          'Compare payee, account and amount with what you know, and ask the teller where in doubt.',
          'Agree, and the customer is asked next. Refuse, and it is over.',
        ],
      };
    }
    return {
      status: 'Waiting for a supervisor',
      happened: 'A supervisor has to agree before the customer is asked. They see it in their list.',
      next: mine
        ? [
            'Tell the caller: “A colleague checks this first, which takes a moment. Then your phone will ask you.”',
            'If it takes long, call a supervisor over. This page goes on by itself.',
          ]
        : ['Another supervisor than the person who entered it has to decide.'],
    };
  },
  // Told in detail by what became of the request.
  awaiting_customer: () => ({ happened: 'The customer has to approve it on their phone.', next: [] }),
  authorized: ({ requirement }) => ({
    happened:
      requirement === 'none'
        ? 'The bank’s rules ask for nobody’s approval here. The bank is asked to execute it at once.'
        : 'The customer approved it on their phone. The bank is asked to execute it at once.',
    next: ['Stay on the line. The bank’s answer appears here by itself.'],
  }),
  executing: ({ attempts }) => ({
    status: 'The bank is executing it',
    happened:
      attempts > 1
        ? `The bank is asked for the ${ordinal(attempts)} time what became of it. It executes it once at most.`
        : 'The bank has it. From here on it cannot be called back.',
    next: ['Stay on the line. The bank’s answer appears here by itself.'],
  }),
  executed: ({ bankReference }) => ({
    happened: 'The bank has executed it.',
    next: [
      bankReference
        ? 'Tell the caller that it is done, and read them the bank’s reference if they want it.'
        : 'Tell the caller that it is done.',
    ],
  }),
  needs_reconciliation: ({ nextAttemptAt, may }) => ({
    // As long as it is asked again by itself, most answers come within seconds.
    ...(nextAttemptAt ? { tone: 'bad' as const } : {}),
    happened: 'Nobody knows whether the bank executed it: its answer did not reach us.',
    next: [
      'Do not enter it again: it might be sent twice.',
      'Tell the caller that it is being looked into, and that they will hear from the bank.',
      nextAttemptAt
        ? 'Nothing else to do now: the bank is asked again by itself.'
        : may.reconcile
          ? 'Look it up at the bank by the transfer’s number, then say below what you found.'
          : 'A supervisor looks it up at the bank and decides.',
    ],
  }),
};

function ordinal(n: number): string {
  const last = n % 10;
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const ending = teen ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
  return `${n}${ending}`;
}
