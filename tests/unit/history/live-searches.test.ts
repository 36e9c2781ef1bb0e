import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isUnusualSearching } from '@/lib/history/live/unusual-searches';
import { START } from '../../support/samples';

const of = (customersSeen: number, opened = 0, asked = opened) =>
  isUnusualSearching({ limitedAt: null, customersSeen, opened, asked });

describe('searches are unusual', () => {
  test('from the first one on that was one too many', () => {
    expect(isUnusualSearching({ limitedAt: START, customersSeen: 0, opened: 0, asked: 0 })).toBe(true);
  });

  test.each([
    [399, 0, false],
    [400, 0, true],
    [799, 1, false],
    [800, 1, true],
    [4_000, 10, false],
    [4_000, 9, true],
  ])('where %i customers were seen and %i opened: %s', (seen, opened, unusual) => {
    expect(of(seen, opened, 9_999)).toBe(unusual);
  });

  test.each([
    [4_999, 0, false],
    [5_000, 0, true],
    [5_000, 1, true],
    [5_000, 2, false],
    [20_000, 9, true],
    [20_000, 10, false],
  ])('where %i were seen, enough of them opened, and %i asked to verify: %s', (seen, asked, unusual) => {
    expect(of(seen, seen, asked)).toBe(unusual);
  });
});

describe('an ordinary agent', () => {
  test('stays below at every moment of eight hours', () => {
    // As the store counts: windows that are over, of three calls each. Every second customer is asked.
    const seenInCall = fc.integer({ min: 0, max: 240 });
    fc.assert(
      fc.property(fc.array(seenInCall, { minLength: 96, maxLength: 110 }), (calls) => {
        let seen = 0;
        calls.forEach((inCall, index) => {
          seen += inCall;
          const opened = index + 1;
          if (opened % 3 === 0) expect(of(seen, opened, opened >> 1)).toBe(false);
        });
      }),
    );
  });

  test('who looks up by number alone sees nobody but who calls', () => {
    for (let calls = 0; calls <= 200; calls++) expect(of(calls, 0, 0)).toBe(false);
  });

  test('is told from who reads the directory out, at any pace that is worth it', () => {
    for (const pace of [60, 100, 500, 2_400]) {
      const seenIn = (minutes: number) => of(pace * minutes, 0, 0);
      expect(seenIn(15)).toBe(pace * 15 >= 400);
    }
    // And whoever opens a page for every three hundred they see, asking nobody.
    expect(of(6_000, 20, 0)).toBe(true);
  });
});
