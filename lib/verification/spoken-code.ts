import { randomInt } from 'node:crypto';

/**
 * Letters and digits that neither look nor sound like one another on a bad line: no O/0, I/1/L, S/5,
 * B/8, Z/2, M/N, and no vowels, so that no code is a word.
 */
export const ALPHABET = 'CDFGHJKMPQRTVWXY34679';
const GROUP_LENGTH = 3;
const GROUPS = 2;

/**
 * A fresh spoken code such as `KX7-4PT`: two groups of three, 21^6 (86 million) possibilities, above the
 * six digits NIST SP 800-63B-4 3.1.3 asks of an out-of-band secret.
 */
export function newSpokenCode(random: (bound: number) => number = randomInt): string {
  const group = () =>
    Array.from({ length: GROUP_LENGTH }, () => ALPHABET.charAt(random(ALPHABET.length))).join('');
  return Array.from({ length: GROUPS }, group).join('-');
}
