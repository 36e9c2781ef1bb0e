import type { EndReason, GrantEnd, VerificationView } from '@/lib/verification/view';

/** What tells how a verification stands. */
export type Standing = Pick<VerificationView, 'status' | 'reason' | 'grantEnd'>;

/**
 * `bad` and `alarm` share a hue; an alarm is filled with it, because the call itself is in doubt. A `fault` is
 * the machinery's and says nothing about the caller.
 */
export type Tone = 'wait' | 'good' | 'bad' | 'alarm' | 'fault' | 'calm';

/** How one end is told: what happened, what to do now, and whether trying again makes sense. */
export interface EndWords {
  readonly tone: Tone;
  readonly status: string;
  readonly happened: string;
  readonly next: readonly string[];
  readonly again: boolean;
}

const endWords: Record<EndReason, EndWords> = {
  denied: {
    tone: 'bad',
    status: 'Denied by the customer',
    happened: 'The customer pressed Deny on their phone. Nothing was unlocked.',
    next: [
      'Ask the caller whether they meant to. If it was a slip, verify again.',
      'If they did not press anything, treat the call as suspicious and tell your supervisor.',
    ],
    again: true,
  },
  fraud_reported: {
    tone: 'alarm',
    status: 'Reported as fraud',
    happened:
      'The customer answered “I’m not on a call”. Whoever you are talking to may not be the customer.',
    next: [
      'Stop here. Do not verify again and give nothing away.',
      'End the conversation politely, without saying why.',
      'Pass the customer number to your supervisor or the fraud desk now.',
    ],
    again: false,
  },
  expired: {
    tone: 'calm',
    status: 'Expired',
    happened: 'Nobody answered on the phone in time.',
    next: [
      'Ask the caller to have their phone unlocked and in hand, and to close the old request if they still see it.',
      'Then verify again. The new request has a new code.',
    ],
    again: true,
  },
  cancelled: {
    tone: 'calm',
    status: 'Cancelled',
    happened: 'The request was cancelled from the desk. An answer to it no longer counts.',
    next: ['The phone may still show the request. Tell the caller to ignore it.'],
    again: true,
  },
  unknown_user: {
    tone: 'fault',
    status: 'Unknown user',
    happened: 'The sign-in service has no user for this customer, so there is no phone to ask.',
    next: [
      'Check that you opened the right customer. If so, identify the caller another way.',
      'Tell your administrator the customer number, so that the record can be corrected.',
    ],
    again: false,
  },
  not_enrolled: {
    tone: 'calm',
    status: 'No device enrolled',
    happened: 'This customer has not set up a phone for approvals yet.',
    next: [
      'Identify the caller another way, as your guidelines say.',
      'To enrol: they sign in to the bank’s app on their phone and switch on approvals under Security. After that, verify again.',
    ],
    again: true,
  },
  wrong_subject: {
    tone: 'alarm',
    status: 'Somebody else answered',
    happened: 'The approval came from the device of a different person. Nothing was unlocked.',
    next: [
      'Treat the call as suspicious. Do not verify again and give nothing away.',
      'Pass the customer number to your supervisor or the fraud desk now.',
    ],
    again: false,
  },
  invalid_token: {
    tone: 'bad',
    status: 'Answer not trusted',
    happened: 'An approval arrived, but its proof did not pass our checks. Nothing was unlocked.',
    next: [
      'Verify once more.',
      'If it happens again, stop, identify the caller another way and tell your administrator.',
    ],
    again: true,
  },
  scope_not_granted: {
    tone: 'fault',
    status: 'Access not granted',
    happened:
      'The customer approved, but the sign-in service did not grant what the desk needs. Nothing was unlocked. That is a matter of its set-up, not of this caller.',
    next: [
      'Tell your administrator the customer number, and that access was not granted.',
      'Thank the caller, and identify them another way.',
    ],
    again: false,
  },
  details_altered: {
    tone: 'alarm',
    status: 'Something else was approved',
    happened: 'What the sign-in service says was approved is not what was asked for. Nothing came of it.',
    next: [
      'Do not ask again.',
      'Tell your supervisor and your administrator the customer number: somebody may have changed the request.',
    ],
    again: false,
  },
  op_unreachable: {
    tone: 'fault',
    status: 'Sign-in service unreachable',
    happened:
      'The sign-in service did not answer, so nobody knows whether the customer was asked or what they said.',
    next: [
      'Their phone may still show a request: tell the caller to ignore it.',
      'Wait a minute, then verify again.',
      'If it stays down, identify the caller another way and tell your administrator.',
    ],
    again: true,
  },
  op_busy: {
    tone: 'fault',
    status: 'Sign-in service busy',
    happened:
      'The sign-in service has too many requests at the moment and asks us to wait. Nobody’s phone rang.',
    next: [
      'Wait a minute, then verify again.',
      'If it stays busy, identify the caller another way and tell your administrator.',
    ],
    again: true,
  },
  op_error: {
    tone: 'fault',
    status: 'Sign-in service failed',
    happened: 'The sign-in service answered with an error. It is not the caller’s fault.',
    next: [
      'Verify again.',
      'If it fails again, identify the caller another way and tell your administrator.',
    ],
    again: true,
  },
  binding_message_refused: {
    tone: 'fault',
    status: 'Message refused',
    happened: 'The sign-in service did not accept the text for the phone. The customer saw nothing.',
    next: [
      'Verify again. The new request has a new text.',
      'If it is refused again, tell your administrator.',
    ],
    again: true,
  },
  user_code_wrong: {
    tone: 'bad',
    status: 'User code not accepted',
    happened: 'The bank wants the customer’s user code and did not accept what it got. Nobody’s phone rang.',
    next: [
      'Ask the caller for their user code once more, type it in as they say it, and verify again.',
      'If it is not accepted again, identify the caller another way and tell your administrator.',
    ],
    again: true,
  },
  client_refused: {
    tone: 'fault',
    status: 'Countersign was refused',
    happened:
      'The sign-in service does not accept this desk. That is a matter of its set-up, not of this caller.',
    next: [
      'Tell your administrator: until it is put right, nobody can be verified here.',
      'Identify the caller another way.',
    ],
    again: false,
  },
  request_refused: {
    tone: 'fault',
    status: 'Request refused',
    happened: 'The sign-in service did not accept the request for this customer.',
    next: [
      'Verify once more.',
      'If it is refused again, identify the caller another way and tell your administrator.',
    ],
    again: true,
  },
  interrupted: {
    tone: 'calm',
    status: 'Interrupted',
    happened: 'The desk was restarted before the request was confirmed.',
    next: ['The phone may still show a request. Tell the caller to ignore it.', 'Then verify again.'],
    again: true,
  },
  alarm_raised: {
    tone: 'alarm',
    status: 'Stopped by an alarm',
    happened: 'Somebody reported that this is not the customer, so the request was stopped.',
    next: [
      'Stop here. Give nothing away.',
      'End the conversation politely, without saying why.',
      'A supervisor has to look before anybody asks this customer again.',
    ],
    again: false,
  },
};

