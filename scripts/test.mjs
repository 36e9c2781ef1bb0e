#!/usr/bin/env node
import { main } from './lib/main.mjs';

main(async (args) => {
  // For a night: tests/support/property-runs.ts.
  if (args.includes('--long')) process.env.TEST_LONG = 'true';
  const { check } = await import('./lib/check.mjs');
  process.exitCode = (await check(args.filter((arg) => arg !== '--long'))) ? 0 : 1;
});
