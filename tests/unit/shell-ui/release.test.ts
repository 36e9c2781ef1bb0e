import { beforeEach, expect, test, vi } from 'vitest';
import { RELEASE } from '@/lib/release/view';

/** What a page knows of releases that was just loaded. */
let page: typeof import('@/components/web/release');

beforeEach(async () => {
  vi.resetModules();
  page = await import('@/components/web/release');
});

test('a page is outdated while the desk is another release', () => {
  let told = 0;
  page.whenOutdated(() => told++);
  expect(page.isOutdated()).toBe(false);
  page.heardRelease('another');
  expect(page.isOutdated()).toBe(true);
  page.heardRelease(RELEASE);
  expect(page.isOutdated()).toBe(false);
  expect(told).toBe(2);
});

test('a page that was not understood stays outdated, also where it hears of its own release next', () => {
  page.wasNotUnderstood();
  page.heardRelease(RELEASE);
  expect(page.isOutdated()).toBe(true);
});
