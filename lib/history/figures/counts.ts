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
