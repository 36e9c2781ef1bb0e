import { expect, test } from 'vitest';
import { reasonText } from '@/components/alarms/report-list';
import { reportEvents } from '@/lib/security-events/view';

test.each(Object.values(reportEvents))('the event %s is told in words', (reason) => {
  const told = reasonText({ source: 'security_event', reason });
  expect(told).toMatch(/^\p{Lu}.*\.$/u);
  expect(told).not.toContain(reason);
});

test('another event is told by its type, and what a person wrote is quoted', () => {
  expect(reasonText({ source: 'security_event', reason: 'urn:bank:stolen' })).toBe('Event: urn:bank:stolen');
  expect(reasonText({ source: 'security_event', reason: 'toString' })).toBe('Event: toString');
  expect(reasonText({ source: 'staff', reason: 'A child’s voice' })).toBe('“A child’s voice”');
});
