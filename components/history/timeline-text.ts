import type { TimelineItem } from '@/lib/history/view';
import { say } from '@/messages/history/timeline';
import { wordOf } from './word-of';

/** What was recorded, in words. An action this version does not know yet is shown as it is. */
export function timelineText({ action, details }: Pick<TimelineItem, 'action' | 'details'>): string {
  if (action === 'verification.denied' && details.fraudReported === true) return say.notOnACall;
  return wordOf(say.events, action) ?? action;
}

/** Who it was, in words. People are recorded by the names they are called. */
export function actorText({ kind, name }: TimelineItem['actor']): string {
  return kind === 'system' ? (wordOf(say.machines, name) ?? name) : name;
}
