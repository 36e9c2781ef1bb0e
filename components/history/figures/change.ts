import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import { pointsText, rateText, secondsText } from './number-text';

/** What is there now against the period before: in short for the eye, and in words for a screen reader. */
export interface Change {
  readonly shown: string;
  readonly spoken: string;
}

interface Kind {
  readonly text: (value: number) => string;
  readonly difference: (value: number) => string;
  readonly spoken: typeof say.change.count;
}

const words = say.change;

export function changeOfCount(now: number, before: number | null): Change {
  return change(now, before, { text: numberText, difference: numberText, spoken: words.count });
}

export function changeOfRate(now: number | null, before: number | null): Change {
  return change(now, before, { text: rateText, difference: pointsText, spoken: words.rate });
}

export function changeOfSeconds(now: number | null, before: number | null): Change {
  return change(now, before, { text: secondsText, difference: secondsText, spoken: words.time });
}

function change(now: number | null, before: number | null, { text, difference, spoken }: Kind): Change {
  if (before === null) return { shown: words.noData, spoken: words.noData };
  const from = text(before);
  if (now === null) return { shown: words.before({ from }), spoken: words.beforeSpoken({ from }) };
  // Judged by what is shown: a change nobody can see on the page is none.
  if (text(now) === from) return { shown: words.same({ from }), spoken: words.sameSpoken };
  const way = now > before ? 'up' : 'down';
  const by = difference(Math.abs(now - before));
  return { shown: words[way]({ by, from }), spoken: spoken[way]({ by, from }) };
}
