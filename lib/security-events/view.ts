const RISC = 'https://schemas.openid.net/secevent/risc/event-type/';

/** The types of events that mean a report without being set. */
export const reportEvents = {
  /** The customer's app: they are not on a call, or were asked what they did not expect. docs/security-events.md has its form. */
  notOnACall: 'urn:countersign:secevent:not-on-a-call:1',
  /** OpenID RISC 1.0 */
  credentialCompromise: `${RISC}credential-compromise`,
  accountDisabled: `${RISC}account-disabled`,
} as const;
