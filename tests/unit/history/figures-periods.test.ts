import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { daysBetween, periodBefore } from '@/lib/history/figures/compared-period';
import { createWallClock } from '@/lib/history/figures/wall-clock';
import { instantsOf } from '@/lib/history/period';

const zones = [
  'UTC',
  'Europe/London',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/St_Johns',
  'America/Santiago',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
];

const span = { min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') };

describe('the clock on the wall', () => {
  test.each(zones)('in %s says what Intl says', (zone) => {
    const wall = createWallClock(zone);
    const day = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
    const hour = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hour: '2-digit' });
    fc.assert(
      fc.property(fc.integer(span), (instant) => {
        const expected = { day: day.format(instant), hour: Number(hour.format(instant).slice(0, 2)) };
        expect(wall.at(instant)).toEqual(expected);
      }),
    );
  });

  test('is right on both sides of a change, to the millisecond', () => {
    const london = createWallClock('Europe/London');
    const change = Date.parse('2026-03-29T01:00:00Z');
    expect(london.at(change - 1)).toEqual({ day: '2026-03-29', hour: 0 });
    expect(london.at(change)).toEqual({ day: '2026-03-29', hour: 2 });
    const back = Date.parse('2026-10-25T01:00:00Z');
    expect(london.at(back - 1)).toEqual({ day: '2026-10-25', hour: 1 });
    expect(london.at(back)).toEqual({ day: '2026-10-25', hour: 1 });
  });

  test.each([
    ['UTC', true],
    ['Europe/London', true],
    ['Asia/Kathmandu', false],
    ['Asia/Kolkata', false],
  ])('in %s keeps whole hours: %s', (zone, whole) => {
    expect(createWallClock(zone).keepsWholeHours(span.min, Date.parse('2021-01-01'))).toBe(whole);
  });

  test('sees that a zone keeps whole hours for half of the year only', () => {
    const wall = createWallClock('Australia/Lord_Howe');
    const at = (day: string) => Date.parse(day);
    expect(wall.keepsWholeHours(at('2026-01-10'), at('2026-02-10'))).toBe(true);
    expect(wall.keepsWholeHours(at('2026-01-10'), at('2026-05-10'))).toBe(false);
    // Also where a period ends on the very day of the change.
    expect(wall.keepsWholeHours(at('2026-01-10'), at('2026-04-04T16:00:00Z'))).toBe(false);
  });
});

describe('a period is compared with', () => {
  const compared = (from: string, to: string, zone = 'UTC') => {
    const found = periodBefore({ from: new Date(from), to: new Date(to) }, zone);
    return found && [found.from.toISOString(), found.to.toISOString()];
  };

  test('as many days right before it', () => {
    expect(compared('2026-11-10T00:00:00Z', '2026-11-13T00:00:00Z')).toEqual([
      '2026-11-07T00:00:00.000Z',
      '2026-11-10T00:00:00.000Z',
    ]);
  });

  test('and no more of the last day than there was of it', () => {
    expect(compared('2026-11-22T00:00:00Z', '2026-11-22T10:00:00Z')).toEqual([
      '2026-11-21T00:00:00.000Z',
      '2026-11-21T10:00:00.000Z',
    ]);
    expect(compared('2026-11-16T00:00:00Z', '2026-11-22T10:30:00Z')).toEqual([
      '2026-11-09T00:00:00.000Z',
      '2026-11-15T10:30:00.000Z',
    ]);
  });

  test('whole days, though a change of the clocks makes them an hour shorter', () => {
    expect(compared('2026-03-23T00:00:00Z', '2026-03-29T23:00:00Z', 'Europe/London')).toEqual([
      '2026-03-16T00:00:00.000Z',
      '2026-03-23T00:00:00.000Z',
    ]);
  });

  test('never anything of its own, even when the day before was shorter', () => {
    // 23.5 hours into the day after the one with 23.
    expect(compared('2026-03-29T23:00:00Z', '2026-03-30T22:30:00Z', 'Europe/London')).toEqual([
      '2026-03-29T00:00:00.000Z',
      '2026-03-29T23:00:00.000Z',
    ]);
  });

  test('nothing, where it has not begun', () => {
    expect(compared('2026-11-22T00:00:00Z', '2026-11-22T00:00:00Z')).toBeNull();
  });

  test('days that meet it without a gap, in every zone, when it is over', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: 0, max: 3000 }),
        fc.integer({ min: 0, max: 40 }),
        (zone, start, length) => {
          const day = (n: number) => new Date(span.min + n * 86_400_000).toISOString().slice(0, 10);
          const { from, to } = instantsOf({ from: day(start), to: day(start + length) }, zone, new Date());
          if (!from || !to) throw new Error('a period without ends');
          const found = periodBefore({ from, to }, zone);
          expect(found?.to).toEqual(from);
          expect(found?.from).toEqual(
            instantsOf({ from: day(start - length - 1), to: null }, zone, new Date()).from,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

test('days are counted over the ends of months and years', () => {
  expect(daysBetween('2023-12-30', '2024-01-02')).toEqual([
    '2023-12-30',
    '2023-12-31',
    '2024-01-01',
    '2024-01-02',
  ]);
  expect(daysBetween('2024-02-28', '2024-03-01')).toEqual(['2024-02-28', '2024-02-29', '2024-03-01']);
  expect(daysBetween('2024-02-28', '2024-02-28')).toEqual(['2024-02-28']);
});
