import { beforeEach, expect, test } from 'vitest';
import { takeAlert } from '@/lib/history/live/take';
import { ann, later, START, staff, sue } from '../../support/samples';
import { liveDesk } from './live-doubles';

const sam = staff('staff-sam', ['supervisor']);
const auditor = staff('staff-nora', ['auditor']);
const altered = {
  verificationId: 'ver_1',
  customerId: 'C-1',
  staffName: 'Ines',
  reason: 'details_altered' as const,
  endedAt: START,
};
const standing = {
  alarmId: 'alm_1',
  customerId: 'C-1',
  source: 'provider' as const,
  reports: 1,
  askedBy: 'Ines',
  raisedAt: START,
};
let desk: ReturnType<typeof liveDesk>;
beforeEach(() => {
  desk = liveDesk();
  desk.found.alarmsSince = [altered];
  desk.found.lockedSince = [{ customerId: 'C-1', asked: 5, since: START, oldest: START }];
});

const look = async () => {
  await desk.clock.advance(250);
  return desk.deps.wall.read();
};
const first = async () => {
  const [alert] = (await look()).alerts;
  if (!alert) throw new Error('There is nothing to take');
  return alert.id;
};

test('who handles an alert is told to everybody, and it stands at the end for half an hour', async () => {
  const id = await first();
  await takeAlert(desk.deps, sue, id);
  const view = await look();
  expect(view.alerts.map(({ matter, taken }) => [matter.kind, taken?.by])).toEqual([
    ['customer_locked', undefined],
    ['fraud', sue.name],
  ]);
  expect(view.untaken).toBe(1);
  await desk.clock.advance(29 * 60_000);
  expect((await look()).alerts.some(({ taken }) => taken)).toBe(true);
  await desk.clock.advance(60_000);
  expect((await look()).alerts.map(({ matter }) => matter.kind)).toEqual(['customer_locked']);
});

test('it is recorded with what it was about, and who is concerned apart from that', async () => {
  await takeAlert(desk.deps, sue, await first());
  expect(desk.audit).toMatchObject([
    {
      actor: sue,
      action: 'alert.taken',
      verificationId: 'ver_1',
      customerId: 'C-1',
      details: { kind: 'fraud', reason: 'details_altered', since: START.toISOString() },
    },
  ]);
});

test('an alarm stays as handled for as long as it stands, and is gone when it is lifted', async () => {
  desk.found.alarmsSince = [];
  desk.found.lockedSince = [];
  desk.found.standingAlarms = { alarms: [standing], total: 1 };
  await takeAlert(desk.deps, sue, await first());
  expect(desk.audit).toMatchObject([
    { customerId: 'C-1', details: { kind: 'alarm', alarm: 'alm_1', source: 'provider', reports: 1 } },
  ]);
  await desk.clock.advance(26 * 3_600_000);
  // Somebody handles something else: what is old is forgotten then, but nothing about an alarm that stands.
  desk.found.alarmsSince = [{ ...altered, endedAt: desk.clock.now() }];
  await takeAlert(desk.deps, sam, await first());
  const { alerts, untaken, alarms } = await look();
  expect(alerts.map(({ matter, taken }) => [matter.kind, taken?.by])).toEqual([
    ['alarm', sue.name],
    ['fraud', sam.name],
  ]);
  expect([untaken, alarms]).toEqual([0, 1]);
  desk.found.standingAlarms = { alarms: [], total: 0 };
  expect((await look()).alerts.map(({ matter }) => matter.kind)).toEqual(['fraud']);
});

test('whose requests were too many is recorded where it can be removed', async () => {
  desk.found.alarmsSince = [];
  desk.found.lockedSince = [];
  const who = { subject: 'ann', name: 'Ann' };
  desk.found.limitsReached = [{ ...who, limit: 'staff_limit', times: 3, reachedAt: START, until: later(60) }];
  await takeAlert(desk.deps, sue, await first());
  desk.found.limitsReached = [];
  desk.found.activitySince = [{ ...who, asked: 40, approved: 1, lastAt: START }];
  await desk.clock.advance(5_000);
  await takeAlert(desk.deps, sue, await first());
  const personal = { staff_id: 'ann', staff_name: 'Ann' };
  expect(desk.audit).toMatchObject([
    { details: { kind: 'staff_limit', limit: 'staff_limit', times: 3 }, personal },
    { details: { kind: 'unusual_requests', asked: 40, approved: 1 }, personal },
  ]);
});

test('whose denials were unusual is recorded where it can be removed', async () => {
  desk.found.alarmsSince = [];
  desk.found.lockedSince = [];
  desk.found.answersSince = [{ subject: 'ann', name: 'Ann', denied: 5, answered: 5, lastAt: START }];
  await takeAlert(desk.deps, sue, await first());
  expect(desk.audit[0]).toMatchObject({
    details: { denied: 5, answered: 5 },
    personal: { staff_id: 'ann', staff_name: 'Ann' },
  });
  expect(JSON.stringify(desk.audit[0]?.details)).not.toMatch(/ann/i);
});

test('whose searches were unusual is recorded where it can be removed', async () => {
  desk.found.alarmsSince = [];
  desk.found.lockedSince = [];
  const counts = { searches: 130, customersSeen: 408, opened: 0, asked: 0 };
  desk.found.searchesSince = [{ subject: 'ann', name: 'Ann', ...counts, limitedAt: null, lastAt: START }];
  await takeAlert(desk.deps, sue, await first());
  expect(desk.audit[0]).toMatchObject({
    details: { kind: 'unusual_searches', searches: 130, customers_seen: 408, opened: 0, asked: 0 },
    personal: { staff_id: 'ann', staff_name: 'Ann' },
  });
  expect(JSON.stringify(desk.audit[0]?.details)).not.toMatch(/ann/i);
});

test('the first one wins, also of two who take it at the same moment', async () => {
  const id = await first();
  const both = await Promise.allSettled([takeAlert(desk.deps, sue, id), takeAlert(desk.deps, sam, id)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(desk.takes).toHaveLength(1);
  expect(desk.audit).toHaveLength(1);
  const [late] = [sue, sam].filter(({ subject }) => subject !== desk.takes[0]?.by.subject);
  await expect(takeAlert(desk.deps, late ?? sam, id)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('is already handling this alert'),
  });
});

test('taking it twice is taking it once', async () => {
  const id = await first();
  await takeAlert(desk.deps, sue, id);
  await takeAlert(desk.deps, sue, id);
  expect(desk.audit).toHaveLength(1);
});

test('what is over cannot be taken, nor what never was', async () => {
  const { alerts } = await look();
  const lock = alerts.find(({ matter }) => matter.kind === 'customer_locked');
  desk.found.lockedSince = [];
  for (const id of [lock?.id ?? '', 'alr_nothing']) {
    await expect(takeAlert(desk.deps, sue, id)).rejects.toMatchObject({ code: 'not_found' });
  }
});

test('a customer locked once more is a new alert', async () => {
  desk.found.alarmsSince = [];
  await takeAlert(desk.deps, sue, await first());
  desk.found.lockedSince = [{ customerId: 'C-1', asked: 5, since: later(700), oldest: later(200) }];
  await desk.clock.advance(720_000);
  const { alerts, untaken } = await look();
  expect(untaken).toBe(1);
  expect(alerts.map(({ taken }) => taken !== null)).toEqual([false, true]);
});

test('only supervisors take alerts', async () => {
  const id = await first();
  for (const actor of [ann, auditor]) {
    await expect(takeAlert(desk.deps, actor, id)).rejects.toMatchObject({ code: 'forbidden' });
  }
  expect(desk.audit).toEqual([]);
});
