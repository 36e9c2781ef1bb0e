import { beforeEach, expect, test } from 'vitest';
import type { LiveView } from '@/lib/history/live/view';
import { getLive, watchLive } from '@/lib/history/live/watch';
import { quiet } from '../../support/fake-clock';
import { ann, later, START, staff, sue, tom } from '../../support/samples';
import { liveDesk } from './live-doubles';

const auditor = staff('staff-nora', ['auditor']);
let desk: ReturnType<typeof liveDesk>;
beforeEach(() => {
  desk = liveDesk();
});

const call = (id: string, customerId = 'C-1') => ({
  id,
  customerId,
  staffName: 'Ines Moreau',
  purpose: 'account_access' as const,
  sent: true,
  opReachable: true,
  requestedAt: START,
  expiresAt: later(120),
});

test('the wall names customers, also those who left the directory, and tells no code', async () => {
  desk.found.openCalls = { calls: [call('ver_1'), call('ver_2', 'C-gone')], total: 2 };
  const view = await getLive(desk.deps, sue);
  expect(view.calls).toEqual([
    {
      id: 'ver_1',
      customer: { id: 'C-1', name: 'Maria Alvarez', number: 'N-1' },
      staffName: 'Ines Moreau',
      purpose: 'account_access',
      sent: true,
      opReachable: true,
      requestedAt: START.toISOString(),
      expiresAt: later(120).toISOString(),
    },
    expect.objectContaining({ customer: { id: 'C-gone', name: 'Removed customer', number: 'C-gone' } }),
  ]);
});

test('what does not fit on a wall is counted', async () => {
  desk.found.openCalls = { calls: Array.from({ length: 80 }, (_, n) => call(`ver_${n}`)), total: 80 };
  desk.found.alarmsSince = Array.from({ length: 70 }, (_, n) => ({
    verificationId: `ver_${n}`,
    customerId: 'C-1',
    staffName: 'Ines',
    reason: 'details_altered' as const,
    endedAt: START,
  }));
  const view = await getLive(desk.deps, sue);
  expect([view.calls.length, view.waiting]).toEqual([60, 80]);
  expect([view.alerts.length, view.untaken]).toEqual([50, 70]);
});

test('an audit trail found unsound is an alert', async () => {
  expect((await getLive(desk.deps, auditor)).alerts).toEqual([]);
  desk.proof.state = 'unsound';
  await desk.clock.advance(250);
  expect((await getLive(desk.deps, auditor)).alerts).toMatchObject([{ matter: { kind: 'trail_unsound' } }]);
});

test('notifications that do not arrive are an alert for as long as that', async () => {
  desk.health.deafSince = START;
  expect((await getLive(desk.deps, sue)).alerts).toMatchObject([
    { since: START.toISOString(), matter: { kind: 'notifications_lost' } },
  ]);
  desk.health.deafSince = null;
  await desk.clock.advance(250);
  expect((await getLive(desk.deps, sue)).alerts).toEqual([]);
});

test('who asks while a read is due gets the same one, and reads keep their distance', async () => {
  await desk.deps.wall.read();
  expect(desk.reads.openCalls).toBe(1);
  const waiting = Promise.all([desk.deps.wall.read(), desk.deps.wall.read(), desk.deps.wall.read()]);
  await quiet();
  expect(desk.reads.openCalls).toBe(1);
  desk.found.approvalsInUse = 7;
  await desk.clock.advance(250);
  const views = await waiting;
  expect(desk.reads.openCalls).toBe(2);
  // Read after it was asked for: nobody is told what was so before.
  expect(views.map(({ approvalsInUse }) => approvalsInUse)).toEqual([7, 7, 7]);
});

test('a read that fails does so for who waited for it, and the next one is tried', async () => {
  const { live, wall } = desk.deps;
  const well = live.openCalls;
  live.openCalls = () => Promise.reject(new Error('the database is away'));
  await expect(wall.read()).rejects.toThrow('away');
  live.openCalls = well;
  const next = wall.read();
  await desk.clock.advance(250);
  expect((await next).waiting).toBe(0);
});

test('what is usual in the centre is counted anew every ten minutes, not for every look', async () => {
  const look = async (after: number) => {
    await desk.clock.advance(after);
    await desk.deps.wall.read();
    return desk.reads.answersOfAllSince;
  };
  expect(await look(0)).toBe(1);
  expect(await look(599_000)).toBe(1);
  expect(await look(1_000)).toBe(2);
});

test('whom each person asked is counted anew every five seconds', async () => {
  for (const [after, reads] of [
    [0, 1],
    [4_000, 1],
    [1_000, 2],
  ] as const) {
    await desk.clock.advance(after);
    await desk.deps.wall.read();
    expect(desk.reads.activitySince).toBe(reads);
  }
});

test('an alarm about nobody the directory knows is told without a name', async () => {
  desk.found.standingAlarms = {
    alarms: [
      {
        alarmId: 'alm_1',
        customerId: null,
        source: 'security_event',
        reports: 1,
        askedBy: null,
        raisedAt: START,
      },
    ],
    total: 1,
  };
  expect(await getLive(desk.deps, auditor)).toMatchObject({
    alarms: 1,
    untaken: 1,
    alerts: [{ matter: { kind: 'alarm', customer: { id: null, name: 'Unknown customer', number: '' } } }],
  });
});

function follow() {
  const seen: LiveView[] = [];
  const browser = new AbortController();
  const read = async () => {
    for await (const view of watchLive(desk.deps, sue, browser.signal)) seen.push(view);
  };
  const done = read();
  const leave = async () => {
    browser.abort();
    // A read may be due, and is waited for.
    await desk.clock.advance(250);
    await done;
  };
  return { seen, leave };
}

test('who watches sees the wall at once, then again when it has changed, however often it is announced', async () => {
  const { seen, leave } = follow();
  await quiet();
  expect(seen).toHaveLength(1);
  desk.found.openCalls = { calls: [call('ver_1')], total: 1 };
  for (let n = 0; n < 20; n++) desk.hub.publish(`ver_${n}`);
  await desk.clock.advance(250);
  expect(seen.map(({ waiting }) => waiting)).toEqual([0, 1]);
  desk.hub.publish('ver_1');
  await desk.clock.advance(1_000);
  expect(seen).toHaveLength(2);
  await leave();
});

test('a second of many changes is at most four reads', async () => {
  const { leave } = follow();
  await quiet();
  const before = desk.reads.openCalls;
  for (let n = 0; n < 100; n++) {
    desk.hub.publish('ver_1');
    await desk.clock.advance(10);
  }
  expect(desk.reads.openCalls - before).toBeLessThanOrEqual(4);
  await leave();
});

test('what nobody announced is seen all the same', async () => {
  const { seen, leave } = follow();
  await quiet();
  desk.found.approvalsInUse = 1;
  await desk.clock.advance(5_000);
  expect(seen.at(-1)).toMatchObject({ approvalsInUse: 1 });
  await leave();
});

test('it is not for agents and tellers', async () => {
  for (const actor of [ann, tom]) {
    await expect(getLive(desk.deps, actor)).rejects.toMatchObject({ code: 'forbidden' });
    expect(() => watchLive(desk.deps, actor, new AbortController().signal)).toThrow();
  }
  expect(desk.reads.openCalls).toBe(0);
});
