import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { eventOf, settle } from '@/lib/verification/outcome';
import { firstSchedule, type Schedule } from '@/lib/verification/schedule';
import type { Verification } from '@/lib/verification/verification';
import { FakeClock } from '../../support/fake-clock';
import { MemoryStore } from '../../support/memory-store';
import { type RecordingLog, recordingLog } from '../../support/recording-log';
import { ended, later, pending, tokens } from '../../support/samples';
import { ScriptedCiba } from '../../support/scripted-ciba';

const schedule = (change: Partial<Schedule> = {}): Schedule => ({
  ...firstSchedule('poll', 5, 600_000, 0),
  ...change,
});
const approval: PollOutcome = { kind: 'approved', tokens: tokens() };
const impostor: PollOutcome = {
  kind: 'rejected',
  reason: 'wrong_subject',
  detail: 'sub',
  tokens: tokens('impostor'),
};

describe('what an outcome means', () => {
  const lost = pending({ opReachable: false });
  const unavailable: PollOutcome = { kind: 'unavailable', detail: 'HTTP 503' };

  test('"pending" changes nothing', () => {
    expect(eventOf({ kind: 'pending' }, schedule(), pending())).toBeUndefined();
  });

  test('"pending" after silence means that the OP is back', () => {
    expect(eventOf({ kind: 'pending' }, schedule(), lost)).toEqual({ type: 'op_found' });
  });

  test('"slow_down" carries the new interval, for other nodes to keep', () => {
    expect(eventOf({ kind: 'slow_down' }, schedule({ interval: 10 }), pending())).toEqual({
      type: 'slowed_down',
      interval: 10,
    });
  });

  test('one hiccup is no alarm, the second is, and there is no third', () => {
    expect(eventOf(unavailable, schedule({ faults: 1 }), pending())).toBeUndefined();
    expect(eventOf(unavailable, schedule({ faults: 2 }), pending())).toEqual({ type: 'op_lost' });
    expect(eventOf(unavailable, schedule({ faults: 3 }), lost)).toBeUndefined();
  });

  test.each<[PollOutcome, object]>([
    [approval, { type: 'approved', grantExpiresIn: 600 }],
    [
      { kind: 'denied', fraudReported: true },
      { type: 'denied', fraudReported: true },
    ],
    [{ kind: 'expired' }, { type: 'expired', detail: 'expired_token' }],
    [impostor, { type: 'failed', reason: 'wrong_subject', detail: 'sub' }],
    [
      { kind: 'rejected', reason: 'invalid_token', detail: 'exp' },
      { type: 'failed', reason: 'invalid_token', detail: 'exp' },
    ],
    [
      { kind: 'failed', detail: 'invalid_grant, HTTP 400' },
      { type: 'failed', reason: 'op_error', detail: 'invalid_grant, HTTP 400' },
    ],
  ])('$kind ends it', (outcome, event) => {
    expect(eventOf(outcome, schedule(), pending())).toEqual(event);
  });

  test('no event carries a token', () => {
    for (const outcome of [approval, impostor]) {
      expect(JSON.stringify(eventOf(outcome, schedule(), pending()))).not.toContain('access-token');
    }
  });
});

