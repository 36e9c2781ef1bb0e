import type { Counts } from './view';

export const none: Counts = {
  total: 0,
  approved: 0,
  denied: 0,
  expired: 0,
  failed: 0,
  cancelled: 0,
  open: 0,
  fraudReports: 0,
};

export function sum(a: Counts, b: Counts): Counts {
  return {
    total: a.total + b.total,
    approved: a.approved + b.approved,
    denied: a.denied + b.denied,
    expired: a.expired + b.expired,
    failed: a.failed + b.failed,
    cancelled: a.cancelled + b.cancelled,
    open: a.open + b.open,
    fraudReports: a.fraudReports + b.fraudReports,
  };
}
