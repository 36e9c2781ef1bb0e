import { describe, expect, test } from 'vitest';
import { judgeAddress } from '@/lib/doctor/address';
import { judgeCustomerApi } from '@/lib/doctor/customer-api';
import { unreachable } from '@/lib/doctor/network';
import { judgeNotification } from '@/lib/doctor/notification';
import { safeAddress } from '@/lib/doctor/postgres';
import { judgeExpiry } from '@/lib/doctor/requests';
import { judgeRoundTrip, judgeSilence } from '@/lib/doctor/round-trip';
import { judgeMigrations, judgeServer, judgeTrigrams, type SchemaState } from '@/lib/doctor/schema-state';
import { readEnv } from '@/lib/env';
import { validEnv } from '../valid-env';

describe('the public address', () => {
  test.each([
    ['https://desk.example', 'https://desk.example', '3000', 'ok'],
    ['http://localhost:3000', undefined, undefined, 'ok'],
    ['http://localhost:3000', undefined, '8080', 'fail'],
    // With a proxy on this machine it may be meant.
    ['https://localhost', 'https://localhost', '3000', 'warn'],
    ['https://desk.example', 'https://desk.example', '80a', 'fail'],
  ])('%s (set: %s) with PORT %s: %s', (address, written, port, status) => {
    expect(judgeAddress(address, written, port).status).toBe(status);
  });
});

describe('the way to the desk', () => {
  test.each([
    [401, 'unauthenticated', 'ok'],
    [403, 'forbidden', 'fail'],
    [403, undefined, 'fail'],
    [401, undefined, 'fail'],
    [301, undefined, 'fail'],
    [404, undefined, 'fail'],
    [200, undefined, 'fail'],
    [502, undefined, 'warn'],
  ])('that answers %d (%s): %s', (status, code, verdict) => {
    expect(judgeRoundTrip(status, code, 'https://desk.example').status).toBe(verdict);
  });

  test.each([
    ['ECONNREFUSED', 'Start the desk'],
    ['ENOTFOUND', 'Start the desk'],
    ['CERT_HAS_EXPIRED', 'to renew the certificate'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'the host name the certificate was issued for'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'trust it'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'trust it'],
  ])('on which nobody can be asked for %s is worth a look: %s', (fault, remedy) => {
    const place = {
      name: 'The desk',
      url: new URL('https://desk.example'),
      setting: 'APP_URL',
      trust: 'trust it',
    };
    expect(judgeSilence(fault, place)).toMatchObject({
      status: 'warn',
      remedy: expect.stringContaining(remedy),
    });
  });
});

describe('the notification address', () => {
  const url = new URL('https://desk.example/api/ciba/notify');

  test.each([
    [401, 'ok'],
    [302, 'fail'],
    [404, 'fail'],
    [403, 'fail'],
    [200, 'fail'],
    [502, 'warn'],
  ])('that answers %d to nobody: %s', (status, verdict) => {
    expect(judgeNotification(status, null, url).status).toBe(verdict);
  });
});

test.each([
  [401, 401, 'ok'],
  [200, 401, 'fail'],
  [401, 200, 'fail'],
  [404, 404, 'fail'],
  [502, 502, 'fail'],
  [302, 302, 'fail'],
  [403, 401, 'warn'],
])(
  'a customer API that answers %d without a token and %d to a made-up one: %s',
  (without, madeUp, status) => {
    expect(judgeCustomerApi(without, madeUp, new URL('https://api.example')).status).toBe(status);
  },
);

describe('a server that cannot be spoken to', () => {
  const place = {
    name: 'The OP',
    url: new URL('https://op.example'),
    setting: 'CIBA_ISSUER',
    trust: 'trust it',
  };

  test.each([
    ['ENOTFOUND', 'cannot be found'],
    ['ECONNREFUSED', 'port 443'],
    ['ECONNRESET', 'closed the connection'],
    ['UND_ERR_CONNECT_TIMEOUT', 'does not answer'],
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'other names than op.example'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'not trusted here'],
    ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 'client certificate'],
    ['SOMETHING_ELSE', 'SOMETHING_ELSE'],
  ])('for %s is told in words, also when it is wrapped', (code, words) => {
    const error = new TypeError('fetch failed', { cause: Object.assign(new Error('inner'), { code }) });
    expect(unreachable(error, place)).toMatchObject({ status: 'fail', says: expect.stringContaining(words) });
  });
});

describe('a database', () => {
  const fine: SchemaState = {
    version: 180_004,
    writing: 'on',
    trigrams: { available: true, installed: true },
    applied: ['001'],
    mayCreate: { tables: true, extensions: true },
    customers: 3,
  };
  const known = ['001', '002'];

  test('that is too old is told so', () => {
    expect(judgeServer({ ...fine, version: 130_012 })).toMatchObject({
      status: 'fail',
      says: 'PostgreSQL 13 is too old.',
    });
    expect(judgeServer(fine).status).toBe('ok');
  });

  test.each([
    ['standby', /as a standby/, /to the primary/],
    ['off', /read-only/, /default_transaction_read_only/],
  ] as const)('that stores nothing (%s) is told so, with what to do', (writing, says, remedy) => {
    const verdict = judgeServer({ ...fine, writing });
    expect(verdict).toMatchObject({ status: 'fail', says: expect.stringMatching(says) });
    expect(JSON.stringify(verdict)).toMatch(remedy);
  });

  test.each([
    [{ available: false, installed: false }, true, 'fail'],
    [{ available: true, installed: false }, true, 'ok'],
    [{ available: true, installed: false }, false, 'fail'],
    [{ available: true, installed: true }, false, 'ok'],
  ])('with trigrams %o, made by us: %s: %s', (trigrams, extensions, status) => {
    expect(judgeTrigrams({ ...fine, trigrams, mayCreate: { tables: true, extensions } }).status).toBe(status);
  });

  test.each([
    [['001', '002'], true, 'ok'],
    [['001'], true, 'warn'],
    [['001'], false, 'fail'],
    [undefined, true, 'ok'],
    [undefined, false, 'fail'],
    [['001', '002', '003'], true, 'fail'],
  ])('with migrations %o, changed by us: %s: %s', (applied, tables, status) => {
    expect(judgeMigrations({ ...fine, applied, mayCreate: { tables, extensions: true } }, known).status).toBe(
      status,
    );
  });

  test('is named without its password', () => {
    expect(safeAddress('postgres://me:pw@db.example:5433/desk?password=pw')).toBe(
      'postgres://me@db.example:5433/desk',
    );
    expect(safeAddress('postgres://me:pw@one:5433,two/desk')).toBe('postgres://me@one:5433,two/desk');
    expect(safeAddress('host=db password=pw')).toBe('DATABASE_URL');
  });
});

test.each([
  [{}, 'ok'],
  [{ CIBA_REQUESTED_EXPIRY: '10' }, 'warn'],
  [{ CIBA_REQUESTED_EXPIRY: '200', CIBA_PROFILE: 'duende' }, 'warn'],
])('time to answer with %o: %s', (change, status) => {
  expect(judgeExpiry(readEnv({ ...validEnv(), ...change })).status).toBe(status);
});
