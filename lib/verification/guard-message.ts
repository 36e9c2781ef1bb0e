import { say } from '@/messages/verification/refusals';
import type { GuardLimits, GuardVerdict } from './guard';

/** Why nobody is asked now, when the next request is possible, and whom to ask. For staff. */
export function guardMessage(
  { why, until }: Extract<GuardVerdict, { kind: 'refused' }>,
  limits: GuardLimits,
  now: Date,
): string {
  const wait = until && inWords(until.getTime() - now.getTime());
  const reached = ({ count, seconds }: GuardLimits['perCustomer']) => ({
    most: count,
    period: inWords(seconds * 1000),
    wait,
  });
  switch (why) {
    case 'alarm':
      return say.guard.alarm;
    case 'denied':
      return say.guard.denied({ wait });
    case 'customer_limit':
      return say.guard.customerAsked(reached(limits.perCustomer));
    case 'customer_day_limit':
      return say.guard.customerAsked(reached(limits.perCustomerDay));
    case 'staff_limit':
      return say.guard.staffAsked(reached(limits.perStaff));
    case 'staff_shift_limit':
      return say.guard.staffAsked(reached(limits.perStaffShift));
  }
}

/** `45 seconds`, `10 minutes`, `2 hours`: rounded up, so that nobody comes back too early. */
function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return say.duration.seconds(seconds);
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? say.duration.minutes(minutes) : say.duration.hours(Math.ceil(minutes / 60));
}
