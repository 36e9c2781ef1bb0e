import { describe, expect, test } from 'vitest';
import {
  answersMessage,
  daysMessage,
  hoursMessage,
  purposesMessage,
  staffMessage,
} from '@/components/history/figures/chart-messages';
import { daysAsSpans, weeksOf } from '@/components/history/figures/days';
import { beforeText, countedText } from '@/components/history/figures/period-text';
import { counts, days, figures, nothingReported, plain } from './samples';

const unknown = { count: 0, median: null, p95: null };

describe('what a chart says', () => {
  test('about answers: how quick half of them and most of them were', () => {
    expect(plain(answersMessage(figures({ answers: { count: 1_200, median: 14.2, p95: 51.5 } })))).toBe(
      'Half of 1,200 answers came within 14.2 s, 95 of 100 within 51.5 s.',
    );
  });

  test('about a few answers: that they tell little', () => {
    expect(plain(answersMessage(figures({ answers: { count: 7, median: 9.9, p95: 80 } })))).toBe(
      'Only 7 answers, with a median of 9.9 s: too few to draw conclusions from.',
    );
    expect(answersMessage(figures({ answers: { count: 1, median: 9.9, p95: 9.9 } }))).toContain(
      'Only 1 answer,',
    );
    expect(answersMessage(figures({}))).toBe('No customer answered in this period.');
  });

  test('about days: the busiest, and that there were days without any', () => {
    const spans = daysAsSpans(days('2026-11-16', 7));
    expect(daysMessage(spans, 21)).toMatch(
      /^The busiest day was Sun,? 22 Nov 2026: 6 of 21\. Nobody was asked on 1 day\.$/,
    );
  });

  test('about weeks: the same of weeks', () => {
    const quiet = { counts: counts({}) };
    const spans = weeksOf([
      ...days('2026-11-02', 7),
      ...days('2026-11-09', 7).map((day) => ({ ...day, ...quiet })),
    ]);
    expect(daysMessage(spans, 21)).toMatch(
      /^The busiest week was 2\s?–\s?8 Nov 2026: 21 of 21\. Nobody was asked in 1 week\.$/,
    );
  });

  test('about a single day: that it was this one', () => {
    expect(daysMessage(daysAsSpans(days('2026-11-22', 1)), 4)).toMatch(
      /^All 4 verifications were requested on Sun,? 22 Nov 2026\.$/,
    );
  });

  test('about hours: the busiest, and whose hours they are', () => {
    const byHour = Array.from({ length: 24 }, (_, hour) => ({
      hour,
      counts: counts({ approved: hour === 23 ? 5 : 1 }),
    }));
    const told = figures({ zone: 'Asia/Kathmandu', byHour, totals: counts({ approved: 28 }) });
    expect(hoursMessage(told)).toBe(
      'The busiest hour of the day was 23:00 to 24:00 (Asia/Kathmandu): 5 of 28.',
    );
  });

  test('about purposes: each there was, with its rate, and which rate is of a few', () => {
    const byPurpose = [
      { purpose: 'account_access' as const, counts: counts({ approved: 30, denied: 10 }), answers: unknown },
      { purpose: 'wire_transfer' as const, counts: counts({ approved: 1, denied: 2 }), answers: unknown },
    ];
    expect(purposesMessage(figures({ byPurpose }))).toBe(
      'Account access: 40, 75.0% approved. Wire transfer: 3, 33.3% approved (a small number).',
    );
    const [first] = byPurpose;
    const none = { purpose: 'wire_transfer' as const, counts: counts({}), answers: unknown };
    expect(purposesMessage(figures({ byPurpose: first ? [first, none] : [] }))).toBe(
      'Account access: 40, 75.0% approved.',
    );
  });

  test('about people: who asked most, and nobody by how often they were denied', () => {
    const person = (name: string, of: Parameters<typeof counts>[0]) => ({
      subject: name,
      name,
      counts: counts(of),
      answers: unknown,
    });
    const totals = counts({ approved: 30, denied: 20 });
    const byStaff = [person('Grace Kim', { approved: 30 }), person('Alex Novak', { denied: 20 })];
    expect(staffMessage(figures({ byStaff, totals }))).toBe(
      '2 people asked, Grace Kim most often: 30 of 50. Of all, 60.0% approved.',
    );
    expect(staffMessage(figures({ byStaff: byStaff.slice(0, 1), totals: counts({ approved: 30 }) }))).toBe(
      'Grace Kim asked for all 30, 100.0% approved.',
    );
    expect(staffMessage(figures({}))).toBe('Nobody requested a verification in this period.');
  });
});

describe('the period', () => {
  // Which kind of space stands around the dash differs between versions of the language data.
  const close = (text: string) => text.replaceAll(/\s*–\s*/g, '–');

  test('is told by its days', () => {
    expect(close(countedText(figures({ byDay: days('2026-11-16', 7) })))).toBe('16–22 Nov 2026');
    expect(countedText(figures({ byDay: days('2026-11-22', 1) }))).toMatch(/^Sun,? 22 Nov 2026$/);
  });

  test('is held against days of its own zone, the last of them up to the same time', () => {
    const before = {
      // Kathmandu is five hours and three quarters ahead.
      from: '2026-11-08T18:15:00.000Z',
      to: '2026-11-15T08:47:00.000Z',
      totals: counts({}),
      answers: unknown,
      reports: nothingReported,
    };
    expect(close(beforeText(figures({ zone: 'Asia/Kathmandu', before })))).toBe(
      'Compared with 9–15 Nov 2026, the last day until 14:32.',
    );
    const whole = { ...before, to: '2026-11-15T18:15:00.000Z' };
    expect(close(beforeText(figures({ zone: 'Asia/Kathmandu', before: whole })))).toBe(
      'Compared with 9–15 Nov 2026.',
    );
    const oneDay = { ...before, from: '2026-11-14T18:15:00.000Z' };
    expect(beforeText(figures({ zone: 'Asia/Kathmandu', before: oneDay }))).toBe(
      'Compared with 15 Nov 2026, until 14:32.',
    );
    expect(beforeText(figures({ before: null }))).toBe('There is no earlier period to compare with.');
  });
});
