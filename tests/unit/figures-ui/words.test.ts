import { describe, expect, test } from 'vitest';
import { changeOfCount, changeOfRate, changeOfSeconds } from '@/components/history/figures/change';
import { pointsText, rateText, secondsText } from '@/components/history/figures/number-text';
import { outcomesText } from '@/components/history/figures/outcomes';
import { counts, plain } from './samples';

describe('a figure', () => {
  test.each([
    [0, '0.0%'],
    [2 / 3, '66.7%'],
    [1, '100.0%'],
    [null, '–'],
  ])('that is the share %j is shown as %s', (share, text) => {
    expect(rateText(share)).toBe(text);
  });

  test('that is a time is told in seconds and minutes, and none by a dash', () => {
    expect([0.1, 14.2, 71.5, null].map(secondsText).map(plain)).toEqual([
      '0.1 s',
      '14.2 s',
      '1 min 12 s',
      '–',
    ]);
  });

  test('of a difference of one point is one point', () => {
    expect(pointsText(0.01)).toBe('1.0 point');
    expect(pointsText(0.032)).toBe('3.2 points');
  });

  test('of outcomes names those there were, and no others', () => {
    expect(outcomesText(counts({ approved: 36, denied: 11, open: 1 }))).toBe(
      '48: 36 approved, 11 denied, 1 still open',
    );
    expect(outcomesText(counts({}))).toBe('none');
  });
});

describe('a change', () => {
  test('says how much more and from where, for the eye and for the ear', () => {
    expect(changeOfCount(1_240, 1_200)).toEqual({
      shown: '▲ 40 from 1,200',
      spoken: '40 more than before, when it was 1,200',
    });
    expect(changeOfCount(3, 5)).toEqual({
      shown: '▼ 2 from 5',
      spoken: '2 fewer than before, when it was 5',
    });
  });

  test('of a rate is in points', () => {
    expect(changeOfRate(0.712, 0.68)).toEqual({
      shown: '▲ 3.2 points from 68.0%',
      spoken: '3.2 points higher than before, when it was 68.0%',
    });
  });

  test('of a time is in seconds', () => {
    expect(plain(changeOfSeconds(14.2, 15.5).shown)).toBe('▼ 1.3 s from 15.5 s');
    expect(plain(changeOfSeconds(14.2, 15.5).spoken)).toBe('1.3 s shorter than before, when it was 15.5 s');
  });

  test('too small to be seen is none', () => {
    expect(changeOfRate(0.70004, 0.70001)).toEqual({ shown: '= 70.0% before', spoken: 'the same as before' });
    expect(changeOfCount(7, 7).shown).toBe('= 7 before');
  });

  test('from nothing known is none, and that is said', () => {
    for (const change of [changeOfCount(7, null), changeOfRate(null, null), changeOfSeconds(3, null)]) {
      expect(change).toEqual({ shown: 'no data before', spoken: 'no data before' });
    }
  });

  test('to nothing known still says what it was', () => {
    expect(changeOfRate(null, 0.5)).toEqual({ shown: '50.0% before', spoken: 'before, it was 50.0%' });
  });

  test('to or from zero is a change like any other', () => {
    expect(changeOfCount(0, 4).shown).toBe('▼ 4 from 4');
    expect(changeOfCount(4, 0).shown).toBe('▲ 4 from 0');
  });
});
