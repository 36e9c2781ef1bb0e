import { atLeast } from './unusual-denials';

/** Fewer customers in a shift are nobody's round of calls. */
const FEWEST_ASKED = 20;
/** However many approve in a centre, one in five who does not is nothing unusual: slow phones, wrong numbers, second thoughts. */
const LOWEST_SHARE = 0.2;
/** Whoever gets half of their customers to approve is at work. */
const HALF = 0.5;
/** Chance alone does this to one in a thousand. */
const CHANCE = 0.001;

interface Asked {
  readonly asked: number;
  readonly approved: number;
}

/**
 * Whether somebody asked many different customers and few of them approved: who rings one phone after the other until
 * somebody gives in. Twenty customers in eight hours at least, fewer than half of them approved, and so few that chance
 * does not explain it, neither by what is usual in the centre nor by what happens to the others at the same time: on a
 * day when phones do not ring it is nobody's doing.
 *
 * @param centre over a time long enough to know
 * @param others in the same hours; fewer than twenty customers of theirs tell nothing
 */
export function isUnusualAsking(own: Asked, centre: Asked, others: Asked): boolean {
  if (own.asked < FEWEST_ASKED || own.approved >= own.asked * HALF) return false;
  const shares = [centre, ...(others.asked >= FEWEST_ASKED ? [others] : [])].map(notApproved);
  return atLeast(own.asked - own.approved, own.asked, Math.max(...shares)) < CHANCE;
}

/** What share of requests is usually approved, between 0 and 1. */
export function usualApprovals(centre: Asked): number {
  return 1 - notApproved(centre);
}

function notApproved({ asked, approved }: Asked): number {
  return Math.max(LOWEST_SHARE, asked === 0 ? 0 : (asked - approved) / asked);
}
