import type { GuardLimits, GuardVerdict } from './guard';

/** Why nobody is asked now, when the next request is possible, and whom to ask. For staff. */
export function guardMessage(
  { why, until }: Extract<GuardVerdict, { kind: 'refused' }>,
  limits: GuardLimits,
  now: Date,
): string {
  const again = until ? ` The next request is possible in ${inWords(until.getTime() - now.getTime())}.` : '';
  const askSupervisor = ' A supervisor can allow one more.';
  switch (why) {
    case 'alarm':
      return 'An alarm stands for this customer: nobody can ask them until a supervisor has lifted it. Give nothing away.';
    case 'denied':
      return `The customer has just denied a request.${again}${askSupervisor}`;
    case 'customer_limit':
      return `This customer was asked ${limits.perCustomer.count} times in the last ${inWords(limits.perCustomer.seconds * 1000)}.${again}${askSupervisor} Or identify them another way.`;
    case 'customer_day_limit':
      return `This customer was asked ${limits.perCustomerDay.count} times in the last ${inWords(limits.perCustomerDay.seconds * 1000)}.${again}${askSupervisor} Or identify them another way.`;
    case 'staff_limit':
    case 'staff_shift_limit': {
      const limit = why === 'staff_limit' ? limits.perStaff : limits.perStaffShift;
      return `You asked ${limit.count} customers in the last ${inWords(limit.seconds * 1000)}, which is as many as one person may.${again}${askSupervisor}`;
    }
  }
}

/** `45 seconds`, `10 minutes`, `2 hours`: rounded up, so that nobody comes back too early. */
function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds < 90) return counted(seconds, 'second');
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? counted(minutes, 'minute') : counted(Math.ceil(minutes / 60), 'hour');
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}
