import type { AuditEntry } from '@/lib/audit/entry';
import type { LiveStore, Take } from '@/lib/history/live/store';
import { createWall } from '@/lib/history/live/wall';
import { NotificationHub } from '@/lib/verification/notifications';
import { SharedReads } from '@/lib/verification/shared-reads';
import { FakeClock } from '../../support/fake-clock';
import { START } from '../../support/samples';

type Found = {
  -readonly [K in Exclude<keyof LiveStore, 'take' | 'takesSince'>]: Awaited<ReturnType<LiveStore[K]>>;
};

/** A wall over a store that finds what a test puts into it. */
export function liveDesk() {
  const clock = new FakeClock(START.toISOString());
  const found: Found = {
    openCalls: { calls: [], total: 0 },
    approvalsInUse: 0,
    askedSince: { asked: 0, approved: 0, denied: 0, expired: 0, failed: 0, reports: 0 },
    standingAlarms: { alarms: [], total: 0 },
    limitsReached: [],
    activitySince: [],
    wrongSubjects: undefined,
    alarmsSince: [],
    lockedSince: [],
    answersSince: [],
    answersOfAllSince: { denied: 20, answered: 1_000, asked: 1_100 },
    searchesSince: [],
    outage: undefined,
    setupFaultsSince: [],
    customers: [{ id: 'C-1', name: 'Maria Alvarez', number: 'N-1' }],
  };
  const reads = { openCalls: 0, answersOfAllSince: 0, activitySince: 0 };
  const takes: Take[] = [];
  const audit: AuditEntry[] = [];
  const hub = new NotificationHub();
  const isAboutStanding = ({ about }: Take) =>
    found.standingAlarms.alarms.some(({ alarmId }) => about === `alarm:${alarmId}`);
  const live: LiveStore = {
    openCalls: async (limit) => {
      reads.openCalls++;
      return { ...found.openCalls, calls: found.openCalls.calls.slice(0, limit) };
    },
    approvalsInUse: async () => found.approvalsInUse,
    askedSince: async () => found.askedSince,
    standingAlarms: async () => found.standingAlarms,
    limitsReached: async () => found.limitsReached,
    activitySince: async () => {
      reads.activitySince++;
      return found.activitySince;
    },
    wrongSubjects: async () => found.wrongSubjects,
    alarmsSince: async () => found.alarmsSince,
    lockedSince: async () => found.lockedSince,
    answersSince: async () => found.answersSince,
    answersOfAllSince: async () => {
      reads.answersOfAllSince++;
      return found.answersOfAllSince;
    },
    searchesSince: async () => found.searchesSince,
    outage: async () => found.outage,
    setupFaultsSince: async () => found.setupFaultsSince,
    customers: async () => found.customers,
    takesSince: async (since) => takes.filter((take) => take.at > since || isAboutStanding(take)),
    take: async (take, forgetBefore, entry) => {
      const kept = takes.filter((each) => each.at >= forgetBefore || isAboutStanding(each));
      takes.splice(0, takes.length, ...kept);
      if (takes.some(({ id }) => id === take.id)) return false;
      takes.push(take);
      audit.push(entry);
      hub.publish(take.id);
      return true;
    },
  };
  const proof = { state: 'sound' as 'sound' | 'unsound' };
  const proofs = {
    last: async () => ({
      ...proof,
      startedAt: START.toISOString(),
      endedAt: START.toISOString(),
      askedBy: 'keeper',
      records: 1,
      total: 1,
      findings: [],
    }),
  };
  const health = { deafSince: null as Date | null };
  const wall = createWall({ live, clock, proofs, health, limit: { count: 5, seconds: 600 } });
  return {
    deps: { live, wall, clock, notifications: hub, reads: new SharedReads() },
    clock,
    found,
    reads,
    takes,
    audit,
    hub,
    proof,
    health,
  };
}
