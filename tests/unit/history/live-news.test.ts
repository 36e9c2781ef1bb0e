import { expect, test } from 'vitest';
import { newsBetween } from '@/components/history/live/told';
import type { Alert, LiveView } from '@/lib/history/live/view';
import { START, sue } from '../../support/samples';

const at = START.toISOString();
const alarm = (name: string, taken = false): Alert => ({
  id: `alr_${name}`,
  since: at,
  taken: taken ? { by: sue.name, at } : null,
  matter: {
    kind: 'alarm',
    alarmId: 'alm_1',
    source: 'provider',
    reports: 1,
    customer: { id: 'C-1', name, number: 'N-1' },
    askedBy: 'Ines',
  },
});
const outage: Alert = {
  id: 'alr_op',
  since: at,
  taken: null,
  matter: { kind: 'op_unreachable', waiting: 1, ended: 0 },
};
const wall = (...alerts: Alert[]): LiveView => ({
  now: at,
  calls: [],
  waiting: 0,
  approvalsInUse: 0,
  lastHour: { asked: 0, approved: 0, denied: 0, expired: 0, failed: 0, reports: 0 },
  alerts,
  untaken: alerts.filter(({ taken }) => !taken).length,
  alarms: 0,
});

test('what is new is told by what it is and whom it is about', () => {
  expect(newsBetween(wall(alarm('Maria')), wall(alarm('Ken'), alarm('Maria'), outage))).toBe(
    'New alert: Alarm, Ken; Sign-in service not answering',
  );
});

test('nothing is told of alerts that were there, that are taken or that are gone', () => {
  const before = wall(alarm('Maria'), outage);
  for (const after of [before, wall(alarm('Maria', true), outage), wall()])
    expect(newsBetween(before, after)).toBeNull();
  expect(newsBetween(wall(), wall(alarm('Maria', true)))).toBeNull();
});

test('of many at once the number is told, and the most urgent', () => {
  const many = ['Ann', 'Ben', 'Cat', 'Dan'].map((name) => alarm(name));
  expect(newsBetween(wall(), wall(...many))).toBe('4 new alerts. The first: Alarm, Ann');
});
