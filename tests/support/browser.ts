import { findBrowser } from '../../scripts/lib/browser.mjs';

/** The Chromium to run; undefined leaves the choice to Playwright. */
export function chromiumPath(): string | undefined {
  return findBrowser();
}

/** Chromium's own background traffic would only disturb the tests, and as root it runs without its sandbox or not at all. */
export const chromiumArgs = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
