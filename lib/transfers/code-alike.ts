/** A consonant of the alphabets whose letters look like ours, or a digit: a spoken code is made of these (spoken-code.ts). */
const SIGN = String.raw`(?:(?![AEIOUÀ-ÆÈ-ÏÒ-ÖØÙ-ÜĀ-ąĒ-ěĨ-ıŌ-œŨ-ųАЕЁИІЇЄОУЫЭЮЯΑΕΗΙΟΥΩ])[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]|\p{Nd})`;
const GROUP = `(?:${SIGN}){3}`;
const DASHES = String.raw`[\p{Pd}\u2212\u00ad·._/\\|:~+*]`;
const EDGE = String.raw`[\p{L}\p{N}]`;

const dashed = new RegExp(`(?<!${EDGE})${GROUP}\\s*${DASHES}\\s*${GROUP}(?!${EDGE})`, 'giu');
const apart = new RegExp(`(?<!${EDGE})${GROUP}\\s*${GROUP}(?!${EDGE})`, 'giu');

/**
 * Whether a part of a text could be taken for the spoken code, such as `KX7-4PT`: it would stand on the customer's phone
 * beside the real one. With a dash of any kind, two groups of three without a vowel are enough, unless all are digits, as
 * in numbers of invoices; with a space or nothing between them there has to be a digit beside a letter, as words have none.
 */
export function looksLikeCode(text: string): boolean {
  const plain = text.normalize('NFKC');
  const hasBoth = (part: string) => /\p{L}/u.test(part) && /\p{Nd}/u.test(part);
  return (
    [...plain.matchAll(dashed)].some(([part]) => /\p{L}/u.test(part)) ||
    [...plain.matchAll(apart)].some(([part]) => hasBoth(part))
  );
}
