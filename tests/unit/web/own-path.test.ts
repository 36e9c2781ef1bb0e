import { expect, test } from 'vitest';
import { ownPath } from '@/lib/web/own-path';

test.each<[unknown, string]>([
  ['/customers/C-1?tab=1', '/customers/C-1?tab=1'],
  ['https://desk.example/customers/C-1', '/customers/C-1'],
  ['https://desk.example', '/'],
  ['/sign-in?error=OAuthSignin', '/'],
  ['https://evil.example/customers/C-1', '/'],
  ['http://desk.example/customers/C-1', '/'],
  ['https://desk.example@evil.example/', '/'],
  ['https://desk.example.evil/', '/'],
  ['//evil.example/', '/'],
  ['/\\evil.example', '/'],
  ['/.//evil.example', '/evil.example'],
  ['javascript:alert(1)', '/'],
  ['http://[', '/'],
  [['/history'], '/'],
  [undefined, '/'],
])('from %j the way back leads to %j', (url, path) => {
  expect(ownPath(url, 'https://desk.example')).toBe(path);
});
