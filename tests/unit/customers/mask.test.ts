import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskEmail, maskPhone } from '@/lib/customers/mask';

describe('a masked phone number', () => {
  test.each([
    ['+442079460958', '+44 ••• ••• 958'],
    ['+34612345001', '+34 ••• ••• 001'],
    ['+12025550143', '+1 ••• ••• 143'],
    ['07946000958', '••• ••• 958'],
    [null, null],
    ['', null],
  ])('of %j is %j', (phone, masked) => {
    expect(maskPhone(phone)).toBe(masked);
  });

  test('shows the country and three digits, never more', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{7,14}$/), (phone) => {
        const subscriber = (maskPhone(phone) ?? '').replace(/^\+\d+ /, '');
        expect(subscriber.replace(/\D/g, '')).toBe(phone.slice(-3));
      }),
    );
  });
});

describe('a masked e-mail address', () => {
  test.each([
    ['maria.alvarez@example.com', 'm•••@example.com'],
    ['"odd@name"@example.com', '"•••@example.com'],
    ['nonsense', '•••'],
    ['@example.com', '•••'],
    [null, null],
    ['', null],
  ])('of %j is %j', (email, masked) => {
    expect(maskEmail(email)).toBe(masked);
  });
});
