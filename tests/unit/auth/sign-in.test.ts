import type { JWT } from 'next-auth/jwt';
import { decode, encode } from 'next-auth/jwt';
import { describe, expect, test } from 'vitest';
import type { AuditEntry } from '@/lib/audit/entry';
import { cookieName, readSession } from '@/lib/auth/session-cookie';
import { signInOptions } from '@/lib/auth/sign-in';
import { signOutStaff } from '@/lib/auth/sign-out';
import { readEnv } from '@/lib/env';
import { ann, approved, pending, tokens } from '../../support/samples';
import { validEnv } from '../valid-env';
import { desk } from '../verification/desk';

const env = readEnv({ ...validEnv(), APP_URL: 'https://desk.example' });

function signIn() {
  const { clock, log } = desk();
  const started: unknown[] = [];
  const audit: AuditEntry[] = [];
  const options = signInOptions({
    env,
    clock,
    log: log.log,
    sessions: {
      start: async (session, entry) => {
        started.push(session);
        audit.push(entry);
      },
      isLive: async () => true,
      used: async () => {},
      endIdle: async () => [],
      idTokenOf: async () => undefined,
      end: async () => {},
      endAll: async () => [],
    },
  });
  return { options, started, audit, log, clock };
}

describe('coming back from the staff IdP', () => {
  // What next-auth gives the callback at sign-in, as far as ours looks at it.
  const arrive = (
    options: ReturnType<typeof signIn>['options'],
    profile: object | undefined,
    token: JWT = {},
  ) =>
    options.callbacks?.jwt?.({ token, profile } as Parameters<
      NonNullable<NonNullable<typeof options.callbacks>['jwt']>
    >[0]);

  test('begins a session with the roles of the claim, and records it', async () => {
    const { options, started, audit, clock } = signIn();
    const session = await arrive(options, { sub: 'staff-ann', name: 'Ann', roles: ['agent', 'admin'] });
    expect(session).toEqual({ sub: 'staff-ann', name: 'Ann', roles: ['agent'], sid: expect.any(String) });
    const expiresAt = new Date(clock.now().getTime() + 8 * 3_600_000);
    expect(started).toEqual([
      { id: session?.sid, subject: 'staff-ann', name: 'Ann', startedAt: clock.now(), expiresAt },
    ]);
    expect(audit).toMatchObject([{ action: 'staff.signed_in', actor: { subject: 'staff-ann' } }]);
  });

  test('keeps no token of the staff IdP', async () => {
    const { options } = signIn();
    const session = await arrive(
      options,
      { sub: 'x', name: 'X', access_token: 'staff-token' },
      { picture: 'p' },
    );
    expect(Object.keys(session ?? {}).sort()).toEqual(['name', 'noRole', 'roles', 'sid', 'sub']);
  });

  test('later requests change nothing', async () => {
    const { options, started } = signIn();
    const token = { sub: 'staff-ann', sid: 'session' };
    expect(await arrive(options, undefined, token)).toBe(token);
    expect(started).toEqual([]);
  });

  test.each([
    ['/customers/C-1', 'https://desk.example/customers/C-1'],
    ['https://desk.example/history', 'https://desk.example/history'],
    ['https://evil.example/', 'https://desk.example'],
    ['//evil.example/', 'https://desk.example'],
    ['/\\evil.example', 'https://desk.example'],
    ['https://desk.example.evil', 'https://desk.example'],
    ['https://desk.example@evil.example', 'https://desk.example'],
    ['javascript:alert(1)', 'https://desk.example'],
    ['http://desk.example/', 'https://desk.example'],
    ['http://[', 'https://desk.example'],
  ])('to %j leads to %j', async (url, target) => {
    const { options } = signIn();
    const led = await options.callbacks?.redirect?.({ url, baseUrl: 'https://desk.example' });
    expect(led).toMatch(new RegExp(`^${target.replaceAll('.', '\\.')}/?$`));
  });

  test('is checked with PKCE, state and nonce', () => {
    const { options } = signIn();
    expect(options.providers).toMatchObject([{ checks: ['pkce', 'state', 'nonce'] }]);
  });

  test('logs the code of a fault, nothing of what it carries', () => {
    const { options, log } = signIn();
    options.logger?.error?.('OAUTH_CALLBACK_ERROR', { error: new Error('code=abc'), providerId: 'staff' });
    expect(log.text()).toContain('OAUTH_CALLBACK_ERROR');
    expect(log.text()).not.toContain('abc');
  });
});

describe('the session cookie', () => {
  const secret = 's'.repeat(40);
  const claims = { sub: 'staff-ann', name: 'Ann', roles: ['agent'], sid: 'session' };

  test('is read back, without anything next-auth added', async () => {
    expect(await readSession(await encode({ token: claims, secret }), secret)).toEqual(claims);
  });

  test.each<[string, () => Promise<string | undefined>]>([
    ['none', async () => undefined],
    ['an empty one', async () => ''],
    ['nonsense', async () => 'a.b.c.d.e'],
    ['one of another secret', () => encode({ token: claims, secret: 't'.repeat(40) })],
    ['one that has expired', () => encode({ token: claims, secret, maxAge: -60 })],
    ['one without a session id', () => encode({ token: { ...claims, sid: undefined }, secret })],
    ['one with a role we do not know', () => encode({ token: { ...claims, roles: ['admin'] }, secret })],
  ])('is no session: %s', async (_what, cookie) => {
    expect(await readSession(await cookie(), secret)).toBeUndefined();
  });

  test('shows nothing of its claims', async () => {
    const cookie = await encode({ token: claims, secret });
    expect(Buffer.from(cookie.split('.').join(''), 'base64url').toString('latin1')).not.toContain(
      'staff-ann',
    );
    expect(await decode({ token: cookie, secret })).toMatchObject(claims);
  });

  test('is bound to the host under https, and to the port on localhost', () => {
    expect(cookieName('https://desk.example', 'session')).toBe('__Host-countersign.session');
    expect(cookieName('http://localhost:3000', 'session')).not.toBe(
      cookieName('http://localhost:3001', 'session'),
    );
  });
});

test('signing out closes everything, ends the session and records it', async () => {
  const { deps, store, ciba, clock } = desk();
  const [open, live] = [
    store.put(pending()),
    store.put(approved({ customerId: 'C-2' }), { tokens: tokens() }),
  ];
  const ends: unknown[] = [];
  const audit: AuditEntry[] = [];
  const ending = await signOutStaff(
    {
      ...deps,
      sessions: {
        idTokenOf: async (id) => `id-token-of-${id}`,
        end: async (id, now, entry) => {
          ends.push([id, now]);
          audit.push(entry);
        },
      },
      staffIdp: {
        endSession: async (hint = '', subject) => ({
          url: `https://idp.example/logout?${subject}`,
          fields: { id_token_hint: hint },
          state: 's',
        }),
      },
    },
    ann,
  );
  expect(store.get(open.id).status).toBe('cancelled');
  expect(store.get(live.id).grantEnd).toBe('signed_out');
  expect(ciba.revoked).toEqual([tokens()]);
  expect(ends).toEqual([[ann.sessionId, clock.now()]]);
  expect(audit).toMatchObject([{ action: 'staff.signed_out', actor: ann }]);
  expect(ending).toEqual({
    url: 'https://idp.example/logout?staff-ann',
    fields: { id_token_hint: `id-token-of-${ann.sessionId}` },
    state: 's',
  });
});