const grantEndWords: Record<GrantEnd, EndWords> = {
  call_ended: {
    tone: 'calm',
    status: 'Call ended',
    happened: 'You ended the call. The customer’s data is locked again.',
    next: ['If the caller is back, verify again.'],
    again: true,
  },
  left_customer: {
    tone: 'calm',
    status: 'Locked: you moved on',
    happened: 'You opened another customer, so this one’s data was locked again.',
    next: ['If you still have the caller on the line, verify again.'],
    again: true,
  },
  signed_out: {
    tone: 'calm',
    status: 'Locked: you signed out',
    happened: 'Signing out ended the approval, and the data was locked again.',
    next: ['If you still have the caller on the line, verify again.'],
    again: true,
  },
  grant_expired: {
    tone: 'calm',
    status: 'Approval ran out',
    happened: 'The time the customer’s approval is good for is over. The data is locked again.',
    next: ['If you need it for longer, tell the caller and verify again.'],
    again: true,
  },
  token_refused: {
    tone: 'bad',
    status: 'Approval withdrawn',
    happened: 'The bank no longer accepts this approval. The data is locked again.',
    next: ['Verify again.', 'If it happens again, tell your administrator.'],
    again: true,
  },
  page_gone: {
    tone: 'calm',
    status: 'Released: page closed',
    happened:
      'You had no page of the desk open for a while, so the call was released and the data was locked again.',
    next: ['If you still have the caller on the line, verify again.'],
    again: true,
  },
  released: {
    tone: 'calm',
    status: 'Released by a supervisor',
    happened: 'A supervisor released this call, so that a colleague can take it. The data is locked again.',
    next: ['If you still have the caller on the line, talk to your supervisor before you go on.'],
    again: true,
  },
  transfer_settled: {
    tone: 'calm',
    status: 'Used for a transfer',
    happened: 'The approval was for one transfer, and that has come to its end.',
    next: ['For anything else, ask the customer anew.'],
    again: true,
  },
  transfer_withdrawn: {
    tone: 'calm',
    status: 'Transfer withdrawn',
    happened:
      'The transfer it was for was changed or cancelled at the desk, so the approval is worth nothing.',
    next: ['For anything else, ask the customer anew.'],
    again: true,
  },
  alarm: {
    tone: 'alarm',
    status: 'Locked by an alarm',
    happened: 'Somebody reported that this is not the customer. Their data was locked at once.',
    next: [
      'Stop here. Give nothing away.',
      'End the conversation politely, without saying why.',
      'A supervisor has to look before anybody asks this customer again.',
    ],
    again: false,
  },
};

