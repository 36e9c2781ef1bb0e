import { expect, test } from 'vitest';
import { struckOut } from '@/lib/verification/struck-out';

const telling = ['maria.sanchez', 'Maria Sánchez-Ruiz', 'C-100001', '+49 30 1234567', 'maria@example.com'];

test.each([
  ['Invalid scopes: openid read:sensitive-data', 'Invalid scopes: openid read:sensitive-data'],
  [
    'Client Notification token supported only for the ping mode',
    'Client Notification token supported only for the ping mode',
  ],
  ['no such user MARIA.SANCHEZ here', 'no such user … here'],
  ['sánchez-ruiz may not, C-100001 neither', '… may not, … neither'],
  ['try someone.else@bank.example or +1 (555) 123-4567', 'try … or …'],
  ['token eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJ4In0.sig refused', 'token … refused'],
  ['two\nlines\u202e of it', 'two lines of it'],
])('%j is logged as %j', (said, logged) => {
  expect(struckOut(said, telling)).toBe(logged);
});

test('a sentence without end is cut', () => {
  expect(struckOut('so '.repeat(1000), [])).toHaveLength(301);
});

test('what is known of a customer may be anything', () => {
  expect(struckOut('what (.*) of [it]', ['(.*)', '[it]', '', '.'])).toBe('what … of …');
});
