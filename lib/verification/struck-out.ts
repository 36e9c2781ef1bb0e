const LONGEST = 300;
/** Shorter parts of a name are parts of other words. */
const SHORTEST_PART = 3;
const GONE = '…';

/**
 * An OP's own sentence about a fault of the set-up, for the log: without what tells of the customer the request was about, and
 * without what might, which are addresses, numbers and whatever is long enough to be a token.
 *
 * @param telling what is known of them: the hint, names, numbers
 */
export function struckOut(sentence: string, telling: readonly string[]): string {
  let clean = sentence.replace(/[\p{C}\s]+/gu, ' ');
  const parts = telling.flatMap((value) => [value, ...value.split(/[\s@,;:]+/)]);
  for (const part of parts.toSorted((a, b) => b.length - a.length)) {
    if (part.length >= SHORTEST_PART) clean = clean.replace(anyCase(part), GONE);
  }
  clean = clean
    .replace(/\S+@\S+/g, GONE)
    .replace(/[+(]?\p{Nd}[\p{Nd}\s()./-]{2,}\p{Nd}/gu, GONE)
    .replace(/[\w.~+/=-]{32,}/g, GONE);
  return clean.length > LONGEST ? `${clean.slice(0, LONGEST)}${GONE}` : clean;
}

function anyCase(text: string): RegExp {
  return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'giu');
}
