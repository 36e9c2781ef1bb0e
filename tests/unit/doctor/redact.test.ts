import { describe, expect, test } from 'vitest';
import { createRedactor } from '@/lib/doctor/redact';

const given = {
  CIBA_CLIENT_ID: 'countersign',
  CIBA_CLIENT_SECRET: 'p%+&ss:word of the client',
  TOKEN_ENCRYPTION_KEYS: 'firstkeyfirstkey, secondkeysecondkey',
  CIBA_ID_TOKEN_ALG: 'RS256',
  DATABASE_URL: 'postgres://me:pa%24s@db.example/desk?password=other-one',
  CIBA_CLIENT_KEY: '{"kty":"EC","d":"private-part"}',
};
const redact = createRedactor(given);

describe('what is said of a configuration', () => {
  test.each([
    ['a secret', `no ${given.CIBA_CLIENT_SECRET} here`],
    ['a secret in a form', `client_secret=${encodeURIComponent(given.CIBA_CLIENT_SECRET)}`],
    ['a secret in a header', Buffer.from(`countersign:${given.CIBA_CLIENT_SECRET}`).toString('base64')],
    ['one of several keys', 'decrypt with secondkeysecondkey'],
    ['a database’s password', 'cannot log in with pa%24s or pa$s or other-one'],
    ['the whole address of a database', `could not use ${given.DATABASE_URL}`],
    ['a key in the place of its path', `there is no file ${given.CIBA_CLIENT_KEY}`],
    ['a token', 'not eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJtYXJpYSJ9.c2lnbmF0dXJl'],
    ['a private key', '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----'],
  ])('does not hold %s', (_what, text) => {
    const said = redact(text);
    const secrets = /p%\+&ss|p%25|secondkey|pa%24s|pa\$s|other-one|private-part|eyJ|MIGH|Y291bnRlcnNpZ24/;
    expect(said).not.toMatch(secrets);
    expect(said).toMatch(/\[(?:secret|token|key)\]/);
  });

  test('keeps what is none: names, algorithms and addresses', () => {
    const text = 'CIBA_CLIENT_SECRET of countersign, RS256, https://op.example/token';
    expect(redact(text)).toBe(text);
  });

  test('brings nothing of a stranger’s into the terminal', () => {
    expect(redact('oh\u001b[2J no\nagain')).toBe('oh [2J no again');
    expect(redact('x'.repeat(10_000)).length).toBeLessThan(500);
  });
});
