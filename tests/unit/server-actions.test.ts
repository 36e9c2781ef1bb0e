import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const folders = ['app', 'components', 'lib'];

test('server actions are functions of whole files, so that none closes over a value', () => {
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => path.join(folder, name)),
  );
  const within = files.filter((file) => {
    const [first = '', ...rest] = readFileSync(file, 'utf8').split(/['"]use server['"]/);
    return rest.length > 1 || (rest.length === 1 && first.trim() !== '');
  });
  expect(within).toEqual([]);
  expect(
    files.filter((file) => readFileSync(file, 'utf8').startsWith("'use server'")).length,
  ).toBeGreaterThan(3);
});