/** The words for an end; null while the verification is waiting or in use. */
export function wordsForEnd(view: Standing): EndWords | null {
  if (view.status === 'requested' || view.status === 'pending') return null;
  if (view.status === 'approved') return view.grantEnd ? grantEndWords[view.grantEnd] : null;
  return endWords[view.reason ?? reasonOf[view.status]];
}

/** How an end is told for which no alarm stands any more; null for one that never raised any. */
export function wordsAfterAlarm(view: Standing & Pick<VerificationView, 'denialAnswer'>): EndWords | null {
  if (view.denialAnswer === 'pressed_nothing') return deniedAndLifted;
  if (view.reason === 'wrong_subject') return answeredByOthers;
  const raised =
    view.reason === 'fraud_reported' || view.reason === 'alarm_raised' || view.grantEnd === 'alarm';
  return raised ? alarmLifted : null;
}

const alarmLifted: EndWords = {
  tone: 'calm',
  status: 'Alarm lifted',
  happened: 'This verification was stopped by an alarm. A supervisor has lifted it since.',
  next: ['If you still have the caller on the line, verify again.'],
  again: true,
};

const deniedAndLifted: EndWords = {
  ...endWords.denied,
  next: ['A supervisor has lifted the alarm since. If you still have the caller on the line, verify again.'],
};

const answeredByOthers: EndWords = {
  tone: 'fault',
  status: 'Somebody else answered',
  happened: 'The approval came from the device of a different person. Nothing was unlocked.',
  next: [
    'No alarm stands for it. Either a supervisor has lifted it, or several customers were answered for like this, which is a fault of the set-up and says nothing about the caller.',
    'If it happens again, tell an administrator.',
  ],
  again: true,
};

/** What a status means when the reason was not recorded. */
const reasonOf = {
  denied: 'denied',
  expired: 'expired',
  cancelled: 'cancelled',
  failed: 'op_error',
} as const satisfies Record<string, EndReason>;

/** The status in a word or two: for the rail, the page's title and the history. */
export function statusText(view: Standing): string {
  if (view.status === 'requested') return 'Sending';
  if (view.status === 'pending') return 'Waiting';
  return wordsForEnd(view)?.status ?? 'Approved';
}

export function toneOf(view: Standing): Tone {
  if (view.status === 'requested' || view.status === 'pending') return 'wait';
  return wordsForEnd(view)?.tone ?? 'good';
}
