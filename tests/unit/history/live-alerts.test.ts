import { describe, expect, test } from 'vitest';
import { handledAlarms, type Raised, raisedAlerts, type Signals } from '@/lib/history/live/alerts';
import type { Take } from '@/lib/history/live/store';
import { later, START } from '../../support/samples';

const quiet: Signals = {
  standing: [],
  wrongSubjects: undefined,
  limits: [],
  activity: [],
  alarms: [],
  locked: [],
  lockSeconds: 600,
  answers: [],
  answersOfAll: { denied: 20, answered: 1_000, asked: 1_100 },
  searches: [],
  outage: undefined,
  setupFaults: [],
  unsoundAt: null,
  deafSince: null,
};

const alarm = (verificationId: string, at: Date): Signals['alarms'][number] => ({
  verificationId,
  customerId: 'C-1',
  staffName: 'Ines',
  reason: 'details_altered',
  endedAt: at,
});
const standing = (alarmId: string, raisedAt: Date, reports = 1): Signals['standing'][number] => ({
  alarmId,
  customerId: 'C-1',
  source: 'provider',
  reports,
  askedBy: 'Ines',
  raisedAt,
});
const limit = (subject: string, reachedAt: Date): Signals['limits'][number] => ({
  subject,
  name: subject,
  limit: 'staff_limit',
  times: 2,
  reachedAt,
  until: later(960),
});
const asking = (subject: string, lastAt: Date, approved = 3): Signals['activity'][number] => ({
  subject,
  name: subject,
  asked: 30,
  approved,
  lastAt,
});
const locked = (customerId: string, since: Date): Signals['locked'][number] => ({
  customerId,
  asked: 5,
  since,
  oldest: START,
});
const denials = (subject: string, lastAt: Date): Signals['answers'][number] => ({
  subject,
  name: subject,
  denied: 5,
  answered: 6,
  lastAt,
});
const searches = (subject: string, lastAt: Date): Signals['searches'][number] => ({
  subject,
  name: subject,
  searches: 130,
  customersSeen: 408,
  opened: 0,
  asked: 0,
  limitedAt: lastAt,
  lastAt,
});
const outage = (since: Date) => ({ waiting: 1, ended: 2, since });

const now = later(900);
const raised = (signals: Partial<Signals>, takes: readonly Take[] = [], at = now) =>
  raisedAlerts({ ...quiet, ...signals }, takes, at);

function takenAt(at: Date, [alert]: readonly Raised[]): Take {
  if (!alert) throw new Error('There is nothing to take');
  return { ...alert, at, by: { subject: 'staff-sue', name: 'Sue' } };
}

test('nothing is raised where nothing is the matter', () => {
  expect(raised({})).toEqual([]);
  expect(raised({ answers: [{ ...denials('ann', START), denied: 3, answered: 90 }] })).toEqual([]);
  expect(raised({ searches: [{ ...searches('ann', START), limitedAt: null, opened: 5 }] })).toEqual([]);
});

test('the most urgent stands first, and of a kind the newest', () => {
  const all = raised({
    unsoundAt: later(899),
    deafSince: later(898),
    outage: outage(later(890)),
    searches: [searches('ann', later(650))],
    answers: [denials('ann', later(600)), denials('bob', later(700))],
    locked: [locked('C-2', later(880))],
    alarms: [alarm('ver_old', START), alarm('ver_new', later(300))],
    standing: [standing('alm_new', later(5)), standing('alm_old', START)],
    limits: [limit('ann', later(60))],
    activity: [asking('bob', later(70))],
    wrongSubjects: { customers: 3, since: later(20) },
    setupFaults: [{ reason: 'setup_wrong', failed: 4, since: later(30) }],
  });
  expect(all.map(({ about }) => about)).toEqual([
    'alarm:alm_new',
    'alarm:alm_old',
    'fraud:ver_new',
    'fraud:ver_old',
    'staff_limit:staff_limit:ann',
    'unusual_requests:bob',
    'wrong_subjects:',
    'customer_locked:C-2',
    'unusual_denials:bob',
    'unusual_denials:ann',
    'unusual_searches:ann',
    'op_unreachable:',
    'setup_fault:setup_wrong',
    'trail_unsound:',
    'notifications_lost:',
  ]);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
});

