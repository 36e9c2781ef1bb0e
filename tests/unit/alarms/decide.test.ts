import { describe, expect, test } from 'vitest';
import { type AlarmFacts, consequenceOf } from '@/lib/alarms/decide';
import { newAlarmId } from '@/lib/alarms/report';
import { reportOn } from '@/lib/alarms/reports-of';
import { reportSources } from '@/lib/alarms/view';
import { ann, requested, START } from '../../support/samples';

const alarm = newAlarmId();
const facts: AlarmFacts = { standing: null, mismatchedCustomers: 1, rightAnswers: 0 };
const report = (source: (typeof reportSources)[number] = 'staff') =>
  reportOn(requested(), source, ann, START);

describe('a report', () => {
  test.each(reportSources)('from %s raises the alarm, and joins one that stands', (source) => {
    expect(consequenceOf(report(source), facts)).toBe('raise');
    expect(consequenceOf(report(source), { ...facts, standing: alarm })).toBe('join');
  });

  test('about nobody who was found is kept', () => {
    expect(consequenceOf({ ...report(), subject: null }, facts)).toBe('keep');
  });
});

describe('answers for somebody else', () => {
  test('for three customers without a right one between them are the installation’s mistake', () => {
    expect(consequenceOf(report('wrong_subject'), { ...facts, mismatchedCustomers: 3 })).toBe('set_up');
    expect(consequenceOf(report('wrong_subject'), { ...facts, mismatchedCustomers: 2 })).toBe('raise');
  });

  test('are about their customers as soon as one answered for themselves', () => {
    const mixed = { ...facts, mismatchedCustomers: 9, rightAnswers: 1 };
    expect(consequenceOf(report('wrong_subject'), mixed)).toBe('raise');
  });

  test('excuse no other report', () => {
    expect(consequenceOf(report('provider'), { ...facts, mismatchedCustomers: 9 })).toBe('raise');
  });
});
