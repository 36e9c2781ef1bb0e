import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigurationError, readEnv } from '@/lib/env';
import { keepingsOf, readRetentionDays } from '@/lib/retention/days';
import { retentionClasses } from '@/lib/retention/view';
import { validEnv } from '../valid-env';

const NOW = new Date('2026-11-22T12:00:00.000Z');

describe('RETENTION_DAYS', () => {
  test('names classes and their days, in any order and with spaces', () => {
    const { days, problems } = readRetentionDays(
      ' staff = 1095,customer=3650 ,drafts=30,sessions=7,hints=180',
    );
    expect(problems).toEqual([]);
    expect(days).toEqual({ customer: 3650, staff: 1095, drafts: 30, sessions: 7, hints: 180 });
  });

  test('keeps what it does not name for good, but sign-ins', () => {
    expect(readRetentionDays('')).toEqual({ days: { sessions: 90 }, problems: [] });
  });

  test('reads back whatever it was given', () => {
    const given = fc.dictionary(fc.constantFrom(...retentionClasses), fc.integer({ min: 1, max: 36_500 }), {
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(given, (days) => {
        const text = Object.entries(days).map(([name, count]) => `${name}=${count}`);
        expect(readRetentionDays(text.join(','))).toEqual({ days: { sessions: 90, ...days }, problems: [] });
      }),
    );
  });

  test.each([
    ['an unknown class', 'customers=3650', 'there is no class "customers"'],
    ['what every object has', 'toString=5', 'there is no class "toString"'],
    ['zero', 'customer=0', 'customer must be a whole number of days from 1'],
    ['a negative number', 'staff=-3', 'staff must be a whole number'],
    ['a fraction', 'staff=1.5', 'staff must be a whole number'],
    ['a number in another notation', 'staff=1e3', 'staff must be a whole number'],
    ['more than a hundred years', 'staff=36501', 'staff must be a whole number'],
    ['no number', 'drafts=', 'drafts must be a whole number'],
    ['no equals sign', 'drafts', 'drafts must be a whole number'],
    ['rubbish behind the number', 'drafts=30=40', 'drafts must be a whole number'],
    ['a class twice', 'drafts=30,drafts=40', 'drafts is there twice'],
  ])('refuses %s, and says so by name', (_what, text, says) => {
    expect(readRetentionDays(text).problems.join('\n')).toContain(says);
    expect(() => readEnv({ ...validEnv(), RETENTION_DAYS: text })).toThrow(ConfigurationError);
    expect(() => readEnv({ ...validEnv(), RETENTION_DAYS: text })).toThrow(`RETENTION_DAYS: ${says}`);
  });

  test('tells every problem at once', () => {
    expect(readRetentionDays('a=1,staff=0,b').problems).toHaveLength(3);
  });
});

describe('what is older than the days', () => {
  const of = (text: string) =>
    Object.fromEntries(
      keepingsOf(readRetentionDays(text).days, NOW).map((keeping) => [keeping.class, keeping]),
    );

  test('is what began so many times 24 hours ago', () => {
    expect(of('customer=1').customer).toEqual({
      class: 'customer',
      days: 1,
      before: '2026-11-21T12:00:00.000Z',
      follows: null,
    });
  });

  test('is nothing where the class is kept for good', () => {
    expect(of('').customer).toEqual({ class: 'customer', days: null, before: null, follows: null });
  });

  test('drafts are kept no longer than their customer or their teller', () => {
    expect(of('customer=3650,staff=1095').drafts).toMatchObject({ days: 1095, follows: 'staff' });
    expect(of('customer=20,staff=1095,drafts=30').drafts).toMatchObject({ days: 20, follows: 'customer' });
    expect(of('customer=3650,staff=1095,drafts=30').drafts).toMatchObject({ days: 30, follows: null });
  });

  test('ID tokens are kept no longer than their customer', () => {
    expect(of('customer=100').hints).toMatchObject({ days: 100, follows: 'customer' });
    expect(of('staff=100').hints).toMatchObject({ days: null, follows: null });
    expect(of('customer=100,hints=100').hints).toMatchObject({ days: 100, follows: null });
  });
});
