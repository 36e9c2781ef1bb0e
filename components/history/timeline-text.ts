import type { TimelineItem } from '@/lib/history/view';

const texts: Readonly<Record<string, string>> = {
  'verification.requested': 'Verification requested',
  'verification.acknowledged': 'The sign-in service took the request',
  'verification.refused': 'The sign-in service refused the request',
  'verification.interrupted': 'The desk was restarted before the request was confirmed',
  'verification.pinged': 'The sign-in service said that there is an answer',
  'verification.slowed_down': 'The sign-in service asked us to ask less often',
  'verification.op_lost': 'The sign-in service stopped answering',
  'verification.op_found': 'The sign-in service answered again',
  'verification.approved': 'The customer approved',
  'verification.denied': 'The customer denied',
  'verification.expired': 'The request expired',
  'verification.deadline_passed': 'Nobody answered in time',
  'verification.cancelled': 'The request was cancelled',
  'verification.failed': 'The verification failed',
  'verification.data_viewed': 'The data came on screen',
  'verification.grant_ended': 'The data was locked again',
  'sensitive_data.read': 'Sensitive data was read',
  'sensitive_data.refused': 'Sensitive data was refused',
};

/** What was recorded, in words. An action this version does not know yet is shown as it is. */
export function timelineText(action: string): string {
  return Object.hasOwn(texts, action) ? (texts[action] ?? action) : action;
}

/** Whoever acts without being a person, by the name under which it is recorded. */
const machines: Readonly<Record<string, string>> = {
  op: 'Sign-in service',
  poller: 'Countersign',
  recovery: 'Countersign',
  clock: 'Countersign',
};

/** Who it was, in words. People are recorded by the names they are called. */
export function actorText({ kind, name }: TimelineItem['actor']): string {
  return kind === 'system' && Object.hasOwn(machines, name) ? (machines[name] ?? name) : name;
}
