import { obtainBrowser } from './browser.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { run } from './run.mjs';
import { step } from './say.mjs';

const LIMIT_MS = 30 * 60_000;

/**
 * Runs a TypeScript program against the current production build, with a browser at hand.
 *
 * @param {string} program relative to the root
 * @param {string[]} args
 * @returns {Promise<number>} its exit code
 */
export async function runWithBrowser(program, args) {
  await install({ tests: true });
  await build();
  process.env.CHROMIUM_PATH = await step('finding a browser', obtainBrowser);
  const { code } = await run(process.execPath, ['--import', 'tsx', program, ...args], {
    show: true,
    limitMs: LIMIT_MS,
  });
  return code;
}
