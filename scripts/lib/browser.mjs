import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { Halt } from './halt.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

/** Chromium without its windows, whose buttons and tabs nobody sees here: a page takes a third less computing. */
const shells = ['/usr/bin/chromium-headless-shell'];

const browsers = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The browser the end-to-end tests use. @returns {string | undefined} */
export function findBrowser(env = process.env) {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const playwrights = playwrightsOwn(env);
  return [...shells, ...playwrights.shells, ...browsers, ...playwrights.browsers].find(isExecutable);
}

/** A path that works, whatever it takes on this machine. @returns {Promise<string>} */
export async function obtainBrowser() {
  const there = findBrowser();
  if (there) {
    if (isExecutable(there)) return there;
    throw new Halt(`CHROMIUM_PATH is ${there}, and there is no program there.`);
  }
  const playwright = path.join(root, 'node_modules/@playwright/test/cli.js');
  await run(process.execPath, [playwright, 'install', '--only-shell', 'chromium'], { limitMs: 5 * 60_000 });
  if (!findBrowser() && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await run('apt-get', ['update'], { env, limitMs: 3 * 60_000 });
    // Older systems have no package of the shell alone.
    for (const name of ['chromium-headless-shell', 'chromium']) {
      if (findBrowser()) break;
      const args = ['install', '-y', '--no-install-recommends', name];
      await run('apt-get', args, { env, limitMs: 10 * 60_000 });
    }
  }
  const found = findBrowser();
  if (found) return found;
  throw new Halt(
    'There is no Chromium here and none could be downloaded. Install Chromium or Chrome with your package manager, or ' +
      'name the program with CHROMIUM_PATH=/path/to/chrome.',
  );
}

/** What `playwright install` left in its cache, the newest first. */
function playwrightsOwn(env) {
  const caches = [
    env.PLAYWRIGHT_BROWSERS_PATH,
    path.join(homedir(), '.cache/ms-playwright'),
    path.join(homedir(), 'Library/Caches/ms-playwright'),
  ].filter(Boolean);
  const all = (kind, programs) =>
    caches.flatMap((cache) =>
      versions(cache, kind).flatMap((version) =>
        programs.map((program) => path.join(cache, version, program)),
      ),
    );
  return {
    shells: all('chromium_headless_shell', [
      'chrome-headless-shell-linux64/chrome-headless-shell',
      'chrome-headless-shell-linux-arm64/chrome-headless-shell',
      'chrome-headless-shell-mac-arm64/chrome-headless-shell',
      'chrome-headless-shell-mac-x64/chrome-headless-shell',
    ]),
    browsers: all('chromium', [
      'chrome-linux64/chrome',
      'chrome-linux/chrome',
      'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
      'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
    ]),
  };
}

function versions(cache, kind) {
  const number = (name) => Number(name.slice(kind.length + 1));
  try {
    return readdirSync(cache)
      .filter((name) => name.startsWith(`${kind}-`) && number(name) > 0)
      .sort((a, b) => number(b) - number(a));
  } catch {
    return [];
  }
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