describe('recording an outcome', () => {
  let clock: FakeClock;
  let store: MemoryStore;
  let ciba: ScriptedCiba;
  let recorded: RecordingLog;
  let v: Verification;

  beforeEach(() => {
    clock = new FakeClock();
    store = new MemoryStore();
    ciba = new ScriptedCiba(clock);
    recorded = recordingLog();
    v = store.put(pending(), { authReqId: 'auth-req-1' });
  });

  const record = (outcome: PollOutcome, of = v) =>
    settle({ verifications: store, ciba, clock, log: recorded.log }, of, outcome, schedule());

  test('an approval stores the tokens, forgets the auth_req_id and revokes nothing', async () => {
    expect(await record(approval)).toMatchObject({ status: 'approved' });
    expect(store.secrets(v.id)).toEqual({ tokens: tokens() });
    expect(ciba.revoked).toEqual([]);
  });

  test('rejected tokens are revoked and never stored', async () => {
    expect(await record(impostor)).toMatchObject({ status: 'failed', reason: 'wrong_subject' });
    expect(store.secrets(v.id)).toEqual({});
    expect(ciba.revoked).toEqual([tokens('impostor')]);
  });

  test('tokens that arrive after the agent gave up are revoked and never stored', async () => {
    store.put(ended('cancelled', { id: v.id, version: 3 }));
    expect(await record(approval)).toBeUndefined();
    expect(store.get(v.id).status).toBe('cancelled');
    expect(store.secrets(v.id)).toEqual({});
    expect(ciba.revoked).toEqual([tokens()]);
  });

  test('tokens that arrive after the deadline are revoked and never stored', async () => {
    clock.jump(120_000);
    expect(await record(approval)).toMatchObject({ status: 'expired' });
    expect(store.secrets(v.id)).toEqual({});
    expect(ciba.revoked).toEqual([tokens()]);
  });

  test.each<[string, PollOutcome]>([
    ['a denial', { kind: 'denied', fraudReported: false }],
    ['an expiry', { kind: 'expired' }],
    ['a failure', { kind: 'failed', detail: 'invalid_grant, HTTP 400' }],
    ['a token response without usable tokens', { kind: 'rejected', reason: 'invalid_token', detail: 'x' }],
  ])('%s forgets the auth_req_id and has nothing to revoke', async (_what, outcome) => {
    await record(outcome);
    expect(store.secrets(v.id)).toEqual({});
    expect(ciba.revoked).toEqual([]);
  });

  test('what changes nothing writes nothing', async () => {
    expect(await record({ kind: 'pending' })).toBe(v);
    expect(store.audit).toEqual([]);
  });

  test.each([1, 30, 100])(
    'an approval is kept until the database takes it, after %d seconds',
    async (away) => {
      const update = vi.spyOn(store, 'update').mockRejectedValue(new Error('connection lost'));
      const received = clock.now();
      const stored = record(approval);
      await clock.advance(away * 1000);
      expect(ciba.revoked).toEqual([]);
      update.mockRestore();
      await clock.advance(500);
      expect(await stored).toMatchObject({ status: 'approved' });
      // Tokens and the approval are as old as they are, not as the writing of it.
      expect(store.get(v.id)).toMatchObject({ endedAt: received, grantExpiresAt: later(600, received) });
      expect(store.secrets(v.id)).toEqual({ tokens: tokens() });
      expect(ciba.revoked).toEqual([]);
      expect(recorded.at('warn')).toBe(1);
    },
  );

  test('an approval that came in time counts although it is stored after the deadline', async () => {
    clock.jump(119_000);
    const update = vi.spyOn(store, 'update').mockRejectedValue(new Error('connection lost'));
    const stored = record(approval);
    await clock.advance(40_000);
    update.mockRestore();
    await clock.advance(500);
    expect(await stored).toMatchObject({ status: 'approved', endedAt: later(119) });
    expect(ciba.revoked).toEqual([]);
  });

  test('a denial is kept as well, and the report that it amounts to', async () => {
    const update = vi.spyOn(store, 'update').mockRejectedValue(new Error('connection lost'));
    const stored = record({ kind: 'denied', fraudReported: true });
    await clock.advance(30_000);
    update.mockRestore();
    await clock.advance(500);
    expect(await stored).toMatchObject({ status: 'denied', reason: 'fraud_reported' });
    expect(store.actions().filter((action) => action === 'report.made')).toHaveLength(1);
  });

  test('an approval that is kept while its agent gives up is revoked, once that is known', async () => {
    const update = vi.spyOn(store, 'update').mockRejectedValue(new Error('connection lost'));
    const stored = record(approval);
    await clock.advance(10_000);
    expect(ciba.revoked).toEqual([]);
    update.mockRestore();
    store.put(ended('cancelled', { id: v.id, version: 3 }));
    await clock.advance(500);
    expect(await stored).toBeUndefined();
    expect(ciba.revoked).toEqual([tokens()]);
  });

  test('an approval is not revoked as long as nobody knows what became of it', async () => {
    vi.spyOn(store, 'update').mockRejectedValue(new Error('connection lost'));
    const fault = expect(record(approval)).rejects.toThrow('connection lost');
    await clock.advance(61 * 60_000);
    await fault;
    expect(ciba.revoked).toEqual([]);
  });

  test('what is said again by the next answer is not kept', async () => {
    vi.spyOn(store, 'update').mockRejectedValue(new Error('connection lost'));
    const lost = store.put(pending({ opReachable: false }));
    await expect(record({ kind: 'pending' }, lost)).rejects.toThrow('connection lost');
    expect(clock.waiting).toBe(0);
  });

  test('of a verification that is there no more is revoked at once', async () => {
    vi.spyOn(store, 'find').mockResolvedValue(undefined);
    await expect(record(approval)).rejects.toMatchObject({ code: 'not_found' });
    expect(ciba.revoked).toEqual([tokens()]);
  });

  test('the audit entry and the log say what happened, never a token', async () => {
    await record(impostor);
    expect(store.audit.slice(0, 1)).toEqual([
      expect.objectContaining({
        actor: { kind: 'system', name: 'poller' },
        action: 'verification.failed',
        verificationId: v.id,
        customerId: v.customerId,
        details: { reason: 'wrong_subject', detail: 'sub', status: 'failed' },
      }),
    ]);
    expect(recorded.at('warn')).toBe(1);
    expect(`${JSON.stringify(store.audit)} ${recorded.text()}`).not.toMatch(/access-token|auth-req/);
  });
  test('"slow_down" after silence means that the OP is back', async () => {
    const lost = store.put(pending({ opReachable: false }));
    expect(await record({ kind: 'slow_down' }, lost)).toMatchObject({ opReachable: true });
  });
  test('an approval whose commit was not confirmed keeps its tokens, however long nothing can be read', async () => {
    const update = store.update.bind(store);
    vi.spyOn(store, 'update').mockImplementationOnce(async (...args) => {
      await update(...args);
      throw new Error('connection lost after commit');
    });
    const find = vi.spyOn(store, 'find');
    const stored = record(approval);
    await clock.advance(0);
    find.mockRejectedValue(new Error('the database does not answer'));
    await clock.advance(30_000);
    expect(ciba.revoked).toEqual([]);
    find.mockRestore();
    await clock.advance(500);
    await stored;
    expect(store.get(v.id).status).toBe('approved');
    expect(ciba.revoked).toEqual([]);
  });
});
