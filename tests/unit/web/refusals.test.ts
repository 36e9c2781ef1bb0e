import { NextRequest } from 'next/server';
import { encode } from 'next-auth/jwt';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { StaffActor } from '@/lib/actor';
import type { RefusedAttempt } from '@/lib/audit/refusals';
import { authorize } from '@/lib/auth/permissions';
import { cookieName } from '@/lib/auth/session-cookie';
import { AppError } from '@/lib/errors';
import type { Server } from '@/lib/server';
import { callerOf } from '@/lib/web/caller';
import { recordFailedSignIn } from '@/lib/web/failed-sign-in';
import { takeNotification } from '@/lib/web/notification';
import { route } from '@/lib/web/route';
import { proxy } from '@/proxy';
import { eventually } from '../../support/eventually';
import { recordingLog } from '../../support/recording-log';
import { ann, bob } from '../../support/samples';

const session = vi.hoisted((): { actor: StaffActor | undefined } => ({ actor: undefined }));
const wired = vi.hoisted((): { deps: unknown } => ({ deps: undefined }));
vi.mock('@/lib/web/session', () => ({ currentActor: async () => session.actor }));
vi.mock('@/lib/server', () => ({ server: async () => wired.deps }));

const secret = 'a secret of more than thirty-two characters';
const sealed = (actor: StaffActor, maxAge?: number) =>
  encode({
    token: { sub: actor.subject, name: actor.name, roles: [...actor.roles], sid: actor.sessionId },
    secret,
    ...(maxAge === undefined ? {} : { maxAge }),
  });
const from = { kind: 'stranger', address: '203.0.113.7' };
const headers = { 'x-forwarded-for': '10.9.8.7, 203.0.113.7' };

let refused: RefusedAttempt[];
let ended: string[];
let deps: Server;
beforeEach(() => {
  session.actor = ann;
  refused = [];
  ended = [];
  // As much of the server as is asked here.
  deps = {
    env: { APP_URL: 'http://localhost:3000', AUTH_SECRET: secret, TRUSTED_PROXIES: 1 },
    log: recordingLog().log,
    clock: { now: () => new Date() },
    sessions: { isLive: async (id: string) => !ended.includes(id) },
    verifications: { findByNotification: async () => undefined },
    refusals: { refused: (attempt: RefusedAttempt) => void refused.push(attempt) },
  } as unknown as Server;
  wired.deps = deps;
});

describe('a route', () => {
  const ask = (
    handle: Parameters<typeof route>[0],
    init: ConstructorParameters<typeof NextRequest>[1] = {},
  ) => {
    const request = new NextRequest('http://localhost:3000/api/verifications/ver_1/events?q=Maria', {
      ...init,
      headers: { ...headers, host: 'localhost:3000', ...init.headers },
    });
    return route(handle)(request, { params: Promise.resolve({}) });
  };

  test('records who was refused what, and why', async () => {
    const answer = await ask(async ({ actor }) => {
      authorize(actor, 'history.export');
      return {};
    });
    expect(answer.status).toBe(403);
    expect(refused).toEqual([
      {
        action: 'security.refused',
        actor: ann,
        details: {
          door: 'route',
          at: '/api/verifications/[id]/events',
          attempt: 'history.export',
          why: 'role',
        },
      },
    ]);
  });

  test('answers about what is somebody else’s as if it were not there, to the letter', async () => {
    const answers = await Promise.all(
      [{ refusal: { why: 'person', verificationId: 'ver_1' } }, {}].map((options) =>
        ask(async () => {
          throw new AppError('not_found', 'There is no such verification.', options);
        }),
      ),
    );
    const [theirs, nobodys] = await Promise.all(
      answers.map(async (answer) => [answer.status, await answer.text(), [...answer.headers]]),
    );
    expect(theirs).toEqual(nobodys);
    expect(refused).toMatchObject([{ actor: ann, verificationId: 'ver_1', details: { why: 'person' } }]);
  });

  test.each([ann, undefined])(
    'records as forged what another site sends, by whom it is known: %o',
    async (actor) => {
      session.actor = actor;
      const answer = await ask(async () => ({}), {
        method: 'POST',
        headers: { origin: 'https://evil.example' },
      });
      expect(answer.status).toBe(403);
      expect(refused).toMatchObject([
        { action: 'security.forged', actor: actor ?? from, details: { door: 'route', why: 'origin' } },
      ]);
    },
  );

  test('records nothing of who is not signed in any more, of faults, and of what is not there', async () => {
    session.actor = undefined;
    expect((await ask(async () => ({}))).status).toBe(401);
    session.actor = ann;
    for (const fault of [
      new Error('database'),
      new AppError('not_found', 'x'),
      new AppError('conflict', 'x'),
    ]) {
      await ask(async () => {
        throw fault;
      });
    }
    expect(refused).toEqual([]);
  });
});

