import type { BrowserContext } from '@playwright/test';
import { printTable } from './table';

/** Above an empty Next.js page, compressed: what the two pages staff work on may add. */
const BUDGET_KB = 45;

export interface WeighedPage {
  readonly name: string;
  readonly url: string;
}

/** JavaScript on a first load without cache, as it comes over the wire (compressed). */
export async function benchPageWeight(
  context: BrowserContext,
  empty: WeighedPage,
  pages: readonly WeighedPage[],
): Promise<void> {
  const baseline = await scriptBytes(context, empty.url);
  const rows = [[empty.name, kilobytes(baseline), '', '1.00', '']];
  for (const page of pages) {
    const bytes = await scriptBytes(context, page.url);
    const added = bytes - baseline;
    rows.push([
      page.name,
      kilobytes(bytes),
      `+${kilobytes(added)}`,
      (bytes / baseline).toFixed(2),
      added <= BUDGET_KB * 1000 ? 'within' : 'OVER',
    ]);
  }
  printTable(
    'First-load JavaScript, compressed',
    ['', 'sent', 'added', 'ratio', `budget +${BUDGET_KB} kB`],
    rows,
  );
}

async function scriptBytes(context: BrowserContext, url: string): Promise<number> {
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
  const scripts = new Set<string>();
  let bytes = 0;
  devtools.on('Network.responseReceived', ({ requestId, type }) => {
    if (type === 'Script') scripts.add(requestId);
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.has(requestId)) bytes += encodedDataLength;
  });
  await page.goto(url, { waitUntil: 'load' });
  // Nothing is awaited that the page might load later by itself: two quiet seconds show all of it.
  await page.waitForTimeout(2000);
  await page.close();
  return bytes;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
