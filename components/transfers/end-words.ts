import type { TransferEndReason } from '@/lib/transfers/view';
import type { Tone } from '../verification/words';

/** How a transfer stands, told: what happened and what to do now. */
export interface TransferWords {
  readonly tone: Tone;
  readonly status: string;
  readonly happened: string;
  readonly next: readonly string[];
}

/** Every way a transfer ends without being executed. */
export const endWords: Record<TransferEndReason, TransferWords> = {
  denied: {
    tone: 'bad',
    status: 'Denied by the customer',
    happened: 'The customer pressed Deny on their phone. No money was moved.',
    next: [
      'Ask the caller whether they meant to, and whether a detail was wrong. If so, start again and put it right.',
      'If they did not press anything, treat the call as suspicious and tell your supervisor.',
    ],
  },
  fraud_reported: {
    tone: 'alarm',
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
    tone: 'calm',
    status: 'Expired',
    happened: 'Nobody answered on the phone in time. No money was moved.',
    next: [
      'Ask the caller to have their phone unlocked and in hand.',
      'Then start again with these details. The new request has a new code.',
    ],
  },
  cancelled: {
    tone: 'calm',
    status: 'Cancelled',
    happened: 'The transfer was cancelled at the desk. No money was moved.',
    next: [
      'If the phone still shows a request, tell the caller to ignore it: an answer no longer counts.',
      'If they want to send it after all, start again with these details.',
    ],
  },
  alarm_raised: {
    tone: 'alarm',
    status: 'Stopped by an alarm',
    happened:
      'Somebody reported that this is not the customer, before the bank had been asked. No money was moved.',
    next: [
      'Stop here and give nothing away.',
      'A supervisor has to look before anything else is sent for this customer.',
    ],
  },
  second_person_refused: {
    tone: 'bad',
    status: 'Refused by the second person',
    happened: 'A supervisor did not agree to it. The customer was not asked, and no money was moved.',
    next: [
      'Ask the supervisor why before you say anything to the caller.',
      'If a detail was wrong, start again and put it right.',
    ],
  },
  verification_failed: {
    tone: 'alarm',
    status: 'Approval not trusted',
    happened:
      'An approval came back, but it is not this customer’s, or its proof did not pass our checks. No money was moved.',
    next: [
      'Treat the call as suspicious. Do not ask again and give nothing away.',
      'Pass the customer number to your supervisor or the fraud desk now.',
    ],
  },
  altered: {
    tone: 'alarm',
    status: 'Stopped: the details differ',
    happened: 'What was approved is not what stands here, so nothing of it was executed.',
    next: [
      'Do not enter it again.',
      'Tell your supervisor and your administrator now: somebody may have changed it.',
    ],
  },
  approval_lapsed: {
    tone: 'calm',
    status: 'Approval lapsed',
    happened:
      'The approval ran out, or was withdrawn, before the bank had been asked to execute it. No money was moved.',
    next: [
      'Tell the caller that nothing was sent.',
      'If they still want it, start again with these details. They will be asked anew.',
    ],
  },
  insufficient_funds: {
    tone: 'bad',
    status: 'Not enough money',
    happened: 'The bank found too little money in the account. Nothing was sent.',
    next: ['Tell the caller.', 'Start again with a smaller amount, or from another of their accounts.'],
  },
  limit_exceeded: {
    tone: 'bad',
    status: 'Over the limit',
    happened: 'It is more than this account may send, at once or in a day. Nothing was sent.',
    next: [
      'Tell the caller, and ask whether a smaller amount helps. If so, start again.',
      'To have the limit raised, follow your guidelines.',
    ],
  },
  account_closed: {
    tone: 'bad',
    status: 'Account not in use',
    happened:
      'One of the two accounts is closed or blocked, so the bank did not execute it. Nothing was sent.',
    next: [
      'Have the caller check the payee’s account on the invoice.',
      'If it is right, start again from another of their accounts.',
    ],
  },
  currency_not_supported: {
    tone: 'bad',
    status: 'Currency not possible',
    happened: 'The bank does not send this currency from this account. Nothing was sent.',
    next: ['Ask the caller in which other currency to send it, and start again.'],
  },
  not_allowed: {
    tone: 'fault',
    status: 'Not allowed by the bank',
    happened:
      'The bank did not take this approval for this transfer. That is a matter of the set-up, not of the caller. Nothing was sent.',
    next: [
      'Tell the caller that nothing was sent.',
      'Tell your administrator, with the transfer’s number below.',
    ],
  },
  refused_by_bank: {
    tone: 'bad',
    status: 'Refused by the bank',
    happened: 'The bank did not execute it and did not say why in words we know. Nothing was sent.',
    next: [
      'Tell the caller that nothing was sent.',
      'Ask your supervisor before you try again; the bank’s own word for it stands below.',
    ],
  },
  not_executed: {
    tone: 'calm',
    status: 'Not executed',
    happened: 'A supervisor looked it up: the bank had not executed it. No money was moved.',
    next: [
      'Tell the customer that nothing was sent.',
      'If they still want it, start again with these details. They will be asked anew.',
    ],
  },
};
