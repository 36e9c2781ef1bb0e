import type { GuardLimits } from '@/lib/verification/guard';

/** As a desk has them that was not tuned. */
export const usualLimits: GuardLimits = {
  perCustomer: { count: 5, seconds: 600 },
  perCustomerDay: { count: 10, seconds: 24 * 60 * 60 },
  perStaff: { count: 10, seconds: 60 },
  perStaffShift: { count: 150, seconds: 8 * 60 * 60 },
  denialPauses: [30, 120, 600],
};

/** For tests of something else: nobody comes to them. */
export const noLimits: GuardLimits = {
  perCustomer: { count: 100_000, seconds: 600 },
  perCustomerDay: { count: 100_000, seconds: 24 * 60 * 60 },
  perStaff: { count: 100_000, seconds: 60 },
  perStaffShift: { count: 100_000, seconds: 8 * 60 * 60 },
  denialPauses: [],
};