test('a locked customer is told with the moment from which they may be asked again', () => {
  const [alert] = raised({ locked: [locked('C-1', later(60))] });
  expect(alert?.matter).toMatchObject({ asked: 5, until: later(600).toISOString() });
});

test('an alert keeps its id for as long as it stands, whatever is added to it', () => {
  const [before] = raised({ answers: [denials('ann', later(10))] });
  const [after] = raised({ answers: [{ ...denials('ann', later(500)), denied: 9, answered: 10 }] });
  expect(after?.id).toBe(before?.id);
});

test('an alarm that somebody handles is told as handled for as long as it stands, as it is now', () => {
  const before = { ...quiet, standing: [standing('alm_1', START), standing('alm_2', later(10))] };
  const [second, first] = raised(before);
  const takes = [takenAt(later(200), first ? [first] : []), takenAt(later(300), second ? [second] : [])];
  const now = { standing: [standing('alm_1', START, 4)] };
  expect(raised(now, takes, later(90_000))).toEqual([]);
  expect(handledAlarms(now, takes)).toMatchObject([
    { about: 'alarm:alm_1', at: later(200), by: { name: 'Sue' }, since: START, matter: { reports: 4 } },
  ]);
  expect(handledAlarms({ standing: [] }, takes)).toEqual([]);
});

test('whom others get to approve is held against who gets few to', () => {
  expect(raised({ activity: [asking('ann', START)] })).toHaveLength(1);
  // On such a day it is nobody's doing.
  const others = [asking('bob', START), asking('cat', START)];
  expect(raised({ activity: [asking('ann', START), ...others] })).toEqual([]);
  const atWork = asking('dan', START, 28);
  expect(raised({ activity: [asking('ann', START), atWork] }).map(({ about }) => about)).toEqual([
    'unusual_requests:ann',
  ]);
});

describe('what somebody handles is raised no more', () => {
  const cases: [string, Partial<Signals>, Partial<Signals>][] = [
    ['an end that alarms', { alarms: [alarm('ver_1', START)] }, { alarms: [alarm('ver_2', later(700))] }],
    ['a lock', { locked: [locked('C-1', START)] }, { locked: [locked('C-1', later(700))] }],
    ['denials', { answers: [denials('ann', START)] }, { answers: [denials('ann', later(700))] }],
    ['a limit', { limits: [limit('ann', START)] }, { limits: [limit('ann', later(700))] }],
    ['one who asks many', { activity: [asking('ann', START)] }, { activity: [asking('ann', later(700))] }],
    [
      'a set-up',
      { wrongSubjects: { customers: 3, since: START } },
      { wrongSubjects: { customers: 4, since: later(700) } },
    ],
    ['an alarm', { standing: [standing('alm_1', START)] }, { standing: [standing('alm_2', later(700))] }],
    ['searches', { searches: [searches('ann', START)] }, { searches: [searches('ann', later(700))] }],
    ['a silent OP', { outage: outage(START) }, { outage: outage(later(899)) }],
    ['an unsound trail', { unsoundAt: START }, { unsoundAt: later(700) }],
  ];
  test.each(cases)('%s, until there is another one', (_, first, another) => {
    const take = takenAt(later(200), raised(first));
    expect(raised(first, [take])).toEqual([]);
    const again = raised(another, [take]);
    expect(again).toHaveLength(1);
    expect(again[0]?.id).not.toBe(take.id);
    expect(raised(another, [take, takenAt(later(901), again)])).toEqual([]);
  });

  test('nor is an outage whose first request is over while others still fail', () => {
    const take = takenAt(later(200), raised({ outage: outage(START) }));
    expect(raised({ outage: outage(later(400)) }, [take])).toEqual([]);
  });

  test('the last take counts, in whatever order they come', () => {
    const first = takenAt(later(10), raised({ locked: [locked('C-1', START)] }));
    const second = takenAt(later(300), raised({ locked: [locked('C-1', later(200))] }, [first]));
    expect(raised({ locked: [locked('C-1', later(250))] }, [second, first])).toEqual([]);
  });
});
