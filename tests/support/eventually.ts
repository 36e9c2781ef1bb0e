import { vi } from 'vitest';
import { patience } from './patience';

type Options = Partial<typeof patience>;

/** Resolves with what `check` returns, as soon as it no longer throws. */
export const eventually = <T>(check: () => T | Promise<T>, options: Options = {}): Promise<T> =>
  vi.waitFor(check, { ...patience, ...options });

/** Resolves with what `check` returns, as soon as it is truthy. */
export const until = <T>(check: () => T | Promise<T>, options: Options = {}) =>
  vi.waitUntil(check, { ...patience, ...options });
