import type { Sent } from '../events/transmitter';
import type { Prompt } from '../op/prompt';

/** What a scope lets the bank's staff do, to the customer. A scope without words is told by its name. */
const asks: Readonly<Record<string, string | undefined>> = {
  openid: undefined,
  offline_access: 'Keep this access when the call is over',
  profile: 'Tell the agent that it is really you',
  'read:sensitive-data': 'Let the agent see your accounts, recent transactions and personal details',
  my_wire_transfer_scope: 'Authorize the wire transfer you are talking about',
};

export function inPlainWords(scopes: readonly string[]): readonly string[] {
  const told = scopes.flatMap((scope) => (scope in asks ? (asks[scope] ?? []) : `Use "${scope}"`));
  return told.length > 0 ? told : ['Tell the agent that it is really you'];
}

/** The line shown right after a button was pressed. */
export const results = {
  approved: 'You approved. The agent can go on now.',
  denied: 'You denied. The agent sees nothing.',
  not_me: 'Thank you. We stopped the request and told the bank’s security team.',
  answered: 'This request was answered already.',
  expired: 'Too late: this request has expired. Ask the agent to send a new one.',
  unknown: 'This request is not on this phone.',
  reported:
    'Thank you. Our contact centre can neither see your data nor ask you anything until we have looked into it.',
  report_waits: 'The contact centre cannot be reached right now. We keep trying; call us if you can.',
  report_refused: 'Your report could not be taken. Please call us.',
} as const;

/** How it went when the customer reported a suspicious call. */
export const reportResults = {
  delivered: 'reported',
  trying: 'report_waits',
  refused: 'report_refused',
} as const satisfies Record<Sent, Result>;

export type Result = keyof typeof results;

export function isResult(text: string): text is Result {
  return Object.hasOwn(results, text);
}

export type Outcome = 'approved' | 'denied' | 'not_me' | 'expired';

export function outcomeOf(prompt: Prompt): Outcome {
  return prompt.answer ?? 'expired';
}

export const outcomes: Readonly<Record<Outcome, { readonly word: string; readonly sign: string }>> = {
  approved: { word: 'Approved', sign: '✓' },
  denied: { word: 'Denied', sign: '✕' },
  not_me: { word: 'Reported: not on a call', sign: '!' },
  expired: { word: 'Expired without an answer', sign: '–' },
};
