import { describe, expect, test } from 'vitest';
import { purposes, requiredScope } from '@/lib/verification/purposes';

describe('the scope tokens are of no use without', () => {
  test.each([
    ['openid profile read:sensitive-data', 'read:sensitive-data'],
    ['openid', ''],
    ['', ''],
    ['  openid   accounts  ', 'accounts'],
    ['openid profile email address phone offline_access', ''],
    ['accounts openid transactions', 'accounts transactions'],
    ['openid Profile', 'Profile'],
    ['openid phone-book', 'phone-book'],
  ])('of %j is %j', (asked, required) => {
    expect(requiredScope(asked)).toBe(required);
  });
});

test.each(Object.entries(purposes))('%s asks for an ID token and gives time to answer', (_purpose, terms) => {
  expect(terms.scope.split(' ')).toContain('openid');
  expect(terms.requestedExpiry).toBeGreaterThanOrEqual(60);
  expect(terms.requestedExpiry).toBeLessThanOrEqual(600);
});
