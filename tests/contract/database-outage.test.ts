import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { opActor } from '@/lib/actor';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { reportOn } from '@/lib/alarms/reports-of';
import type { PollOutcome } from '@/lib/ciba/outcome';
import { systemClock } from '@/lib/clock';
import { apply } from '@/lib/verification/apply';
import { endGrant, revokeIfEnded } from '@/lib/verification/end-grant';
import { settle } from '@/lib/verification/outcome';
import { firstSchedule } from '@/lib/verification/schedule';
import type { Verification } from '@/lib/verification/verification';
import { openDatabaseLine } from '../support/database-line';
import { noLimits } from '../support/guard-limits';
import { createDatabase } from '../support/postgres';
import { recordingLog } from '../support/recording-log';
import { ann, later, requested, tokens } from '../support/samples';
import { ScriptedCiba } from '../support/scripted-ciba';
import { entryOf } from '../support/store-stages';
import { verificationStore } from '../support/stores';

const approval: PollOutcome = { kind: 'approved', tokens: tokens() };
const hurried = { answerMs: 800, beatMs: 200, lateMs: 300, connectMs: 400, proofMs: 10_000 };
const schedule = firstSchedule('poll', 5, Number.POSITIVE_INFINITY, 0);

/** A desk whose line to the database is in the test's hands. */
async function open() {
  const url = await createDatabase(inject('postgresUrl'), inject('migratedPostgres'));
  const line = await openDatabaseLine(url);
  const { log } = recordingLog();
  const database = await openPostgres(line.url, log, hurried);
  onTestFinished(async () => {
    await database.close();
    await line.close();
  });
  const ciba = new ScriptedCiba(systemClock);
  const clock = systemClock;
  const verifications = verificationStore(
    database.db,
    (ended) => void ended.map((one) => ciba.revoke(one.tokens)),
    (grants) =>
      void grants.map((one) => revokeIfEnded({ verifications, ciba, clock, log }, one.id, one.tokens)),
  );
  return { line, ciba, db: database.db, deps: { verifications, ciba, clock, log } };
}
type Desk = Awaited<ReturnType<typeof open>>;

/** The customer is being asked. */
async function pending({ deps }: Desk): Promise<Verification> {
  const now = new Date();
  const v = requested({ requestedAt: now, expiresAt: later(120, now) });
  const lease = { node: 'a', until: later(60, now) };
  await deps.verifications.insert(v, lease, noLimits, entryOf(v, 'verification.requested'));
  const acknowledged = { type: 'acknowledged', expiresIn: 120, interval: 5 } as const;
  return (await apply(deps, v.id, acknowledged, ann, { authReqId: 'auth-req-1' })) ?? v;
}

const recorded = async ({ db }: Desk, { id }: Verification) =>
  (
    await db.selectFrom('audit').select('action').where('verification_id', '=', id).orderBy('id').execute()
  ).map(({ action }) => action);

describe('an approval', () => {
  test('whose commit has no answer is approved once, and its tokens are kept', async () => {
    const desk = await open();
    const v = await pending(desk);
    desk.line.loseNextCommit();
    expect(await settle(desk.deps, v, approval, schedule)).toMatchObject({ status: 'approved' });
    expect(await recorded(desk, v)).toEqual([
      'verification.requested',
      'verification.acknowledged',
      'verification.approved',
    ]);
    expect((await desk.deps.verifications.secretsOf(v.id)).tokens).toEqual(tokens());
    expect(desk.ciba.revoked).toEqual([]);
  });

  test.for(['freeze', 'cut'] as const)('outlives a database that is away (%s)', async (how) => {
    const desk = await open();
    const v = await pending(desk);
    desk.line[how]();
    const kept = settle(desk.deps, v, approval, schedule);
    await pause(4_000);
    expect(desk.ciba.revoked).toEqual([]);
    desk.line[how === 'freeze' ? 'thaw' : 'mend']();
    expect(await kept).toMatchObject({ status: 'approved' });
    expect(await recorded(desk, v)).toHaveLength(3);
    expect(desk.ciba.revoked).toEqual([]);
  });
});

describe('the end of a grant', () => {
  async function inUse(desk: Desk): Promise<Verification> {
    const v = await pending(desk);
    return (await settle(desk.deps, v, approval, schedule)) ?? v;
  }

  test('whose commit has no answer has its tokens revoked once that is known', async () => {
    const desk = await open();
    const v = await inUse(desk);
    desk.line.loseNextCommit();
    await expect(endGrant(desk.deps, v.id, 'call_ended', ann)).rejects.toThrow();
    await expect.poll(() => desk.ciba.revoked).toEqual([tokens()]);
    expect(await recorded(desk, v)).toHaveLength(4);
  });

  test('by an alarm whose commit has no answer has them revoked as well', async () => {
    const desk = await open();
    const v = await inUse(desk);
    desk.line.loseNextCommit();
    const report = reportOn(v, 'staff', opActor, new Date());
    await expect(desk.deps.verifications.report([report])).rejects.toThrow();
    await expect.poll(() => desk.ciba.revoked).toEqual([tokens()]);
    expect(await desk.deps.verifications.find(v.id)).toMatchObject({ grantEnd: 'alarm' });
  });
});
