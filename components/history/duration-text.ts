import { say } from '@/messages/history/durations';

/** `4.2 s`, `2 min 5 s`, `3 h 12 min`, `2 d 4 h`: two units at most, tenths below a minute. Never negative. */
export function durationText(seconds: number): string {
  const tenths = Math.max(0, Math.round(seconds * 10));
  return tenths < 600 ? say.precise({ value: tenths / 10 }) : wholeText(tenths / 10);
}

/** The same of what is agreed in whole seconds: `5 s`, `2 min`. */
export function wholeText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return say.seconds({ value: whole });
  if (whole < 3600) return two(whole, minutes, { size: 1, text: say.seconds });
  return whole < 86_400 ? two(whole, hours, minutes) : two(whole, days, hours);
}

interface Unit {
  /** In seconds. */
  readonly size: number;
  readonly text: (of: { value: number }) => string;
}

const minutes: Unit = { size: 60, text: say.minutes };
const hours: Unit = { size: 3600, text: say.hours };
const days: Unit = { size: 86_400, text: say.days };

function two(seconds: number, large: Unit, small: Unit): string {
  const rest = Math.floor((seconds % large.size) / small.size);
  const first = large.text({ value: Math.floor(seconds / large.size) });
  return rest > 0 ? say.both({ large: first, small: small.text({ value: rest }) }) : first;
}
