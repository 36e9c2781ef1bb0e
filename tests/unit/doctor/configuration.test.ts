import { describe, expect, test } from 'vitest';
import { readConfiguration } from '@/lib/doctor/configuration';
import { secretChecks } from '@/lib/doctor/secrets';
import { misspeltNames } from '@/lib/doctor/typos';
import { readEnv } from '@/lib/env';
import { validEnv } from '../valid-env';

function problems(change: Record<string, string | undefined>): Record<string, string> {
  const { checks } = readConfiguration({ ...validEnv(), ...change });
  return Object.fromEntries(
    checks.filter(({ status }) => status === 'fail').map(({ title, says }) => [title, says]),
  );
}

describe('the configuration', () => {
  test('without a problem is one line, and usable', () => {
    const { env, checks, wrong } = readConfiguration(validEnv());
    expect(checks).toEqual([expect.objectContaining({ status: 'ok' })]);
    expect(env?.CIBA_ISSUER).toBe('https://op.example');
    expect(wrong.size).toBe(0);
  });

  test('shows what is wrong together along with what is wrong by itself', () => {
    expect(problems({ AUTH_SECRET: 'short', CIBA_CLIENT_AUTH: 'private_key_jwt' })).toEqual({
      AUTH_SECRET: 'AUTH_SECRET: must be at least 32 random characters.',
      CIBA_CLIENT_KEY: 'CIBA_CLIENT_KEY is missing: private_key_jwt signs with it.',
    });
  });

  test('does not blame one mistake twice', () => {
    // Its default would be wrong for Auth0, too.
    const given = { ...validEnv(), CIBA_PROFILE: 'auth0', CIBA_LOGIN_HINT: 'subject' };
    expect(readConfiguration(given).checks.map(({ title }) => title)).toEqual(['CIBA_LOGIN_HINT']);
  });

  test('can be looked at further with stand-ins for what is missing', () => {
    const { env, wrong } = readConfiguration({ STAFF_ISSUER: 'https://idp.example' });
    expect(env?.STAFF_ISSUER).toBe('https://idp.example');
    expect(wrong.has('STAFF_CLIENT_ID')).toBe(true);
    expect(wrong.has('STAFF_ISSUER')).toBe(false);
  });

  test('that trusts every certificate of other machines is refused', () => {
    const { checks } = readConfiguration({ ...validEnv(), NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect(checks).toEqual([
      expect.objectContaining({
        id: 'configuration.NODE_TLS_REJECT_UNAUTHORIZED',
        remedy: expect.stringContaining('CIBA_CA'),
      }),
    ]);
  });
});

describe('names', () => {
  test.each([
    ['CIBA_CLIENTID', 'Did you mean CIBA_CLIENT_ID?'],
    ['ciba_issuer', 'Did you mean CIBA_ISSUER?'],
    ['STAFF_CLIENT_SECRETS', 'Did you mean STAFF_CLIENT_SECRET?'],
    ['AUTH_SECRETE', 'Did you mean AUTH_SECRET?'],
    ['DATABSE_URL', 'Did you mean DATABASE_URL?'],
    ['CIBA_WEATHER_FORECAST', 'Take it out'],
  ])('%s is none: %s', (name, remedy) => {
    expect(misspeltNames({ [name]: 'x' })).toEqual([
      expect.objectContaining({ status: 'warn', remedy: expect.stringContaining(remedy) }),
    ]);
  });

  test('of other programs, and those that are right or empty, are none of our business', () => {
    expect(
      misspeltNames({ PATH: '/bin', AUTH_TOKEN: 'x', HOST: 'x', CIBA_ISSUER: 'x', CIBA_ISSUR: '' }),
    ).toEqual([]);
  });
});

describe('secrets', () => {
  const none: ReadonlySet<string> = new Set();
  const tokenKey = 'q3Vt8yBnW1xKzR5mLc7HdJf0GsPa2EuOi4Tk6YvNw9Q';
  const auditKey = 'Zk4Xn8RvQ2mLw6TyB1cHs5JfD9gPa3EuOi7Wt0YxKzU';
  const judged = (change: Record<string, string>) =>
    secretChecks(readEnv({ ...validEnv(), ...change }), none);

  test.each([
    ['AUTH_SECRET', { AUTH_SECRET: 'ababababababababababababababababab' }, 'not random'],
    ['AUTH_SECRET', { AUTH_SECRET: 'please-change-me-0123456789-0123456789' }, 'not random'],
    ['AUTH_SECRET', { STAFF_CLIENT_SECRET: 'ciba-secret-of-the-tests' }, 'are the same'],
    ['CIBA_CLIENT_SECRET', { CIBA_CLIENT_AUTH: 'client_secret_jwt' }, 'shorter than the 32 bytes'],
    ['AUDIT_KEYS', { AUDIT_KEYS: 'A'.repeat(43) }, 'not random'],
    ['AUDIT_KEYS', { AUDIT_KEYS: [auditKey, auditKey].join() }, 'twice'],
    ['AUDIT_KEYS', { AUDIT_KEYS: tokenKey }, 'in TOKEN_ENCRYPTION_KEYS too'],
  ] as const)('%s is worth a look: %o', (title, change, says) => {
    const random = { TOKEN_ENCRYPTION_KEYS: tokenKey, AUDIT_KEYS: auditKey };
    expect(judged({ ...random, ...change })).toEqual([
      expect.objectContaining({ title, status: 'warn', says: expect.stringContaining(says) }),
    ]);
  });

  test('that are missing are not praised', () => {
    expect(
      secretChecks(readEnv(validEnv()), new Set(['AUTH_SECRET', 'TOKEN_ENCRYPTION_KEYS', 'AUDIT_KEYS'])),
    ).toEqual([]);
  });
});
