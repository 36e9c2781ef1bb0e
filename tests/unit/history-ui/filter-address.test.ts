import { describe, expect, test } from 'vitest';
import { askedFor, filterHref } from '@/components/history/filter-address';
import { whatIsSet } from '@/components/history/filter-words';
import { anything, readFilter } from '@/lib/history/filter/view';

const fromForm = (set: Record<string, string>) =>
  askedFor('/history', {
    period: '',
    from: '',
    to: '',
    customer: '',
    staff: '',
    status: '',
    reason: '',
    purpose: '',
    delivery: '',
    call: '',
    ...set,
  });

describe('what the form sends', () => {
  test('is tidied up to what was chosen', () => {
    expect(fromForm({ status: 'denied', customer: ' Maria Álvarez ' }).moved).toBe(
      '/history?customer=Maria+%C3%81lvarez&status=denied',
    );
    expect(fromForm({}).moved).toBe('/history');
  });

  test('means the two days only when it is they that were chosen', () => {
    const days = { from: '2026-11-01', to: '2026-11-07' };
    expect(fromForm({ ...days, period: 'days' }).filter.period).toEqual(days);
    expect(fromForm({ ...days, period: 'days' }).moved).toBe('/history?from=2026-11-01&to=2026-11-07');
    expect(fromForm({ ...days, period: '7d' }).filter.period).toEqual({ preset: '7d' });
    expect(fromForm({ ...days, period: '' }).filter.period).toBeNull();
  });

  test('leads to an address that stays as it is', () => {
    const moved = fromForm({ period: 'days', from: '2026-11-01', reason: 'fraud_reported' }).moved ?? '';
    const params = Object.fromEntries(new URL(moved, 'http://desk').searchParams);
    expect(askedFor('/history', params).moved).toBeNull();
  });
});

test('an address that asks for what cannot be chosen is not tidied up, so that the page can say so', () => {
  const { ignored, moved, filter } = askedFor('/history', {
    status: 'maybe',
    customer: '',
    purpose: 'wire_transfer',
  });
  expect(ignored).toEqual(['status']);
  expect(moved).toBeNull();
  expect(filter).toEqual({ ...anything, purpose: 'wire_transfer' });
});

test('of a parameter given twice the first counts', () => {
  expect(askedFor('/history', { status: ['denied', 'approved'] }).filter.status).toBe('denied');
});

test('each thing that is set can be removed, and the others stay', () => {
  const { filter } = readFilter(
    new URLSearchParams('from=2026-11-01&to=2026-11-01&staff=s-1&status=denied&call=A+7'),
  );
  const set = whatIsSet(filter, [{ subject: 's-1', name: 'Ines Moreau' }]);
  expect(set.map(({ label }) => label)).toEqual([
    'Period: 1 Nov 2026',
    'Requested by: Ines Moreau',
    'Status: Denied',
    'Call reference: A 7',
  ]);
  expect(set.map(({ without }) => filterHref('/history', without))).toEqual([
    '/history?staff=s-1&status=denied&call=A+7',
    '/history?from=2026-11-01&to=2026-11-01&status=denied&call=A+7',
    '/history?from=2026-11-01&to=2026-11-01&staff=s-1&call=A+7',
    '/history?from=2026-11-01&to=2026-11-01&staff=s-1&status=denied',
  ]);
});
