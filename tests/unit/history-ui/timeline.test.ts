import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detailTexts } from '@/components/history/detail-text';
import { durationText, wholeText } from '@/components/history/duration-text';
import { lookText, stepsOf } from '@/components/history/timeline-steps';
import { timelineText } from '@/components/history/timeline-text';
import { securityActions } from '@/lib/audit/security-actions';
import type { TimelineItem } from '@/lib/history/view';

const item = (action: string, at: string, name = 'Ines Moreau'): TimelineItem => ({
  at: `2026-11-22T14:${at}Z`,
  actor: { kind: 'staff', name },
  action,
  details: {},
  removed: false,
});
/** Numbers and their units are not torn apart. */
const joined = (text: string) => text.replaceAll(/(?<=\d) /g, '\u00a0');
const look = (at: string, name: string) => item('history.entry_viewed', at, name);

describe('the timeline', () => {
  test('tells the time between one thing and the next', () => {
    const steps = stepsOf([
      item('verification.requested', '00:00.000'),
      item('verification.acknowledged', '00:00.310'),
      item('verification.approved', '00:04.510'),
    ]);
    expect(steps.map(({ after }) => after)).toEqual([null, 0.31, 4.2]);
  });

  test('has one line for looks of the same person in a row, and goes on counting from the last of them', () => {
    const steps = stepsOf([
      item('verification.requested', '00:00.000'),
      look('01:00.000', 'Grace Kim'),
      look('02:00.000', 'Grace Kim'),
      look('03:00.000', 'Grace Kim'),
      look('04:00.000', 'Nora Bielik'),
      item('sensitive_data.read', '04:30.000'),
      look('05:00.000', 'Nora Bielik'),
    ]);
    expect(steps.map((step) => (step.item.action.endsWith('viewed') ? lookText(step) : '-'))).toEqual([
      '-',
      'Grace Kim looked at this record 3 times',
      'Nora Bielik looked at this record',
      '-',
      'Nora Bielik looked at this record',
    ]);
    expect(steps.map(({ after }) => after)).toEqual([null, 60, 60, 30, 30]);
    expect(steps[1]?.until).toBe('2026-11-22T14:03:00.000Z');
  });

  test('never goes backwards when two clocks differ', () => {
    expect(stepsOf([item('a', '00:01.000'), item('b', '00:00.900')])[1]?.after).toBe(0);
  });

  test('has words for everything that can be recorded', () => {
    const source = readFileSync(new URL('../../../lib/audit/entry.ts', import.meta.url), 'utf8');
    const own = [...source.matchAll(/\| '([a-z_]+\.[a-z_]+)'/g)].map(([, action = '']) => action);
    const actions = [...own, ...securityActions];
    expect(actions.length).toBeGreaterThan(40);
    expect(actions.filter((action) => timelineText({ action, details: {} }) === action)).toEqual([]);
  });

  test('tells a denial from a report of fraud', () => {
    const denied = (fraudReported: boolean) =>
      timelineText({ action: 'verification.denied', details: { fraudReported } });
    expect(denied(false)).toBe('The customer denied');
    expect(denied(true)).toBe('The customer denied: they said they are not on a call');
  });

  test('shows what it does not know as it was recorded', () => {
    expect(timelineText({ action: 'tea.served', details: {} })).toBe('tea.served');
    expect(
      detailTexts({
        action: 'tea.served',
        details: { sugar_lumps: 2, milkFirst: false, status: 'hot', spoon: null },
      }),
    ).toEqual(['Sugar lumps: 2', 'Milk first: false']);
  });

  test('puts what is recorded beside an event into words', () => {
    expect(
      detailTexts({
        action: 'verification.failed',
        details: {
          expiresIn: 120,
          interval: 5,
          reason: 'op_unreachable',
          why: 'call_ended',
          purpose: 'wire_transfer',
        },
      }),
    ).toEqual([
      joined('Time to answer 2 min'),
      joined('Asks at most every 5 s'),
      'Sign-in service unreachable',
      'Call ended',
      'Wire transfer',
    ]);
  });
});

test('what was reported and lifted is told in the words of who did, and by no key', () => {
  const of = (action: string, details: TimelineItem['details']) => detailTexts({ action, details });
  expect(
    of('report.made', { report: 'rep_1', alarm: 'alm_1', source: 'staff', reason: 'no_idea whoTheyAre' }),
  ).toEqual(['Reported on a call: “This is not the customer”', '“no_idea whoTheyAre”']);
  expect(
    of('alarm.raised', { alarm: 'alm_1', report: 'rep_1', issuer: 'https://op', subject: 's-1' }),
  ).toEqual([]);
  expect(of('alarm.lifted', { alarm: 'alm_1', reason: 'called back' })).toEqual(['“called back”']);
  expect(of('verification.denial_explained', { answer: 'pressed_nothing', status: 'denied' })).toEqual([
    'They say they pressed nothing or saw nothing',
  ]);
  expect(of('security.cap_reached', { limit: 'staff_limit' })).toEqual([
    'The most customers one person may ask in a minute',
  ]);
  expect(of('report.made', { source: 'of_a_later_version' })).toEqual(['Of a later version']);
});

test.each([
  [0, '0.0 s'],
  [4.24, '4.2 s'],
  [59.94, '59.9 s'],
  [59.96, '1 min'],
  [125.4, '2 min 5 s'],
  [3599.7, '1 h'],
  [11_520, '3 h 12 min'],
  [187_200, '2 d 4 h'],
  [-3, '0.0 s'],
])('%d seconds are %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(joined(text));
});

test('what is agreed in whole seconds has no tenths', () => {
  expect([5, 60, 600, 90].map(wholeText)).toEqual(['5 s', '1 min', '10 min', '1 min 30 s'].map(joined));
});
