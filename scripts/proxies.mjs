#!/usr/bin/env node
import { main } from './lib/main.mjs';

main(async (args) => {
  const { runWithBrowser } = await import('./lib/run-with-browser.mjs');
  process.exitCode = await runWithBrowser('tests/proxies/main.ts', args);
});
