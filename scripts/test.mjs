#!/usr/bin/env node
import { main } from './lib/main.mjs';

main(async (args) => {
  const { check } = await import('./lib/check.mjs');
  process.exitCode = (await check(args)) ? 0 : 1;
});
