import { describe, expect, test } from 'vitest';
import { loginHint } from '@/lib/ciba/hint';
import { isLoopback } from '@/lib/ciba/loopback';
import { maria } from '../../support/samples';

describe('the login hint', () => {
  test.each([
    ['sub', 'sub-maria'],
    ['username', 'maria.alvarez'],
    ['email', 'maria.alvarez@example.com'],
    ['phone', '+34612345001'],
    ['iss_sub', '{"format":"iss_sub","iss":"https://op.example/","sub":"sub-maria"}'],
  ] as const)('of the form %s is %s', (form, hint) => {
    expect(loginHint(form, maria, 'https://op.example/')).toEqual({ login_hint: hint });
  });

  test('is missing when the customer has no such identifier', () => {
    const bare = { ...maria, email: null, phone: null };
    expect(loginHint('email', bare, 'https://op.example')).toBeUndefined();
    expect(loginHint('phone', bare, 'https://op.example')).toBeUndefined();
  });
});

test.each([
  ['http://localhost:3000', true],
  ['http://LOCALHOST', true],
  ['http://127.0.0.1:4000/op', true],
  ['http://127.8.9.10', true],
  ['http://127.1', true],
  ['http://[::1]:4000', true],
  ['http://localhost.example', false],
  ['http://127.0.0.1.example', false],
  ['http://example/localhost', false],
  ['http://localhost@example', false],
  ['http://10.0.0.1', false],
  ['http://0.0.0.0', false],
  ['http://[::2]', false],
])('%s points at this machine: %j', (url, expected) => {
  expect(isLoopback(new URL(url))).toBe(expected);
});
