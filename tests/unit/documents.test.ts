import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { accountInGroups, readAccount } from '@/lib/transfers/account';
import { oddPayees } from '../../sandbox/bank/odd-payees';
import { root } from '../../scripts/lib/root.mjs';

const documents = [
  'README.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join('docs', name)),
];
const textOf = (name: string) => readFileSync(path.join(root, name), 'utf8');

test.each(documents)('every IBAN in %s is one that can be typed', (name) => {
  const written = textOf(name).match(/\b[A-Z]{2}\d{2}(?: [A-Z0-9]{4}){2,}(?: [A-Z0-9]{1,4})?\b/g) ?? [];
  expect(written.filter((iban) => readAccount(iban).kind !== 'account')).toEqual([]);
});

test.each(['README.md', 'docs/providers/sandbox.md'])('%s has the accounts of all odd payees', (name) => {
  const text = textOf(name);
  const missing = oddPayees.filter(
    ({ name: payee, iban }) =>
      !text.includes(payee) || !text.includes(accountInGroups({ scheme: 'iban', iban })),
  );
  expect(missing).toEqual([]);
});
