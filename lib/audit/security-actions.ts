/**
 * What is recorded and concerns security: attempts that were refused or forged, limits that were reached, what somebody
 * reported of a customer and what came of it. A class of its own in the history and in the log.
 */
export const securityActions = [
  /** Somebody tried what is not theirs to do. */
  'security.refused',
  /** Something was sent that no page of ours and no provider sends. */
  'security.forged',
  'security.cap_reached',
  'staff.sign_in_failed',
  'security.session_ended',
  'transfer.attempt_refused',
  'sensitive_data.refused',
  'report.made',
  'alarm.raised',
  'alarm.lifted',
  'request_guard.one_more_allowed',
] as const;

export type SecurityAction = (typeof securityActions)[number];

export function isSecurityAction(action: string): action is SecurityAction {
  return securityActions.some((each) => each === action);
}
