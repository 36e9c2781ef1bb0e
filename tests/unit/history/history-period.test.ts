import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Period } from '@/lib/history/filter/view';
import { dayOf, instantsOf } from '@/lib/history/period';

const hour = 60 * 60 * 1000;
const read = (period: Period | null, zone: string, now: string) => {
  const { from, to } = instantsOf(period, zone, new Date(now));
  return [from?.toISOString() ?? null, to?.toISOString() ?? null];
};
const dayIn = (zone: string, day: string) => {
  const { from, to } = instantsOf({ from: day, to: day }, zone, new Date());
  if (!from || !to) throw new Error('a day has two ends');
  return { from, to, hours: (to.getTime() - from.getTime()) / hour };
};

describe('a period', () => {
  test.each([
    ['Europe/London', '2026-07-15T10:00:00.000Z', '2026-07-14T23:00:00.000Z', '2026-07-15T23:00:00.000Z'],
    ['Asia/Kathmandu', '2026-03-02T18:14:59.999Z', '2026-03-01T18:15:00.000Z', '2026-03-02T18:15:00.000Z'],
    ['Asia/Kathmandu', '2026-03-02T18:15:00.000Z', '2026-03-02T18:15:00.000Z', '2026-03-03T18:15:00.000Z'],
    ['UTC', '2026-12-31T23:59:59.999Z', '2026-12-31T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
  ])('of today in %s at %s is its calendar day', (zone, now, from, to) => {
    expect(read({ preset: 'today' }, zone, now)).toEqual([from, to]);
  });

  test('of yesterday ends where today begins', () => {
    const now = '2026-03-30T09:00:00.000Z';
    const [from, to] = read({ preset: 'yesterday' }, 'Europe/London', now);
    expect([from, to]).toEqual(['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z']);
    expect(read({ preset: 'today' }, 'Europe/London', now)[0]).toBe(to);
  });

  test('of so many days counts today, and ends now', () => {
    const now = '2026-10-26T12:00:00.000Z';
    expect(read({ preset: '7d' }, 'Europe/London', now)).toEqual(['2026-10-19T23:00:00.000Z', now]);
    expect(read({ preset: '30d' }, 'UTC', now)[0]).toBe('2026-09-27T00:00:00.000Z');
    expect(read({ preset: '365d' }, 'UTC', now)[0]).toBe('2025-10-27T00:00:00.000Z');
  });

  test('of days has both of them', () => {
    expect(read({ from: '2026-03-01', to: '2026-03-02' }, 'UTC', '2026-11-22T00:00:00Z')).toEqual([
      '2026-03-01T00:00:00.000Z',
      '2026-03-03T00:00:00.000Z',
    ]);
  });

  test('may be open on either side', () => {
    expect(read(null, 'UTC', '2026-11-22T00:00:00Z')).toEqual([null, null]);
    expect(read({ from: null, to: '2026-03-02' }, 'UTC', '2026-11-22T00:00:00Z')[0]).toBeNull();
    expect(read({ from: '2026-03-02', to: null }, 'UTC', '2026-11-22T00:00:00Z')[1]).toBeNull();
  });

  test.each([
    ['Europe/London', '2026-03-29', 23],
    ['Europe/London', '2026-10-25', 25],
    ['Europe/London', '2026-10-26', 24],
    ['Asia/Kathmandu', '2026-03-29', 24],
    ['Australia/Lord_Howe', '2026-04-05', 24.5],
    // The clocks go forward at midnight: the day begins at one.
    ['America/Havana', '2026-03-08', 23],
    ['America/Havana', '2026-11-01', 25],
    // Samoa went over the date line and had no such day.
    ['Pacific/Apia', '2011-12-30', 0],
  ])('of a day in %s, %s, has %d hours', (zone, day, hours) => {
    expect(dayIn(zone, day).hours).toBe(hours);
  });

  test('begins with the first moment of its day, and days follow each other without a gap', () => {
    const zones = fc.constantFrom(
      'UTC',
      'Europe/London',
      'Asia/Kathmandu',
      'America/St_Johns',
      'America/Havana',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Africa/Cairo',
    );
    const instants = fc.date({
      min: new Date('2012-01-02'),
      max: new Date('2090-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(zones, instants, (zone, instant) => {
        const day = dayOf(instant, zone);
        const { from, to } = dayIn(zone, day);
        expect(from.getTime()).toBeLessThanOrEqual(instant.getTime());
        expect(to.getTime()).toBeGreaterThan(instant.getTime());
        expect(dayOf(from, zone)).toBe(day);
        expect(dayOf(new Date(from.getTime() - 1), zone) < day).toBe(true);
        expect(dayIn(zone, dayOf(to, zone)).from).toEqual(to);
      }),
      { numRuns: 60 },
    );
  });
});
