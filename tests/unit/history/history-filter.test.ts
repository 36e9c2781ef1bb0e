import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  anything,
  filterQuery,
  type HistoryFilter,
  presets,
  purposes,
  readFilter,
} from '@/lib/history/filter/view';
import { endReasons, statuses } from '@/lib/verification/view';

const read = (query: string) => readFilter(new URLSearchParams(query));

describe('the filter an address names', () => {
  test('is anything where the address says nothing', () => {
    expect(read('')).toEqual({ filter: anything, ignored: [] });
    expect(read('status=&customer=++&period=')).toEqual({ filter: anything, ignored: [] });
  });

  test('has all that is named', () => {
    const query =
      'period=7d&staff=staff-ann&customer=Maria&purpose=wire_transfer&status=denied&reason=fraud_reported&delivery=ping&call=K-7';
    expect(read(query).filter).toEqual({
      period: { preset: '7d' },
      staff: 'staff-ann',
      customer: 'Maria',
      purpose: 'wire_transfer',
      status: 'denied',
      reason: 'fraud_reported',
      delivery: 'ping',
      call: 'K-7',
    });
  });

  test('takes a chosen period before days', () => {
    expect(read('period=today&from=2026-03-01').filter.period).toEqual({ preset: 'today' });
    expect(read('from=2026-03-01').filter.period).toEqual({ from: '2026-03-01', to: null });
  });

  test.each([
    ['period=fortnight', 'period'],
    ['from=2026-02-29', 'from'],
    ['from=1999-12-31', 'from'],
    ['to=2026-3-1', 'to'],
    ['status=Denied', 'status'],
    ['status=toString', 'status'],
    ['reason=bored', 'reason'],
    ['purpose=curiosity', 'purpose'],
    ['delivery=pigeon', 'delivery'],
    ['staff=a%00b', 'staff'],
    [`customer=${'x'.repeat(101)}`, 'customer'],
    ['call=%1B', 'call'],
  ])('leaves out what nobody could have chosen, and says so: %s', (query, name) => {
    expect(read(query)).toEqual({ filter: anything, ignored: [name] });
  });

  test('is the same again after a way through an address', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(read(filterQuery(filter))).toEqual({ filter, ignored: [] });
      }),
    );
  });
});

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: null });

const text = maybe(
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .map((value) => value.trim())
    .filter((value) => value.length > 0 && value.length <= 100 && !/\p{Cc}/u.test(value)),
);

const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const period = maybe(
  fc.oneof(
    fc.constantFrom(...presets).map((preset) => ({ preset })),
    fc.tuple(maybe(day), maybe(day)).map(([from, to]) => ({ from, to })),
  ),
).filter((value) => value === null || 'preset' in value || value.from !== null || value.to !== null);

const filters: fc.Arbitrary<HistoryFilter> = fc.record({
  period,
  staff: text,
  customer: text,
  purpose: maybe(fc.constantFrom(...purposes)),
  status: maybe(fc.constantFrom(...statuses)),
  reason: maybe(fc.constantFrom(...endReasons)),
  delivery: maybe(fc.constantFrom('poll', 'ping', 'push')),
  call: text,
});
