import { beforeEach, describe, expect, test } from 'vitest';
import type { AuditEntry } from '@/lib/audit/entry';
import { MOST_KINDS, MOST_STRANGERS, Refusals, type RefusedAttempt, WINDOW_MS } from '@/lib/audit/refusals';
import { securityActions } from '@/lib/audit/security-actions';
import { logSecurity } from '@/lib/audit/security-log';
import { FakeClock, quiet } from '../../support/fake-clock';
import { recordingLog } from '../../support/recording-log';
import { ann, bob, later } from '../../support/samples';

let clock: FakeClock;
let log: ReturnType<typeof recordingLog>;
let trail: AuditEntry[];
let isAway: boolean;
let refusals: Refusals;

beforeEach(() => {
  clock = new FakeClock();
  log = recordingLog();
  trail = [];
  isAway = false;
  const append = async (entry: AuditEntry) => {
    if (isAway) throw new Error('connection lost');
    trail.push(entry);
  };
  refusals = new Refusals({ audit: { append }, clock, log: log.log });
});

function attempt(change: Partial<RefusedAttempt> = {}): RefusedAttempt {
  return {
    action: 'security.refused',
    actor: ann,
    details: { door: 'page', at: '/history/[id]', why: 'person' },
    ...change,
  };
}

function times(count: number, change: (nth: number) => Partial<RefusedAttempt> = () => ({})): void {
  for (let nth = 0; nth < count; nth++) refusals.refused(attempt(change(nth)));
}

const counted = () => trail.reduce((sum, { details }) => sum + Number(details?.times), 0);

describe('a refusal', () => {
  test('is recorded at once, by who, what and why', async () => {
    refusals.refused(attempt({ verificationId: 'ver_1' }));
    await quiet();
    expect(trail).toEqual([
      { ...attempt(), at: clock.now(), verificationId: 'ver_1', details: { ...attempt().details, times: 1 } },
    ]);
  });

  test('that is repeated is counted, and told as one when five minutes are over', async () => {
    times(3);
    await clock.advance(60_000);
    times(297);
    await clock.advance(WINDOW_MS - 60_001);
    expect(trail).toHaveLength(1);
    await clock.advance(1);
    expect(trail.map(({ details }) => details?.times)).toEqual([1, 299]);
    expect(trail[1]).toMatchObject({
      at: clock.now(),
      actor: ann,
      details: { since: later(0).toISOString() },
    });
    await clock.advance(2 * WINDOW_MS);
    expect(trail).toHaveLength(2);
    expect(clock.waiting).toBe(0);
  });

  test('of another person, from another place, for another reason or about another thing is another one', async () => {
    const others: Partial<RefusedAttempt>[] = [
      {},
      { actor: bob },
      { actor: { ...ann, address: '203.0.113.7' } },
      { details: { ...attempt().details, why: 'role' } },
      { verificationId: 'ver_1' },
      { transferId: 'ver_1' },
      { action: 'security.forged' },
    ];
    for (const other of others) times(2, () => other);
    await quiet();
    expect(trail).toHaveLength(others.length);
    await clock.advance(WINDOW_MS);
    expect(counted()).toBe(2 * others.length);
  });

  test('is one of a few kinds, whatever somebody tries: the rest is counted together', async () => {
    times(300, (nth) => ({ verificationId: `ver_${nth}` }));
    await quiet();
    expect(trail).toHaveLength(MOST_KINDS.staff + 1);
    await clock.advance(WINDOW_MS);
    expect(trail).toHaveLength(MOST_KINDS.staff + 2);
    expect(trail.at(-1)).toMatchObject({ actor: ann, details: { attempt: 'various', why: 'various' } });
    expect(trail.at(-1)).not.toHaveProperty('verificationId');
    expect(counted()).toBe(300);
  });

  test('leaves a bounded trail, however long it goes on', async () => {
    for (let second = 0; second < 3_600; second++) {
      times(10, (nth) => ({ verificationId: `ver_${second}_${nth}` }));
      await clock.advance(1_000);
    }
    await clock.advance(WINDOW_MS);
    expect(counted()).toBe(36_000);
    expect(trail.length).toBeLessThan(13 * 2 * (MOST_KINDS.staff + 1));
  });

  test('of nobody signed in is counted by address, as long as these are few', async () => {
    times(500, (nth) => ({
      actor: { kind: 'stranger', address: `2001:db8::${nth}` },
      details: { why: `reason ${nth % 7}` },
    }));
    await quiet();
    expect(trail.length).toBeLessThanOrEqual((MOST_STRANGERS + 1) * (MOST_KINDS.stranger + 1));
    const addresses = new Set(trail.map(({ actor }) => (actor.kind === 'system' ? '' : actor.address)));
    expect(addresses.size).toBe(MOST_STRANGERS + 1);
    expect(addresses).toContain(undefined);
    await clock.advance(WINDOW_MS);
    expect(counted()).toBe(500);
  });

  test('is recorded when the desk stops, and leaves no timer', async () => {
    times(5);
    await refusals.stop();
    expect(counted()).toBe(5);
    expect(clock.waiting).toBe(0);
  });

  test('that cannot be recorded is in the log, once, and recorded as soon as that works', async () => {
    isAway = true;
    expect(() => times(4)).not.toThrow();
    await quiet();
    expect(log.at('error')).toBe(1);
    expect(log.text()).toContain('"class":"security","event":"security.refused","times":1');
    await clock.advance(WINDOW_MS);
    expect(trail).toEqual([]);
    isAway = false;
    await clock.advance(WINDOW_MS);
    expect(counted()).toBe(4);
    expect(trail[0]?.details).toMatchObject({ since: later(0).toISOString() });
    expect(clock.waiting, 'nothing is left to wait for').toBe(0);
  });
});

describe('the log', () => {
  const lines = (entry: AuditEntry) => {
    const { log: logger, text } = recordingLog();
    logSecurity(logger)(entry);
    return text();
  };
  const entry: AuditEntry = {
    at: later(0),
    actor: { ...ann, address: '203.0.113.7' },
    action: 'security.refused',
    verificationId: 'ver_1',
    customerId: 'C-1',
    details: { why: 'person', times: 3 },
    personal: { name: 'Maria Alvarez' },
  };

  test('has a line of a class of its own for every security event, and for nothing else', () => {
    expect(lines(entry)).toContain(
      '"class":"security","event":"security.refused","staff":"staff-ann","address":"203.0.113.7",' +
        '"verification":"ver_1","customer":"C-1","details":{"why":"person","times":3}',
    );
    for (const action of securityActions) {
      expect(lines({ ...entry, action })).toContain(`"class":"security","event":"${action}"`);
    }
    expect(lines({ ...entry, action: 'customer.viewed' })).toBe('');
  });

  test('names no customer, and of strangers no more than where they come from', () => {
    expect(lines(entry)).not.toMatch(/Maria|Name of/);
    expect(lines({ ...entry, actor: { kind: 'stranger', address: '::1' } })).toContain(
      '"by":"stranger","address":"::1"',
    );
  });
});
