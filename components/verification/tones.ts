import type { Tone } from './words';

/** A band in the colour of the status. */
export const toneBand: Record<Tone, string> = {
  wait: 'border-wait-rule bg-wait-wash',
  good: 'border-good-rule bg-good-wash',
  bad: 'border-bad-rule bg-bad-wash',
  alarm: 'border-alarm bg-alarm text-on-alarm',
  fault: 'border-wait-rule bg-sheet',
  calm: 'border-rule bg-sheet',
};

/** The status word and its picture. */
export const toneInk: Record<Tone, string> = {
  wait: 'text-wait',
  good: 'text-good',
  bad: 'text-bad',
  alarm: 'text-on-alarm',
  fault: 'text-wait',
  calm: 'text-ink',
};

/** The same on plain paper, where an alarm has no ground of its own. */
export const toneInkOnPaper: Record<Tone, string> = { ...toneInk, alarm: 'text-bad' };
