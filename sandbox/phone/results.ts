import type { Sent } from '../events/transmitter';
import { say } from '../messages/en/phone';
import type { Prompt } from '../op/prompt';

/** What became of the button pressed just now. */
export type Result = keyof typeof say.results;

export function isResult(text: string): text is Result {
  return Object.hasOwn(say.results, text);
}

/** How it went when the customer reported a suspicious call. */
export const reportResults = {
  delivered: 'reported',
  trying: 'report_waits',
  refused: 'report_refused',
} as const satisfies Record<Sent, Result>;

export type Outcome = keyof typeof say.outcomes;

export function outcomeOf(prompt: Prompt): Outcome {
  return prompt.answer ?? 'expired';
}

export const signs: Readonly<Record<Outcome, string>> = {
  approved: '✓',
  denied: '✕',
  not_me: '!',
  expired: '–',
};
