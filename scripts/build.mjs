#!/usr/bin/env node
import { main } from './lib/main.mjs';

main(async (args) => {
  const { install } = await import('./lib/install.mjs');
  const { build } = await import('./lib/build.mjs');
  const { step } = await import('./lib/say.mjs');
  await install();
  // An unchanged source gives the same build; --force is for when the tools themselves are in doubt.
  if (!(await build({ force: args.includes('--force') }))) await step('nothing changed', async () => {});
});
