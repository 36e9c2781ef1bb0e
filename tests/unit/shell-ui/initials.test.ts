import { expect, test } from 'vitest';
import { initialsOf } from '@/components/shell/initials';

test.each([
  ['Ines Moreau', 'IM'],
  ['ines', 'I'],
  ['  Zoë  van Dijk ', 'ZD'],
  ['🌟 Star', '🌟S'],
  ['👩🏽‍💻 Dev', '👩🏽‍💻D'],
  ['e\u0301mile zola', 'E\u0301Z'],
  ['山田 太郎', '山太'],
  ['नि शा', 'निशा'],
  ['', ''],
])('the initials of %j are %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});
