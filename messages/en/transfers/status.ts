import type { ReactNode } from 'react';
import type { TransferEndReason, TransferStatus } from '@/lib/transfers/view';
import { rich } from '../../rich';

/** How a transfer stands: what happened, and what to do now. */
interface Told {
  readonly status: string;
  readonly happened: string;
  readonly next: readonly string[];
}

const ordinal = (n: number): string => {
  const last = n % 10;
  const teen = n % 100 >= 11 && n % 100 <= 13;
  const ending = teen ? 'th' : last === 1 ? 'st' : last === 2 ? 'nd' : last === 3 ? 'rd' : 'th';
  return `${n}${ending}`;
};

const startAgainIfWanted = 'If they still want it, start again with these details. They will be asked again.';
const nothingSent = 'Tell the caller that nothing was sent.';
const stayOnTheLine = 'Stay on the line. The bank’s answer appears here by itself.';

export const say = {
  heading: 'Status',
  /** As long as the customer’s answer is what it waits for. */
  askingHeading: 'Authorization',
  whatToDo: 'What to do now',
  endedAt: ({ at }: { at: ReactNode }) => rich`At ${at}.`,
  bankAskedAgainIn: ({ countdown }: { countdown: ReactNode }) =>
    rich`The bank is asked again in ${countdown}`,

  /** A status on its own, whatever the reason of its end: for lists and their filter. */
  names: {
    draft: 'Draft',
    awaiting_second_person: 'Awaiting second person',
    awaiting_customer: 'Awaiting customer',
    authorized: 'Authorized',
    executing: 'Executing',
    executed: 'Executed',
    needs_reconciliation: 'Needs reconciliation',
    denied: 'Denied',
    expired: 'Expired',
    cancelled: 'Cancelled',
    failed: 'Failed',
  } satisfies Record<TransferStatus, string>,

  /** Every way a transfer ends without being executed. */
  ends: {
    denied: {
      status: 'Denied by the customer',
      happened: 'The customer pressed Deny on their phone. No money was moved.',
      next: [
        'Ask the caller whether they meant to, and whether a detail was wrong. If so, start again and put it right.',
        'If they did not press anything, treat the call as suspicious and tell your supervisor.',
      ],
    },
    fraud_reported: {
      status: 'Reported as fraud',
      happened:
        'The customer answered “I’m not on a call”. Whoever you are talking to may not be the customer. No money was moved.',
      next: [
        'Stop here. Do not enter this transfer again and give nothing away.',
        'End the conversation politely, without saying why.',
        'Pass the customer number to your supervisor or the fraud desk now.',
      ],
    },
    expired: {
      status: 'Expired',
      happened: 'Nobody answered on the phone in time. No money was moved.',
      next: [
        'Ask the caller to have their phone unlocked and in hand.',
        'Then start again with these details. The new request has a new code.',
      ],
    },
    cancelled: {
      status: 'Cancelled',
      happened: 'The transfer was cancelled at the desk. No money was moved.',
      next: [
        'If the phone still shows a request, tell the caller to ignore it: an answer no longer counts.',
        'If they want to send it after all, start again with these details.',
      ],
    },
    alarm_raised: {
      status: 'Stopped by an alarm',
      happened:
        'Somebody reported that this is not the customer, before the desk had asked the bank. No money was moved.',
      next: [
        'Stop here and give nothing away.',
        'A supervisor has to check the alarm before anything else is sent for this customer.',
      ],
    },
    second_person_refused: {
      status: 'Refused by the second person',
      happened: 'A supervisor did not agree to it. The customer was not asked, and no money was moved.',
      next: [
        'Ask the supervisor why before you say anything to the caller.',
        'If a detail was wrong, start again and put it right.',
      ],
    },
    verification_failed: {
      status: 'Approval not trusted',
      happened:
        'An approval arrived, but it is not this customer’s, or its proof did not pass our checks. No money was moved.',
      next: [
        'Treat the call as suspicious. Do not ask again and give nothing away.',
        'Pass the customer number to your supervisor or the fraud desk now.',
      ],
    },
    altered: {
      status: 'Stopped: the details differ',
      happened: 'The details that were approved differ from those shown here, so nothing was executed.',
      next: [
        'Do not enter it again.',
        'Tell your supervisor and your administrator now: somebody may have changed it.',
      ],
    },
    approval_lapsed: {
      status: 'Approval lapsed',
      happened:
        'The approval ran out or was withdrawn before the bank executed the transfer. No money was moved.',
      next: [nothingSent, startAgainIfWanted],
    },
    insufficient_funds: {
      status: 'Not enough money',
      happened: 'The bank found too little money in the account. Nothing was sent.',
      next: ['Tell the caller.', 'Start again with a smaller amount, or from another of their accounts.'],
    },
    limit_exceeded: {
      status: 'Over the limit',
      happened: 'It is more than this account may send, at once or in a day. Nothing was sent.',
      next: [
        'Tell the caller, and ask whether a smaller amount helps. If so, start again.',
        'To have the limit raised, follow your guidelines.',
      ],
    },
    account_closed: {
      status: 'Account not in use',
      happened:
        'One of the two accounts is closed or blocked, so the bank did not execute it. Nothing was sent.',
      next: [
        'Ask the caller to check the payee’s account on the invoice.',
        'If it is right, start again from another of their accounts.',
      ],
    },
    currency_not_supported: {
      status: 'Currency not possible',
      happened: 'The bank does not send this currency from this account. Nothing was sent.',
      next: ['Ask the caller which other currency to use, then start again.'],
    },
    not_allowed: {
      status: 'Not allowed by the bank',
      happened:
        'The bank did not accept this approval for this transfer. The cause is the set-up, not the caller. Nothing was sent.',
      next: [nothingSent, 'Tell your administrator, with the transfer number below.'],
    },
    refused_by_bank: {
      status: 'Refused by the bank',
      happened: 'The bank did not execute it, and gave no reason that the desk knows. Nothing was sent.',
      next: [
        nothingSent,
        'Ask your supervisor before you try again. The bank’s own word for it is below, under “Technical detail”.',
      ],
    },
    not_executed: {
      status: 'Not executed',
      happened: 'A supervisor checked with the bank: it had not executed it. No money was moved.',
      next: ['Tell the customer that nothing was sent.', startAgainIfWanted],
    },
  } satisfies Record<TransferEndReason, Told>,

  draft: {
    happened: 'It has not been sent anywhere yet, and nobody has been asked.',
    finish: 'Finish it with the customer on the line.',
    tellerFinishes: 'The teller has to finish it.',
  },

  awaitingYou: {
    status: 'Waiting for your decision',
    happened: ({ teller }: { teller: string }) =>
      `${teller} entered this transfer and is waiting, with the customer on the line.`,
    next: [
      'Compare payee, account and amount with what you know. If in doubt, ask the teller.',
      'If you agree, the teller can ask the customer. If you refuse, the transfer ends.',
    ],
  },
  awaitingSupervisor: {
    status: 'Waiting for a supervisor',
    happened: 'A supervisor has to agree before the customer is asked. Supervisors see it in their list.',
    tellCaller:
      'Tell the caller: “A colleague checks this first, which takes a moment. Then your phone will ask you.”',
    callOne: 'If it takes long, call a supervisor over. This page updates by itself.',
    anotherDecides: 'A supervisor other than the person who entered it has to decide.',
  },

  /** Told in detail by what became of the request: `asking` below. */
  awaitingCustomer: 'The customer has to approve it on their phone.',
  authorized: {
    unasked: 'The bank’s rules need no approval here. The desk now asks the bank to execute it.',
    approved: 'The customer approved it on their phone. The desk now asks the bank to execute it.',
    next: stayOnTheLine,
  },
  executing: {
    status: 'The bank is executing it',
    happened: ({ attempts }: { attempts: number }) =>
      attempts > 1
        ? `The desk is asking the bank for the ${ordinal(attempts)} time. However often it is asked, the bank executes it once at most.`
        : 'The bank has it. It can no longer be changed or cancelled.',
    next: stayOnTheLine,
  },
  executed: {
    happened: 'The bank has executed it.',
    tellCaller: 'Tell the caller that it is done.',
    tellReference: 'Tell the caller that it is done, and read them the bank’s reference if they want it.',
  },
  needsReconciliation: {
    happened: 'Nobody knows whether the bank executed it: its answer did not reach us.',
    doNotRepeat: 'Do not enter it again: it might be sent twice.',
    tellCaller: 'Tell the caller that it is being looked into, and that they will hear from the bank.',
    wait: 'Nothing else to do now: the desk asks the bank again by itself.',
    lookUp: 'Look it up at the bank by the transfer number, then say below what you found.',
    supervisorLooks: 'A supervisor has to look it up at the bank and decide.',
  },

  /** While the customer’s answer is what the transfer waits for. */
  asking: {
    ready: {
      status: 'Ready to ask the customer',
      happened: 'Staff approvals are complete. The customer has not been asked yet.',
      next: 'Ask the caller to take their phone in hand, then request authorization.',
    },
    tellerAsks: ({ teller }: { teller: string }) =>
      `Only ${teller}, who entered this transfer, can ask the customer.`,
    tellerAsksAgain: ({ teller }: { teller: string }) =>
      `Only ${teller}, who entered this transfer, can ask the customer again.`,
    sending: 'Sending the request',
    waiting: 'Waiting for the customer',
    approved: {
      status: 'Approved by the customer',
      happened: 'Next, the desk asks the bank to execute it.',
    },
    /** Only the request is; the transfer goes on. */
    cancelled: 'Request cancelled',

    userCodeAgain:
      'Ask the caller for their user code again, type it in as they say it, then request authorization again.',
    enrol: [
      'To enrol: they sign in to the bank’s app on their phone and switch on approvals under Security. Then request authorization again.',
      'If they cannot do that now, cancel the transfer.',
    ],
    giveUp: ['Tell your administrator the customer number.', 'Cancel the transfer and tell the caller.'],
    ignoreOld: 'The phone may still show the old request. Tell the caller to ignore it.',
    again:
      'The transfer has not changed. When the caller is ready, request authorization again. The new request has a new code.',
    failsAgain: 'If it fails again, tell your administrator.',

    /** To the teller, while the phone asks. */
    advice:
      'Same code, amount and payee: ask them to tap Approve. Anything different: ask them to tap Deny, then cancel here.',
    /** To everybody else, while the phone asks. */
    colleague: ({ name }: { name: ReactNode }) =>
      rich`${name} has the customer on the line and is asking them to approve it on their phone.`,
    request: 'Request authorization',
    cancel: 'Cancel request',
    cancelling: 'Cancelling…',
    preview: 'Their phone will show',
  },
};
