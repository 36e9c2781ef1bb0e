import { countText, pointsText, rateText, secondsText } from './number-text';

/** What is there now against the period before: in short for the eye, and in words for a screen reader. */
export interface Change {
  readonly shown: string;
  readonly spoken: string;
}

const nothingBefore: Change = { shown: 'no data before', spoken: 'no data before' };

export function changeOfCount(now: number, before: number | null): Change {
  return change(now, before, countText, countText, ['more', 'fewer']);
}

export function changeOfRate(now: number | null, before: number | null): Change {
  return change(now, before, rateText, pointsText, ['higher', 'lower']);
}

export function changeOfSeconds(now: number | null, before: number | null): Change {
  return change(now, before, secondsText, secondsText, ['longer', 'shorter']);
}

function change(
  now: number | null,
  before: number | null,
  text: (value: number) => string,
  difference: (value: number) => string,
  [more, less]: readonly [string, string],
): Change {
  if (before === null) return nothingBefore;
  const from = text(before);
  if (now === null) return { shown: `${from} before`, spoken: `before, it was ${from}` };
  // Judged by what is shown: a change nobody can see on the page is none.
  if (text(now) === from) return { shown: `= ${from} before`, spoken: 'the same as before' };
  const by = difference(Math.abs(now - before));
  return now > before
    ? { shown: `▲ ${by} from ${from}`, spoken: `${by} ${more} than before, when it was ${from}` }
    : { shown: `▼ ${by} from ${from}`, spoken: `${by} ${less} than before, when it was ${from}` };
}
