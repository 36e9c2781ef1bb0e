import type { EndReason, GrantEnd, VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/ends';

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

/** How an end is to be taken, beside what is said of it. */
type Manner = Pick<EndWords, 'tone' | 'again'>;

const ends: Record<EndReason, Manner> = {
  denied: { tone: 'bad', again: true },
  fraud_reported: { tone: 'alarm', again: false },
  expired: { tone: 'calm', again: true },
  cancelled: { tone: 'calm', again: true },
  unknown_user: { tone: 'fault', again: false },
  not_enrolled: { tone: 'calm', again: true },
  wrong_subject: { tone: 'alarm', again: false },
  invalid_token: { tone: 'bad', again: true },
  scope_not_granted: { tone: 'fault', again: false },
  details_altered: { tone: 'alarm', again: false },
  op_unreachable: { tone: 'fault', again: true },
  op_busy: { tone: 'fault', again: true },
  op_error: { tone: 'fault', again: true },
  binding_message_refused: { tone: 'fault', again: true },
  user_code_wrong: { tone: 'bad', again: true },
  client_refused: { tone: 'fault', again: false },
  request_refused: { tone: 'fault', again: true },
  setup_wrong: { tone: 'fault', again: false },
  answer_unusable: { tone: 'fault', again: false },
  interrupted: { tone: 'calm', again: true },
  alarm_raised: { tone: 'alarm', again: false },
};

const grantEnds: Record<GrantEnd, Manner> = {
  call_ended: { tone: 'calm', again: true },
  left_customer: { tone: 'calm', again: true },
  signed_out: { tone: 'calm', again: true },
  grant_expired: { tone: 'calm', again: true },
  token_refused: { tone: 'bad', again: true },
  page_gone: { tone: 'calm', again: true },
  released: { tone: 'calm', again: true },
  transfer_settled: { tone: 'calm', again: true },
  transfer_withdrawn: { tone: 'calm', again: true },
  alarm: { tone: 'alarm', again: false },
};

/** The words for an end; null while the verification is waiting or in use. */
export function wordsForEnd(view: Standing): EndWords | null {
  if (view.status === 'requested' || view.status === 'pending') return null;
  if (view.status === 'approved') return view.grantEnd ? wordsOfGrantEnd(view.grantEnd) : null;
  return wordsOf(view.reason ?? reasonOf[view.status]);
}

const wordsOf = (reason: EndReason): EndWords => ({ ...ends[reason], ...say.ends[reason] });

const wordsOfGrantEnd = (end: GrantEnd): EndWords => ({ ...grantEnds[end], ...say.grantEnds[end] });

/** How an end is told for which no alarm stands any more; null for one that never raised any. */
export function wordsAfterAlarm(view: Standing & Pick<VerificationView, 'denialAnswer'>): EndWords | null {
  if (view.denialAnswer === 'pressed_nothing') return deniedAndLifted;
  if (view.reason === 'wrong_subject') return answeredByOthers;
  const raised =
    view.reason === 'fraud_reported' || view.reason === 'alarm_raised' || view.grantEnd === 'alarm';
  return raised ? alarmLifted : null;
}

const alarmLifted: EndWords = { tone: 'calm', again: true, ...say.afterAlarm.lifted };

const deniedAndLifted: EndWords = { ...wordsOf('denied'), next: say.afterAlarm.nextAfterDenial };

const answeredByOthers: EndWords = {
  ...wordsOf('wrong_subject'),
  tone: 'fault',
  next: say.afterAlarm.nextAfterWrongPerson,
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
  if (view.status === 'requested') return say.sending;
  if (view.status === 'pending') return say.waiting;
  return wordsForEnd(view)?.status ?? say.approved;
}

export function toneOf(view: Standing): Tone {
  if (view.status === 'requested' || view.status === 'pending') return 'wait';
  return wordsForEnd(view)?.tone ?? 'good';
}
