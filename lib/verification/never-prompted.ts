import type { EndReason } from './view';

/**
 * Ends before the customer's phone could have rung: these do not count against prompting too often. A wrong user
 * code does: it must not be guessed.
 */
export const neverPrompted: readonly EndReason[] = [
  'unknown_user',
  'not_enrolled',
  'binding_message_refused',
  'client_refused',
  'request_refused',
  'setup_wrong',
  'op_busy',
];
