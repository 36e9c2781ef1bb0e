import type { Counts } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';

/** The parts every number of verifications falls into, in the order they are stacked and listed. */
export const outcomes = ['approved', 'denied', 'expired', 'failed', 'cancelled', 'open'] as const;
export type Outcome = (typeof outcomes)[number];

/** `48: 36 approved, 12 denied`; parts nobody is in are left out. */
export function outcomesText(counts: Counts): string {
  return say.madeUpOf({
    total: counts.total,
    outcomes: outcomes
      .filter((outcome) => counts[outcome] > 0)
      .map((outcome) => say.outcome({ number: counts[outcome], name: say.outcomes[outcome] })),
  });
}

/** Those the customer denied among those that ended; null while none has. */
export function deniedRate({ denied, total, open }: Counts): number | null {
  return total > open ? denied / (total - open) : null;
}

/** How many have come to an end: what rates are shares of. */
export function endedOf({ total, open }: Counts): number {
  return total - open;
}
