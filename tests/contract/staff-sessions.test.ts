import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import type { StaffSession } from '@/lib/auth/staff-sessions';
import { engines } from '../support/engines';
import { ann, bob, later, START } from '../support/samples';
import { IDLE_SECONDS, staffSessions } from '../support/stores';

describe.each(engines)('staff sessions on $name', ({ open }) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  const start = async (id: string, change: Partial<StaffSession> = {}) => {
    const sessions = staffSessions(database.db);
    await sessions.start(
      { id, subject: 'staff-ann', name: 'Ann', startedAt: START, expiresAt: later(3600), ...change },
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
    const sessions = staffSessions(database.db);
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

  test('keep the ID token they began with, sealed, and no longer than they live', async () => {
    const sessions = await start('with-token', { idToken: 'the-id-token' });
    expect(await sessions.idTokenOf('with-token')).toBe('the-id-token');
    const stored = async () =>
      (
        await database.db
          .selectFrom('staff_sessions')
          .select('id_token')
          .where('id', '=', 'with-token')
          .execute()
      )[0];
    expect(JSON.stringify(await stored())).not.toContain('the-id-token');
    await sessions.end('with-token', later(5), { at: later(5), actor: ann, action: 'staff.signed_out' });
    expect(await sessions.idTokenOf('with-token')).toBeUndefined();
    expect(await stored()).toEqual({ id_token: null });
  });

  test('end where another begins in their browser, both or neither', async () => {
    const sessions = await start('former');
    const entry = {
      at: later(9),
      actor: ann,
      action: 'security.session_ended',
      details: { session: 'former' },
    } as const;
    await sessions.start(
      { id: 'latter', subject: 'staff-bob', name: 'Bob', startedAt: later(9), expiresAt: later(3600) },
      { at: later(9), actor: bob, action: 'staff.signed_in' },
      { id: 'former', audit: entry },
    );
    expect(await sessions.isLive('former', later(10))).toBe(false);
    expect(await sessions.isLive('latter', later(10))).toBe(true);
  });

  describe('that nobody uses', () => {
    const ended = ({ id }: { id: string }) =>
      ({ at: later(0), actor: ann, action: 'security.session_ended', details: { session: id } }) as const;
    const DAY = 86_400;

    test('are worth nothing, and are ended once, whoever comes to it', async () => {
      const sessions = await start('i1', { subject: 'sub-i', expiresAt: later(DAY) });
      await sessions.used('i1', later(3_600));
      const limit = 3_600 + IDLE_SECONDS;
      expect(await sessions.isLive('i1', later(limit - 0.001))).toBe(true);
      expect(await sessions.isLive('i1', later(limit))).toBe(false);
      // What comes too late does not bring it back.
      await sessions.used('i1', later(limit));
      expect(await sessions.isLive('i1', later(limit))).toBe(false);
      expect((await sessions.endIdle(later(limit - 1), ended)).map(({ id }) => id)).not.toContain('i1');
      const heard: unknown[] = [];
      const stop = database.notifications.onChange('session:i1', () => heard.push('i1'));
      const both = await Promise.all([1, 2].map(() => sessions.endIdle(later(limit), ended)));
      expect(both.flat().filter(({ id }) => id === 'i1')).toEqual([
        { id: 'i1', subject: 'sub-i', name: 'Ann', hasOthers: false },
      ]);
      await expect.poll(() => heard).toEqual(['i1']);
      stop();
    });

    test('say whether their person is at work elsewhere', async () => {
      const sessions = await start('j1', { subject: 'sub-j', expiresAt: later(DAY) });
      await start('j2', { subject: 'sub-j', expiresAt: later(DAY) });
      await sessions.used('j2', later(IDLE_SECONDS - 1));
      const found = await sessions.endIdle(later(IDLE_SECONDS), ended);
      expect(found.filter(({ subject }) => subject === 'sub-j')).toMatchObject([
        { id: 'j1', hasOthers: true },
      ]);
      expect(await sessions.isLive('j2', later(IDLE_SECONDS))).toBe(true);
    });
  });

  describe('that the staff IdP ends', () => {
    const ended = ({ id }: { id: string }) =>
      ({ at: later(20), actor: ann, action: 'security.session_ended', details: { session: id } }) as const;

    test('are those it knows by a name, or all of a person, and nobody else’s', async () => {
      const sessions = await start('a1', { subject: 'sub-a', idpSession: 'idp-1' });
      await start('a2', { subject: 'sub-a', idpSession: 'idp-2' });
      await start('b1', { subject: 'sub-b', idpSession: 'idp-3' });
      const live = async () => {
        const all = ['a1', 'a2', 'b1'];
        const states = await Promise.all(all.map((id) => sessions.isLive(id, later(21))));
        return all.filter((_, at) => states[at]);
      };
      const heard: unknown[] = [];
      const stop = database.notifications.onChange('session:a1', () => heard.push('a1'));
      // Of another person by that name of a session.
      expect(await sessions.endAll({ idpSession: 'idp-1', subject: 'sub-b' }, later(20), ended)).toEqual([]);
      expect(await sessions.endAll({ idpSession: 'idp-1' }, later(20), ended)).toEqual([
        { id: 'a1', subject: 'sub-a', name: 'Ann' },
      ]);
      await expect.poll(() => heard).toEqual(['a1']);
      stop();
      expect(await live()).toEqual(['a2', 'b1']);
      await sessions.endAll({ subject: 'sub-a' }, later(20), ended);
      expect(await live()).toEqual(['b1']);
      expect(await sessions.endAll({ subject: 'sub-a' }, later(20), ended)).toEqual([]);
    });

    test('include one of that person whose name there was never told', async () => {
      const sessions = await start('e1', { subject: 'sub-e' });
      await start('e2', { subject: 'sub-e', idpSession: 'idp-5' });
      await start('f1', { subject: 'sub-f' });
      expect(await sessions.endAll({ idpSession: 'idp-4' }, later(20), ended)).toEqual([]);
      expect(await sessions.endAll({ idpSession: 'idp-4', subject: 'sub-e' }, later(20), ended)).toEqual([
        { id: 'e1', subject: 'sub-e', name: 'Ann' },
      ]);
      expect(await sessions.isLive('e2', later(21))).toBe(true);
      expect(await sessions.isLive('f1', later(21))).toBe(true);
    });

    test('end by one token once, also at the same moment', async () => {
      const sessions = await start('c1', { subject: 'sub-c' });
      const once = { jti: 'jti-1', forgetBefore: START };
      const twice = await Promise.all(
        [1, 2].map(() => sessions.endAll({ subject: 'sub-c' }, later(20), ended, once)),
      );
      expect(twice.filter((each) => each === 'came_before')).toHaveLength(1);
      await start('c2', { subject: 'sub-c' });
      expect(await sessions.endAll({ subject: 'sub-c' }, later(30), ended, once)).toBe('came_before');
      expect(await sessions.isLive('c2', later(31))).toBe(true);
      // Forgotten when no such token is taken any more.
      const later2 = { ...once, forgetBefore: later(29) };
      expect(await sessions.endAll({ subject: 'sub-c' }, later(40), ended, later2)).toHaveLength(1);
    });
  });
});
