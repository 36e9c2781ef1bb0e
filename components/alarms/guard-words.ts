import type { GuardReason } from '@/lib/verification/view';

/** Why nobody asks this customer now. What the limits are, the server says when somebody tries. */
export const guardWords: Readonly<Record<GuardReason, string>> = {
  alarm: 'An alarm stands for this customer.',
  denied: 'The customer has just denied a request.',
  customer_limit: 'This customer was asked as often as anybody may be in a short time.',
  customer_day_limit: 'This customer was asked as often as anybody may be in a day.',
  staff_limit: 'You have asked as many customers as one person may in a minute.',
  staff_shift_limit: 'You have asked as many customers as one person may in a shift.',
};
