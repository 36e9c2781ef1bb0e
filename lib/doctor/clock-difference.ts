import { say } from '@/messages/doctor/provider';
import { fail, ok, skipped, type Verdict, warn } from './check';

/** Assertions and ID tokens are minutes long at most; a few seconds are within everybody's tolerance. */
const NOTICED_S = 5;
const HARMFUL_S = 30;

/** @param date the OP's `Date`, cut to whole seconds as HTTP does */
export function judgeClock(date: Date | undefined, at: Date): Verdict {
  if (!date) return skipped(say.clock.notTold);
  const seconds = (date.getTime() + 500 - at.getTime()) / 1000;
  const size = Math.abs(seconds);
  if (size <= NOTICED_S) return ok(say.clock.agrees);
  const found = { difference: inWords(size), isBehind: seconds > 0 };
  return size > HARMFUL_S ? fail(say.clock.farOff(found)) : warn(say.clock.off(found));
}

function inWords(seconds: number): string {
  if (seconds < 120) return say.clock.seconds(Math.round(seconds));
  if (seconds < 7200) return say.clock.minutes(Math.round(seconds / 60));
  return say.clock.hours(Math.round(seconds / 3600));
}
