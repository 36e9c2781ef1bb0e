import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  newNotificationToken,
  notificationHash,
  parseNotification,
  presentedToken,
} from '@/lib/ciba/notification';

describe('a notification token', () => {
  test('is 256 random bits in base64url, with its SHA-256 to keep', () => {
    const { token, hash } = newNotificationToken();
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(hash).toBe(createHash('sha256').update(token).digest('base64url'));
    expect(hash).not.toContain(token);
  });

  test('is never made twice', () => {
    const made = Array.from({ length: 200 }, () => newNotificationToken());
    expect(new Set(made.map(({ token }) => token)).size).toBe(200);
    expect(new Set(made.map(({ hash }) => hash)).size).toBe(200);
  });

  test('is recognised when an OP presents it', () => {
    const { token, hash } = newNotificationToken();
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(notificationHash(presentedToken(`${scheme} ${token}`) ?? '')).toBe(hash);
    }
  });

  const { token } = newNotificationToken();
  test.each([
    null,
    '',
    'Bearer',
    'Bearer ',
    token,
    `Basic ${token}`,
    `Bearer ${token.slice(1)}`,
    `Bearer ${token}x`,
    `Bearer ${token.slice(1)}=`,
    `Bearer ${token.slice(1)}+`,
    `Bearer ${token} `,
    ` Bearer ${token}`,
    `Bearer ${token}\n`,
    `Bearer ${token}, Bearer ${token}`,
    `XBearer ${token}`,
  ])('is not in %j', (header) => {
    expect(presentedToken(header)).toBeUndefined();
  });
});

describe('a ping', () => {
  test('names the request', () => {
    expect(parseNotification('ping', '{"auth_req_id":"auth-req-1"}')).toEqual({
      kind: 'ping',
      authReqId: 'auth-req-1',
    });
  });

  test('is no more than that, whatever else is in it', () => {
    const body =
      '{"auth_req_id":"auth-req-1","access_token":"x","token_type":"Bearer","error":"access_denied"}';
    expect(parseNotification('ping', body)).toEqual({ kind: 'ping', authReqId: 'auth-req-1' });
  });
});

describe('a push', () => {
  const tokens = { auth_req_id: 'auth-req-1', access_token: 'x', token_type: 'Bearer' };

  test('of tokens hands them over, with everything in it', () => {
    const whole = {
      ...tokens,
      id_token: 'a.b.c',
      refresh_token: 'r',
      expires_in: 600,
      scope: 'openid',
      authorization_details: [{ type: 'x' }],
    };
    expect(parseNotification('push', JSON.stringify(whole))).toEqual({
      kind: 'tokens',
      authReqId: 'auth-req-1',
      answer: whole,
    });
  });

  test.each(['600', 'soon', 0, null, -5])('of tokens is not lost because of expires_in %j', (expires_in) => {
    expect(parseNotification('push', JSON.stringify({ ...tokens, expires_in }))).toMatchObject({
      kind: 'tokens',
      answer: { access_token: 'x' },
    });
  });

  test('of an error says which', () => {
    const error = { auth_req_id: 'auth-req-1', error: 'access_denied', error_description: 'no' };
    expect(parseNotification('push', JSON.stringify(error))).toEqual({
      kind: 'error',
      authReqId: 'auth-req-1',
      answer: error,
    });
  });

  test('of both is an error: tokens beside one are not to be trusted', () => {
    const both = { ...tokens, error: 'access_denied' };
    expect(parseNotification('push', JSON.stringify(both))).toMatchObject({ kind: 'error' });
  });

  test('of an error whose description is no text still says which', () => {
    const error = { auth_req_id: 'auth-req-1', error: 'access_denied', error_description: null };
    expect(parseNotification('push', JSON.stringify(error))).toMatchObject({ kind: 'error' });
  });

  test('of nothing but the request is none: that would be a ping', () => {
    expect(parseNotification('push', '{"auth_req_id":"auth-req-1"}')).toBeUndefined();
  });

  test.each([
    { access_token: '' },
    { access_token: 5 },
    { auth_req_id: '' },
    { error: '', access_token: '' },
  ])('with %j is none', (change) => {
    expect(parseNotification('push', JSON.stringify({ ...tokens, ...change }))).toBeUndefined();
  });
});

describe.each(['ping', 'push'] as const)('to who expects a %s', (delivery) => {
  test.each([
    '',
    'auth_req_id=auth-req-1',
    'null',
    '5',
    '"auth-req-1"',
    '[]',
    '[{"auth_req_id":"auth-req-1"}]',
    '{}',
    '{"auth_req_id":""}',
    '{"auth_req_id":5}',
    '{"auth_req_id":null}',
    '{"auth_req_id":["auth-req-1"]}',
    '{"auth_req_id":"auth-req-1"',
    '{"__proto__":{"auth_req_id":"auth-req-1","error":"x"}}',
    '<xml/>',
  ])('%j says nothing', (body) => {
    expect(parseNotification(delivery, body)).toBeUndefined();
  });

  test('any text says something or nothing, and breaks nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const said = parseNotification(delivery, body);
        if (said) expect(said.authReqId.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
