import { describe, expect, test } from 'vitest';
import { ALPHABET, newSpokenCode } from '@/lib/verification/spoken-code';

describe('a spoken code', () => {
  test('is two groups of three from the alphabet', () => {
    const form = new RegExp(`^[${ALPHABET}]{3}-[${ALPHABET}]{3}$`);
    for (let i = 0; i < 1000; i++) expect(newSpokenCode()).toMatch(form);
  });

  test('uses every letter and digit about equally often', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 3500; i++) {
      for (const sign of newSpokenCode().replace('-', '')) counts.set(sign, (counts.get(sign) ?? 0) + 1);
    }
    expect(counts.size).toBe(ALPHABET.length);
    // A thousand of each are expected; six standard deviations are about 190.
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(190);
  });

  test('is drawn sign by sign over the whole alphabet', () => {
    const bounds: number[] = [];
    const code = newSpokenCode((bound) => {
      bounds.push(bound);
      return bound - 1;
    });
    expect(bounds).toEqual(Array(6).fill(ALPHABET.length));
    expect(code.replace('-', '')).toBe((ALPHABET.at(-1) ?? '').repeat(6));
  });

  test('has more possibilities than six digits', () => {
    expect(ALPHABET.length ** 6).toBeGreaterThan(10 ** 6);
  });
});

describe('the alphabet', () => {
  test('names each sign once', () => {
    expect(new Set(ALPHABET).size).toBe(ALPHABET.length);
  });

  test.each(['O0', 'I1L', 'S5', 'B8', 'Z2', 'MN', 'UV'])('has at most one of %s', (alike) => {
    expect([...alike].filter((sign) => ALPHABET.includes(sign)).length).toBeLessThanOrEqual(1);
  });

  test('has no vowel, so that no code is a word', () => {
    expect(ALPHABET).not.toMatch(/[AEIOU]/);
  });

  test.each(['O', '0', 'I', '1'])('lacks %s', (sign) => {
    expect(ALPHABET).not.toContain(sign);
  });
});
