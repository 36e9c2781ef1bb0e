import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import { createStaffSessions } from '@/lib/adapters/postgres/staff-sessions';
import { appendAudit } from '../support/audit-keys';
import { engines } from '../support/engines';
import { ann, later, START } from '../support/samples';

describe.each(engines)('staff sessions on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const start = async (id: string) => {
    const sessions = createStaffSessions(database.db, appendAudit);
    await sessions.start(
      { id, subject: 'staff-ann', startedAt: START, expiresAt: later(3600) },
      { at: START, actor: ann, action: 'staff.signed_in', details: { session: id } },
    );
    return sessions;
  };

  test('live from the sign-in until they expire', async () => {
    const sessions = await start('one');
    expect(await sessions.isLive('one', later(3599.999))).toBe(true);
    expect(await sessions.isLive('one', later(3600))).toBe(false);
  });

  test('end with the sign-out, for good, and no other ends with them', async () => {
    const sessions = await start('two');
    await start('three');
    const signedOut = {
      at: later(10),
      actor: ann,
      action: 'staff.signed_out',
      details: { session: 'two' },
    } as const;
    const heard: unknown[] = [];
    const stop = database.notifications.onChange('session:two', () => heard.push('two'));
    await sessions.end('two', later(10), signedOut);
    await sessions.end('two', later(20), signedOut);
    await expect.poll(() => heard, { message: 'its pages are told' }).toEqual(['two']);
    stop();
    expect(await sessions.isLive('two', later(30))).toBe(false);
    expect(await sessions.isLive('three', later(30))).toBe(true);
    const row = await database.db
      .selectFrom('staff_sessions')
      .selectAll()
      .where('id', '=', 'two')
      .executeTakeFirst();
    expect(row?.ended_at).toEqual(later(10));
    const entries = await database.db.selectFrom('audit').select(['action', 'record']).execute();
    const ofTwo = entries.filter(({ record }) => record.details.session === 'two');
    expect(ofTwo.map(({ action }) => action)).toEqual(['staff.signed_in', 'staff.signed_out']);
  });

  test('that nobody began are not live', async () => {
    const sessions = createStaffSessions(database.db, appendAudit);
    expect(await sessions.isLive('forged', START)).toBe(false);
    await expect(
      sessions.end('forged', START, {
        at: START,
        actor: ann,
        action: 'staff.signed_out',
        details: { session: 'forged' },
      }),
    ).resolves.toBeUndefined();
    const entries = await database.db.selectFrom('audit').select('record').execute();
    expect(entries.filter(({ record }) => record.details.session === 'forged')).toEqual([]);
  });
});
