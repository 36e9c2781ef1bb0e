import { describe, expect, test } from 'vitest';
import { binText, binWords, placeOf } from '@/components/history/figures/answer-bins';

const bins = [
  { fromSeconds: 0, toSeconds: 5, count: 3 },
  { fromSeconds: 5, toSeconds: 15, count: 2 },
  { fromSeconds: 15, toSeconds: null, count: 1 },
];

describe('a time among the columns', () => {
  test.each([
    [0, 0],
    [2.5, 0.5],
    [5, 1],
    [10, 1.5],
    [15, 2.5],
    [999, 2.5],
  ])('of %d s stands %d columns from the left', (seconds, place) => {
    expect(placeOf(seconds, bins)).toBe(place);
  });

  test('that no column holds stands nowhere', () => {
    expect(placeOf(20, bins.slice(0, 2))).toBeNull();
    expect(placeOf(3, [])).toBeNull();
  });
});

test('a column is named by its seconds, and the last by where it begins', () => {
  expect(bins.map(binText)).toEqual(['0–5', '5–15', '15+']);
  expect(bins.map(binWords)).toEqual(['0 s to less than 5 s', '5 s to less than 15 s', '15 s and longer']);
});
