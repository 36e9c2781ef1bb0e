import { fail, ok, skipped, type Verdict, warn } from './check';

/** Assertions and ID tokens are minutes long at most; a few seconds are within everybody's tolerance. */
const NOTICED_S = 5;
const HARMFUL_S = 30;

/** @param date the OP's `Date`, cut to whole seconds as HTTP does */
export function judgeClock(date: Date | undefined, at: Date): Verdict {
  if (!date) return skipped('The OP does not tell the time (no Date header).');
  const seconds = (date.getTime() + 500 - at.getTime()) / 1000;
  const size = Math.abs(seconds);
  if (size <= NOTICED_S) return ok('The OP’s clock and this machine’s agree.');
  const says = `This machine’s clock is ${inWords(size)} ${seconds > 0 ? 'behind' : 'ahead of'} the OP’s.`;
  const remedy = 'Synchronise the clock of this machine (NTP); if it is right, tell the OP’s operator.';
  return size > HARMFUL_S
    ? fail(`${says} Signatures and ID tokens will be refused.`, remedy)
    : warn(says, remedy);
}

function inWords(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return `${Math.round(seconds / 3600)} hours`;
}
