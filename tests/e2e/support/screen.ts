import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

const widths = [1280, 360];
const themes = ['light', 'dark'] as const;

/** What holds for every screen there is: axe finds nothing in either theme and at either width, and nothing scrolls sideways. */
export async function expectGoodScreen(page: Page): Promise<void> {
  const before = page.viewportSize();
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    expect(await sidewaysBy(page), `pixels to scroll sideways at ${width}`).toBe(0);
    // Colours are the same at any width.
    for (const colorScheme of width === widths[0] ? themes : themes.slice(0, 1)) {
      // Without motion, so that no colour is caught on its way to another.
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await problems(page, colorScheme), `axe at ${width} pixels, ${colorScheme}`).toEqual([]);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before) await page.setViewportSize(before);
}

/** In the page itself, where axe is brought once: bringing it takes as long as judging. */
async function problems(page: Page, theme: (typeof themes)[number]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  // A theme changes colours and nothing else: what is not about colours was judged in the other one.
  const rules = theme === 'dark' ? ['color-contrast', 'link-in-text-block'] : null;
  return page.evaluate(async (only) => {
    // What passed need not be described element by element: nobody reads it.
    const { violations } = await (window as unknown as { axe: typeof axe }).axe.run({
      resultTypes: ['violations'],
      ...(only ? { runOnly: only } : {}),
    });
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} ${failureSummary ?? ''}`,
      ),
    );
  }, rules);
}

function sidewaysBy(page: Page): Promise<number> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
}
