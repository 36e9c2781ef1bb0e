import { type Browser, chromium } from '@playwright/test';
import { findBrowser } from '../../scripts/lib/browser.mjs';

/** The Chromium to run; undefined leaves the choice to Playwright. */
export function chromiumPath(): string | undefined {
  return findBrowser();
}

/** What Playwright turns off itself: a list of our own takes the place of its. */
const playwrights = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
];

/**
 * Pages of Chromium's own behind its address bar, which it makes ready for every window. Nobody sees them here, and they
 * cost three times as much computing as the page that is tested.
 */
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/** Chromium's own background traffic would only disturb the tests, and as root it runs without its sandbox or not at all. */
export const chromiumArgs = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...playwrights, ...addressBar].join(',')}`,
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** A browser for programs that are not tests. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  return chromium.launch({ ...(executablePath ? { executablePath } : {}), args: chromiumArgs });
}
