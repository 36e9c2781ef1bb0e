import type { AlarmId, Report } from './report';

/** Customers answered for by somebody else within `MISMATCH_MS`, without one right answer between them, are too many. */
const MISMATCHED_CUSTOMERS = 3;
export const MISMATCH_MS = 10 * 60 * 1000;

/** What is known when a report is stored, under the customer's lock. */
export interface AlarmFacts {
  /** The alarm that stands already. */
  readonly standing: AlarmId | null;
  /** Different customers for whom somebody else answered in the last `MISMATCH_MS`, this one included. */
  readonly mismatchedCustomers: number;
  /** Right subjects that answered since the first of those. */
  readonly rightAnswers: number;
}

export type Consequence =
  | 'raise'
  /** The customer's alarm stands already. */
  | 'join'
  /** Nobody was found whom it is about: it is kept for people to read. */
  | 'keep'
  /** The provider answers for others all the time: that is how it was set up, and says nothing of the customers. */
  | 'set_up';

/** What a report leads to. */
export function consequenceOf(report: Report, facts: AlarmFacts): Consequence {
  if (report.subject === null) return 'keep';
  if (report.source === 'wrong_subject' && isSetUp(facts)) return 'set_up';
  return facts.standing ? 'join' : 'raise';
}

function isSetUp({
  mismatchedCustomers,
  rightAnswers,
}: Pick<AlarmFacts, 'mismatchedCustomers' | 'rightAnswers'>): boolean {
  return mismatchedCustomers >= MISMATCHED_CUSTOMERS && rightAnswers === 0;
}