describe('the proxy', () => {
  const post = async (change: Record<string, string>, body = '["C-1"]') => {
    const request = new NextRequest('http://localhost:3000/customers/Maria?q=x', {
      method: 'POST',
      headers: { ...headers, host: 'localhost:3000', 'content-type': 'text/plain', ...change },
      body,
    });
    return (await proxy(request)).status;
  };
  beforeEach(() => {
    Object.assign(globalThis, { countersign: { composed: Promise.resolve(deps), server: deps } });
    return () => {
      Reflect.deleteProperty(globalThis, 'countersign');
    };
  });
  const cookie = async (actor: StaffActor) =>
    `${cookieName('http://localhost:3000', 'session')}=${await sealed(actor)}`;

  test('records a call of another site, and a body that no page of ours sends, with who is signed in', async () => {
    expect(await post({ origin: 'https://evil.example' })).toBe(403);
    // The answer does not wait for the record.
    await eventually(() =>
      expect(refused).toEqual([
        {
          action: 'security.forged',
          actor: from,
          details: { door: 'action', at: '/customers/[id]', why: 'origin' },
        },
      ]),
    );
    refused = [];
    expect(await post({ cookie: await cookie(ann) }, '{"Maria":1}')).toBe(400);
    const by = { subject: ann.subject, address: '203.0.113.7' };
    await eventually(() =>
      expect(refused).toMatchObject([{ action: 'security.forged', actor: by, details: { why: 'body' } }]),
    );
  });

  test('refuses all the same while nothing can be recorded', async () => {
    const composed = new Promise(() => {});
    Object.assign(globalThis, { countersign: { composed, waitsFor: new Error('no database') } });
    expect(await post({ origin: 'https://evil.example' })).toBe(403);
    Reflect.deleteProperty(globalThis, 'countersign');
    expect(await post({}, 'x')).toBe(400);
  });
});

describe('who is asking', () => {
  const asks = (value: string | undefined) =>
    callerOf(
      deps,
      { get: (name) => (value && name === 'countersign-3000.session' ? { value } : undefined) },
      new Headers(headers),
    );

  test('is who signed in, from where the trusted proxy says', async () => {
    expect(await asks(await sealed(ann))).toEqual({
      kind: 'live',
      actor: { ...ann, address: '203.0.113.7' },
    });
  });

  test('is known after the session was ended: its cookie is shown by nobody who had it from us', async () => {
    ended = [bob.sessionId];
    expect(await asks(await sealed(bob))).toMatchObject({ kind: 'ended', actor: { subject: bob.subject } });
  });

  test('is nobody without a cookie, or with one that is over', async () => {
    expect(await asks(undefined)).toEqual({ kind: 'nobody', actor: from });
    expect(await asks(await sealed(ann, -60))).toEqual({ kind: 'nobody', actor: from });
  });

  test.each(['x', 'eyJhbGciOiJkaXIi.a.b.c.d'])('is somebody who made a cookie up: %s', async (made) => {
    expect(await asks(made)).toEqual({ kind: 'made_up', actor: from });
  });
});

describe('a notification', () => {
  const notify = (authorization?: string) =>
    takeNotification(
      new Request('http://localhost:3000/api/ciba/notify', {
        method: 'POST',
        headers: { ...headers, ...(authorization ? { authorization } : {}) },
        body: '{"auth_req_id":"x"}',
      }),
    );

  test.each([undefined, 'Bearer short', `Bearer ${'A'.repeat(43)}`])(
    'without a token of ours is recorded as forged, without the token: %s',
    async (authorization) => {
      expect((await notify(authorization)).status).toBe(401);
      expect(refused).toEqual([
        {
          action: 'security.forged',
          actor: from,
          details: { door: 'route', at: '/api/ciba/notify', why: 'token' },
        },
      ]);
    },
  );
});

describe('a sign-in', () => {
  const back = (
    location: string | null,
    status = 302,
    path = '/api/auth/callback/staff?code=secret&state=x',
  ) =>
    recordFailedSignIn(
      deps,
      new Request(`http://localhost:3000${path}`, { headers }),
      new Response(null, { status, headers: location === null ? {} : { location } }),
    );

  test('that fails is recorded with next-auth’s word, and nothing that was brought along', () => {
    back('http://localhost:3000/api/auth/error?error=OAuthCallback');
    back('/api/auth/error?error=%3Cscript%3E');
    back(null, 400);
    expect(refused).toEqual(
      ['OAuthCallback', 'other', 'request'].map((why) => ({
        action: 'staff.sign_in_failed',
        actor: from,
        details: { attempt: 'sign_in', why },
      })),
    );
  });

  test('that goes well, and another request of its, is none', () => {
    back('http://localhost:3000/customers');
    back('/api/auth/error?error=OAuthSignin', 302, '/api/auth/signin/staff');
    expect(refused).toEqual([]);
  });
});
