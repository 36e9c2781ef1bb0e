import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { axisLabels, daysAsSpans, spanText, weeksOf } from '@/components/history/figures/days';
import { days } from './samples';

describe('weeks', () => {
  test('go from Monday to Sunday, and what is cut off at either end is a shorter one', () => {
    // A Sunday, a whole week and a Monday.
    const weeks = weeksOf(days('2026-11-15', 9));
    expect(weeks.map(({ from, to }) => [from, to])).toEqual([
      ['2026-11-15', '2026-11-15'],
      ['2026-11-16', '2026-11-22'],
      ['2026-11-23', '2026-11-23'],
    ]);
    expect(weeks.map(({ counts }) => counts.approved)).toEqual([0, 1 + 2 + 3 + 4 + 5 + 6 + 7, 8]);
  });

  test('lose no day and no verification', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 9000 }), fc.integer({ min: 1, max: 500 }), (first, length) => {
        const all = days(new Date(Date.UTC(2001, 0, 1 + first)).toISOString().slice(0, 10), length);
        const weeks = weeksOf(all);
        expect(weeks[0]?.from).toBe(all[0]?.day);
        expect(weeks.at(-1)?.to).toBe(all.at(-1)?.day);
        expect(weeks.reduce((sum, { counts }) => sum + counts.total, 0)).toBe((length * (length - 1)) / 2);
        for (const [at, { from }] of weeks.entries()) {
          if (at > 0) expect(Date.parse(from) - Date.parse(weeks[at - 1]?.to ?? '')).toBe(86_400_000);
        }
      }),
    );
  });
});

describe('a span of days', () => {
  test.each([
    ['2026-11-16', '2026-11-22', '16–22 Nov 2026'],
    ['2026-10-28', '2026-11-03', '28 Oct–3 Nov 2026'],
    ['2025-12-29', '2026-01-04', '29 Dec 2025–4 Jan 2026'],
  ])('from %s to %s is told once where it can be', (from, to, text) => {
    // Which kind of space stands around the dash differs between versions of the language data.
    expect(spanText({ from, to }).replaceAll(/\s*–\s*/g, '–')).toBe(text);
  });

  test('of one day is that day, with its weekday', () => {
    expect(spanText({ from: '2026-11-17', to: '2026-11-17' })).toMatch(/^Tue,? 17 Nov 2026$/);
  });
});

describe('the days below a chart', () => {
  const labelled = (length: number) => axisLabels(daysAsSpans(days('2026-10-24', length)));

  test('are all there for a week, with their weekdays', () => {
    expect(labelled(7).map(({ text }) => text)).toEqual([
      'Sat 24',
      'Sun 25',
      'Mon 26',
      'Tue 27',
      'Wed 28',
      'Thu 29',
      'Fri 30',
    ]);
  });

  test('are the Mondays for a month', () => {
    expect(labelled(30).map(({ at, text }) => [at, text])).toEqual([
      [2, '26 Oct'],
      [9, '2 Nov'],
      [16, '9 Nov'],
      [23, '16 Nov'],
    ]);
  });

  test('are the months for a year, and the year where it begins', () => {
    const labels = axisLabels(weeksOf(days('2025-11-23', 365)));
    expect(labels.map(({ text }) => text).slice(0, 4)).toEqual(['Dec', '2026', 'Feb', 'Mar']);
  });

  test('never are more than there is room for, narrow or wide', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), fc.boolean(), (length, weekly) => {
        const all = days('2020-02-27', length);
        const labels = axisLabels(weekly ? weeksOf(all) : daysAsSpans(all));
        expect(labels.length).toBeLessThanOrEqual(14);
        expect(labels.filter(({ wide }) => !wide).length).toBeLessThanOrEqual(5);
      }),
    );
  });
});
