import type { Counts } from '@/lib/history/figures/view';
import { countText } from './number-text';

/** The parts every number of verifications falls into, in the order they are stacked and listed. */
export const outcomes = ['approved', 'denied', 'expired', 'failed', 'cancelled', 'open'] as const;
export type Outcome = (typeof outcomes)[number];

export const outcomeNames: Readonly<Record<Outcome, string>> = {
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired',
  failed: 'Failed',
  cancelled: 'Cancelled',
  open: 'Still open',
};

/** `48: 36 approved, 12 denied`; parts nobody is in are left out. */
export function outcomesText(counts: Counts): string {
  const parts = outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${countText(counts[outcome])} ${outcomeNames[outcome].toLowerCase()}`);
  return parts.length > 0 ? `${countText(counts.total)}: ${parts.join(', ')}` : 'none';
}

/** Those the customer denied among those that ended; null while none has. */
export function deniedRate({ denied, total, open }: Counts): number | null {
  return total > open ? denied / (total - open) : null;
}

/** How many have come to an end: what rates are shares of. */
export function endedOf({ total, open }: Counts): number {
  return total - open;
}
