import type { VerificationView } from '@/lib/verification/view';
import { wordsForEnd } from '../verification/words';
import type { TransferWords } from './end-words';

/** What is told while the customer's answer is what a transfer waits for, by what became of the last request. */
export function askingWords(
  asked: VerificationView | null,
  mayAsk: boolean,
  tellerName: string,
): TransferWords {
  if (!asked) {
    return {
      tone: 'wait',
      status: 'Ready to ask the customer',
      happened: 'Staff approvals are complete. The customer has not been asked yet.',
      next: [
        mayAsk
          ? 'Have the caller take their phone in hand, then request authorization.'
          : `It is for ${tellerName} to ask the customer.`,
      ],
    };
  }
  if (asked.status === 'requested') {
    return { tone: 'wait', status: 'Sending the request', happened: '', next: [] };
  }
  if (asked.status === 'pending') {
    return { tone: 'wait', status: 'Waiting for the customer', happened: '', next: [] };
  }
  const end = wordsForEnd(asked);
  if (!end) {
    return {
      tone: 'good',
      status: 'Approved by the customer',
      happened: 'The bank is asked next.',
      next: [],
    };
  }
  return {
    tone: end.tone,
    // Only the request is; the transfer stands.
    status: asked.status === 'cancelled' ? 'Request cancelled' : end.status,
    happened: end.happened,
    next: mayAsk ? nextAfter(asked, end.again) : [`It is for ${tellerName} to ask the customer again.`],
  };
}

/** The words of a verification speak of verifying; here it goes on with the transfer. */
function nextAfter({ status, reason }: VerificationView, again: boolean): readonly string[] {
  if (reason === 'user_code_wrong') {
    return ['Ask the caller for their user code once more, type it in as they say it, and request again.'];
  }
  if (reason === 'not_enrolled') {
    return [
      'To enrol: they sign in to the bank’s app on their phone and switch on approvals under Security. Then request again.',
      'If they cannot do that now, cancel the transfer.',
    ];
  }
  if (!again) {
    return ['Tell your administrator the customer number.', 'Cancel the transfer, and tell the caller so.'];
  }
  const mayStillShow = status === 'cancelled' || reason === 'op_unreachable' || reason === 'interrupted';
  return [
    ...(mayStillShow ? ['The phone may still show the old request. Tell the caller to ignore it.'] : []),
    'The transfer stands as it is. When the caller is ready, request authorization again: the code will be a new one.',
    ...(status === 'failed' ? ['If it fails again, tell your administrator.'] : []),
  ];
}
