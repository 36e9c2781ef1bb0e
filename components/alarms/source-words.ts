import { reportEvents } from '@/lib/security-events/view';
import { say } from '@/messages/alarms';

export const sourceWords = say.sources;

/** What an event says, by its type. Others are told by the type itself. */
export const eventWords: Readonly<Record<string, string>> = {
  [reportEvents.notOnACall]: say.events.notOnACall,
  [reportEvents.credentialCompromise]: say.events.credentialCompromise,
  [reportEvents.accountDisabled]: say.events.accountDisabled,
};
