import { beforeEach, expect, test } from 'vitest';
import { takeAlert } from '@/lib/history/live/take';
import { ann, later, START, staff, sue } from '../../support/samples';
import { liveDesk } from './live-doubles';

const sam = staff('staff-sam', ['supervisor']);
const auditor = staff('staff-nora', ['auditor']);
let desk: ReturnType<typeof liveDesk>;
beforeEach(() => {
  desk = liveDesk();
  desk.found.alarmsSince = [
    {
      verificationId: 'ver_1',
      customerId: 'C-1',
      staffName: 'Ines',
      reason: 'fraud_reported',
      endedAt: START,
    },
  ];
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

test('who takes an alert is told to everybody, and it stands at the end for half an hour', async () => {
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
      details: { kind: 'fraud', reason: 'fraud_reported', since: START.toISOString() },
    },
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

test('the first one wins, also of two who take it at the same moment', async () => {
  const id = await first();
  const both = await Promise.allSettled([takeAlert(desk.deps, sue, id), takeAlert(desk.deps, sam, id)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(desk.takes).toHaveLength(1);
  expect(desk.audit).toHaveLength(1);
  const [late] = [sue, sam].filter(({ subject }) => subject !== desk.takes[0]?.by.subject);
  await expect(takeAlert(desk.deps, late ?? sam, id)).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('has taken this alert already'),
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
