import type { EventPayload } from './claims';

/** The customer's app: they are not on a call, or were asked what they did not expect. docs/security-events.md has its form. */
export const NOT_ON_A_CALL = 'urn:countersign:secevent:not-on-a-call:1';

const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';

/** Events that mean a report whatever is set, by type (OpenID RISC 1.0, 2.2 and 2.9), and when. */
const reporting: Readonly<Record<string, (payload: EventPayload) => boolean>> = {
  [NOT_ON_A_CALL]: () => true,
  [`${RISC}credential-compromise`]: () => true,
  // Accounts are disabled for many reasons; only one of them says that somebody else was in.
  [`${RISC}account-disabled`]: ({ reason }) => reason === 'hijacking',
};

/**
 * Whether an event says that this may not be the customer. Most do not: a session that ended must lock nobody.
 *
 * @param further types that an installation takes for a report as well, whatever they carry
 */
export function meansReport(type: string, payload: EventPayload, further: readonly string[]): boolean {
  return further.includes(type) || (Object.hasOwn(reporting, type) && reporting[type]?.(payload) === true);
}
