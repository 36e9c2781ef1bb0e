const signs = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The first signs of the first and the last word, as people see signs: `Zoë van Dijk` → `ZD`, `🌟 Star` → `🌟S`. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
  return ends
    .map((word = '') => [...signs.segment(word)][0]?.segment ?? '')
    .join('')
    .toUpperCase();
}
