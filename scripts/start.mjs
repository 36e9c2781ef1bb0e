#!/usr/bin/env node
import { main } from './lib/main.mjs';

main(async (args) => {
  const { launch } = await import('./lib/launch.mjs');
  await launch({ dev: args.includes('--dev') });
});
