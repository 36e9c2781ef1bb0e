import type { EventPayload } from './claims';
import { reportEvents } from './view';

/** Events that mean a report whatever is set, and when. */
const reporting: Readonly<Record<string, (payload: EventPayload) => boolean>> = {
  [reportEvents.notOnACall]: () => true,
  [reportEvents.credentialCompromise]: () => true,
  // Accounts are disabled for many reasons; only one of them says that somebody else was in.
  [reportEvents.accountDisabled]: ({ reason }) => reason === 'hijacking',
};

/**
 * Whether an event says that this may not be the customer. Most do not: a session that ended must lock nobody.
 *
 * @param further types that an installation takes for a report as well, whatever they carry
 */
export function meansReport(type: string, payload: EventPayload, further: readonly string[]): boolean {
  return further.includes(type) || (Object.hasOwn(reporting, type) && reporting[type]?.(payload) === true);
}
