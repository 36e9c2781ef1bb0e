import type { EndReason, GrantEnd } from '@/lib/verification/view';

/** How one end is told: the status in a few words, what happened, and what to do now. */
interface EndText {
  readonly status: string;
  readonly happened: string;
  readonly next: readonly string[];
}

export const say = {
  /** While it goes on. */
  sending: 'Sending',
  waiting: 'Waiting',
  approved: 'Approved',

  /** Without approval. */
  ends: {
    denied: {
      status: 'Denied by the customer',
      happened: 'The customer pressed Deny on their phone. Nothing was unlocked.',
      next: [
        'Ask the caller whether they meant to. If it was a slip, verify again.',
        'If they did not press anything, treat the call as suspicious and tell your supervisor.',
      ],
    },
    fraud_reported: {
      status: 'Reported as fraud',
      happened:
        'The customer answered “I’m not on a call”. Whoever you are talking to may not be the customer.',
      next: [
        'Stop here. Do not verify again and give nothing away.',
        'End the conversation politely, without saying why.',
        'Pass the customer number to your supervisor or the fraud desk now.',
      ],
    },
    expired: {
      status: 'Expired',
      happened: 'Nobody answered on the phone in time.',
      next: [
        'Ask the caller to have their phone unlocked and in hand, and to close the old request if they still see it.',
        'Then verify again. The new request has a new code.',
      ],
    },
    cancelled: {
      status: 'Cancelled',
      happened: 'The request was cancelled from the desk. An answer to it no longer counts.',
      next: ['The phone may still show the request. Tell the caller to ignore it.'],
    },
    unknown_user: {
      status: 'Unknown user',
      happened: 'The sign-in service has no user for this customer, so there is no phone to ask.',
      next: [
        'Check that you opened the right customer. If so, identify the caller another way.',
        'Tell your administrator the customer number, so that the record can be corrected.',
      ],
    },
    not_enrolled: {
      status: 'No device enrolled',
      happened: 'This customer has not set up a phone for approvals yet.',
      next: [
        'Identify the caller another way, as your guidelines say.',
        'To enrol: they sign in to the bank’s app on their phone and switch on approvals under Security. After that, verify again.',
      ],
    },
    wrong_subject: {
      status: 'Somebody else answered',
      happened: 'The approval came from the device of a different person. Nothing was unlocked.',
      next: [
        'Treat the call as suspicious. Do not verify again and give nothing away.',
        'Pass the customer number to your supervisor or the fraud desk now.',
      ],
    },
    invalid_token: {
      status: 'Answer not trusted',
      happened: 'An approval arrived, but it did not pass our checks. Nothing was unlocked.',
      next: [
        'Verify once more.',
        'If it happens again, stop, identify the caller another way and tell your administrator.',
      ],
    },
    scope_not_granted: {
      status: 'Access not granted',
      happened:
        'The customer approved, but the sign-in service did not grant the access that the desk needs. Nothing was unlocked. The fault is in its set-up and says nothing about the caller.',
      next: [
        'Tell your administrator the customer number, and that access was not granted.',
        'Thank the caller, and identify them another way.',
      ],
    },
    details_altered: {
      status: 'Something else was approved',
      happened:
        'The sign-in service reports an approval of something other than the customer was asked for. The desk does not use it.',
      next: [
        'Do not ask again.',
        'Tell your supervisor and your administrator the customer number: somebody may have changed the request.',
      ],
    },
    op_unreachable: {
      status: 'Sign-in service unreachable',
      happened:
        'The sign-in service did not answer, so nobody knows whether the customer was asked or what they said.',
      next: [
        'Their phone may still show a request: tell the caller to ignore it.',
        'Wait a minute, then verify again.',
        'If it stays down, identify the caller another way and tell your administrator.',
      ],
    },
    op_busy: {
      status: 'Sign-in service busy',
      happened:
        'The sign-in service has too many requests at the moment and asks us to wait. Nobody’s phone rang.',
      next: [
        'Wait a minute, then verify again.',
        'If it stays busy, identify the caller another way and tell your administrator.',
      ],
    },
    op_error: {
      status: 'Sign-in service failed',
      happened: 'The sign-in service answered with an error. It is not the caller’s fault.',
      next: [
        'Verify again.',
        'If it fails again, identify the caller another way and tell your administrator.',
      ],
    },
    binding_message_refused: {
      status: 'Message refused',
      happened: 'The sign-in service did not accept the binding message. The customer saw nothing.',
      next: [
        'Verify again. The new request has a new binding message.',
        'If it is refused again, tell your administrator.',
      ],
    },
    user_code_wrong: {
      status: 'User code not accepted',
      happened:
        'The bank needs the customer’s user code, and the one it got was missing or wrong. Nobody’s phone rang.',
      next: [
        'Ask the caller for their user code once more, type it in as they say it, and verify again.',
        'If it is not accepted again, identify the caller another way and tell your administrator.',
      ],
    },
    client_refused: {
      status: 'Countersign was refused',
      happened:
        'The sign-in service does not accept this desk. The fault is in the set-up and says nothing about the caller.',
      next: [
        'Tell your administrator: nobody can be verified here until this is fixed.',
        'Identify the caller another way.',
      ],
    },
    request_refused: {
      status: 'Request refused',
      happened: 'The sign-in service did not accept the request for this customer.',
      next: [
        'Verify once more.',
        'If it is refused again, identify the caller another way and tell your administrator.',
      ],
    },
    setup_wrong: {
      status: 'Set-up at fault',
      happened:
        'The desk and the sign-in service are not set up to work together for this request. Nothing was unlocked. The fault is in the set-up and says nothing about the caller.',
      next: [
        'Tell your administrator: this fails for every customer until the set-up is fixed.',
        'If the caller’s phone shows a request, tell them to ignore it.',
        'Identify the caller another way.',
      ],
    },
    answer_unusable: {
      status: 'Answer not usable',
      happened:
        'The sign-in service answered, but its answer is incomplete, so the desk cannot follow the request. The fault is in the sign-in service and says nothing about the caller.',
      next: [
        'The caller’s phone may show a request. Tell them to ignore it.',
        'Tell your administrator, and identify the caller another way.',
      ],
    },
    interrupted: {
      status: 'Interrupted',
      happened: 'The desk was restarted before the request was confirmed.',
      next: ['The phone may still show a request. Tell the caller to ignore it.', 'Then verify again.'],
    },
    alarm_raised: {
      status: 'Stopped by an alarm',
      happened: 'Somebody reported that this is not the customer, so the request was stopped.',
      next: [
        'Stop here. Give nothing away.',
        'End the conversation politely, without saying why.',
        'Nobody can ask this customer again until a supervisor lifts the alarm.',
      ],
    },
  } satisfies Record<EndReason, EndText>,

  /** After an approval. */
  grantEnds: {
    call_ended: {
      status: 'Call ended',
      happened: 'You ended the call. The customer’s data is locked again.',
      next: ['If the caller is back, verify again.'],
    },
    left_customer: {
      status: 'Locked: you moved on',
      happened: 'You opened another customer, so this one’s data was locked again.',
      next: ['If you still have the caller on the line, verify again.'],
    },
    signed_out: {
      status: 'Locked: you signed out',
      happened: 'Signing out ended the approval, and the data was locked again.',
      next: ['If you still have the caller on the line, verify again.'],
    },
    grant_expired: {
      status: 'Approval ran out',
      happened: 'The time for this approval is over. The data is locked again.',
      next: ['If you need it for longer, tell the caller and verify again.'],
    },
    token_refused: {
      status: 'Approval withdrawn',
      happened: 'The bank no longer accepts this approval. The data is locked again.',
      next: ['Verify again.', 'If it happens again, tell your administrator.'],
    },
    page_gone: {
      status: 'Released: page closed',
      happened:
        'You had no page of the desk open for a while, so the call was released and the data was locked again.',
      next: ['If you still have the caller on the line, verify again.'],
    },
    released: {
      status: 'Released by a supervisor',
      happened: 'A supervisor released this call, so that a colleague can take it. The data is locked again.',
      next: ['If you still have the caller on the line, talk to your supervisor before you go on.'],
    },
    transfer_settled: {
      status: 'Used for a transfer',
      happened: 'The approval was for one transfer, and that transfer has ended.',
      next: ['For anything else, ask the customer again.'],
    },
    transfer_withdrawn: {
      status: 'Transfer withdrawn',
      happened: 'The transfer was changed or cancelled at the desk, so its approval no longer counts.',
      next: ['For anything else, ask the customer again.'],
    },
    alarm: {
      status: 'Locked by an alarm',
      happened: 'Somebody reported that this is not the customer. Their data was locked at once.',
      next: [
        'Stop here. Give nothing away.',
        'End the conversation politely, without saying why.',
        'Nobody can ask this customer again until a supervisor lifts the alarm.',
      ],
    },
  } satisfies Record<GrantEnd, EndText>,

  /** Ends that raised an alarm, once there is none any more. */
  afterAlarm: {
    lifted: {
      status: 'Alarm lifted',
      happened: 'An alarm stopped this verification. A supervisor has lifted it since then.',
      next: ['If you still have the caller on the line, verify again.'],
    } satisfies EndText,
    nextAfterDenial: [
      'A supervisor has lifted the alarm since then. If you still have the caller on the line, verify again.',
    ],
    nextAfterWrongPerson: [
      'This customer has no alarm now. Either a supervisor lifted it, or the wrong person answered for several customers: that is a fault of the set-up and says nothing about the caller.',
      'If it happens again, tell your administrator.',
    ],
  },
};
