import type { VerificationView } from '@/lib/verification/view';
import { say as all } from '@/messages/transfers/status';
import { wordsForEnd } from '../verification/words';
import type { TransferWords } from './words';

const say = all.asking;

/** What is told while the customer's answer is what a transfer waits for, by what became of the last request. */
export function askingWords(
  asked: VerificationView | null,
  mayAsk: boolean,
  tellerName: string,
): TransferWords {
  if (!asked) {
    const { status, happened, next } = say.ready;
    return {
      tone: 'wait',
      status,
      happened,
      next: [mayAsk ? next : say.tellerAsks({ teller: tellerName })],
    };
  }
  if (asked.status === 'requested') return { tone: 'wait', status: say.sending, happened: '', next: [] };
  if (asked.status === 'pending') return { tone: 'wait', status: say.waiting, happened: '', next: [] };
  const end = wordsForEnd(asked);
  if (!end) return { tone: 'good', ...say.approved, next: [] };
  return {
    tone: end.tone,
    status: asked.status === 'cancelled' ? say.cancelled : end.status,
    happened: end.happened,
    next: mayAsk ? nextAfter(asked, end.again) : [say.tellerAsksAgain({ teller: tellerName })],
  };
}

/** The words of a verification speak of verifying; here it goes on with the transfer. */
function nextAfter({ status, reason }: VerificationView, again: boolean): readonly string[] {
  if (reason === 'user_code_wrong') return [say.userCodeAgain];
  if (reason === 'not_enrolled') return say.enrol;
  if (!again) return say.giveUp;
  const mayStillShow = status === 'cancelled' || reason === 'op_unreachable' || reason === 'interrupted';
  return [
    ...(mayStillShow ? [say.ignoreOld] : []),
    say.again,
    ...(status === 'failed' ? [say.failsAgain] : []),
  ];
}
