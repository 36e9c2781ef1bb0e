import { readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { placeOf } from '@/lib/web/place';

const app = fileURLToPath(new URL('../../../app', import.meta.url));

/** Every address there is, by the folders its pages and routes are in. */
const addresses = readdirSync(app, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)(page\.tsx|route\.ts)$/.test(file))
  .map(
    (file) =>
      `/${path
        .dirname(file)
        .split('/')
        .filter((part) => !/^[(.]/.test(part))
        .join('/')}`,
  )
  .filter((address) => !address.startsWith('/api/auth/'));

describe('the place a refusal is recorded with', () => {
  test.each(addresses)('is %s for that page or route', (address) => {
    expect(placeOf(address)).toBe(address.replace(/\[[^\]]+\]/g, '[id]'));
  });

  test.each([
    ['/customers/maria?q=secret#x', '/customers/[id]'],
    ['/customers/C-100001', '/customers/[id]'],
    ['/history/ver_AAAAAAAAAAAAAAAAAAAAAA', '/history/[id]'],
    ['/Maria Alvarez', '/[id]'],
    ['//x//y/', '/[id]/[id]'],
    [`/${'x/'.repeat(1_000)}`, '/[id]/[id]/[id]/[id]/[id]/[id]'],
    ['', '/'],
  ])('holds nothing that somebody typed: %s', (address, place) => {
    expect(placeOf(address)).toBe(place);
  });
});
