import lighthouse from 'lighthouse';
import { printTable } from './table';

const categories = ['performance', 'accessibility', 'best-practices'] as const;

/** Lighthouse's scores, as a desktop sees the pages, in the browser that listens on `port` and is signed in. */
export async function benchLighthouse(
  port: number,
  pages: readonly { readonly name: string; readonly url: string }[],
): Promise<void> {
  const rows: string[][] = [];
  for (const { name, url } of pages) {
    const result = await lighthouse(
      url,
      { port, onlyCategories: [...categories], disableStorageReset: true, logLevel: 'error' },
      {
        extends: 'lighthouse:default',
        settings: {
          formFactor: 'desktop',
          screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
          throttling: {
            rttMs: 40,
            throughputKbps: 10_240,
            cpuSlowdownMultiplier: 1,
            requestLatencyMs: 0,
            downloadThroughputKbps: 0,
            uploadThroughputKbps: 0,
          },
        },
      },
    );
    const scores = categories.map((category) => {
      const score = result?.lhr.categories[category]?.score;
      return typeof score === 'number' ? String(Math.round(score * 100)) : 'n/a';
    });
    rows.push([name, ...scores]);
    for (const audit of Object.values(result?.lhr.audits ?? {})) {
      if (audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode === 'binary') {
        console.log(`  ${name}: ${audit.title}`);
      }
    }
  }
  printTable('Lighthouse, desktop', ['', 'performance', 'accessibility', 'best practices'], rows);
}
