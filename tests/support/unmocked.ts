import { readFileSync } from 'node:fs';
import { afterAll, expect, vi } from 'vitest';

// Test files of one worker share their modules, so that each is loaded once. A file that puts doubles in place of modules
// gets modules of its own, and leaves none behind.
const file = expect.getState().testPath;
const text = file ? readFileSync(file, 'utf8') : '';
const doubles = [...text.matchAll(/\bvi\.mock\('([^']+)'/g)].map(([, name]) => String(name));
if (doubles.length > 0) {
  vi.resetModules();
  afterAll(() => {
    for (const name of doubles) vi.doUnmock(name);
    vi.resetModules();
  });
}
