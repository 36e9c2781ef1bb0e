interface CountWords {
  readonly none: string;
  all(of: { shown: number }): string;
  newest(of: { shown: number }): string;
  older(of: { shown: number }): string;
  oldest(of: { shown: number }): string;
}

interface Place {
  /** Whether there are more on the next page. */
  readonly more: boolean;
  /** Whether this is another page than the first. */
  readonly further: boolean;
}

/** How many there are on a page of a list, and which of all. */
export function countText(words: CountWords, shown: number, { more, further }: Place): string {
  if (shown === 0) return words.none;
  if (further) return more ? words.older({ shown }) : words.oldest({ shown });
  return more ? words.newest({ shown }) : words.all({ shown });
}
