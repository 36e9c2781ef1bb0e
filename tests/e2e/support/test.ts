import path from 'node:path';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test';
import type { Desk } from '../../support/desk';
import { Noise } from './noise';
import { agentOf, type Customer, type Person, takeCustomer, tellerOf } from './people';
import { signInUnseen } from './sign-in';

export { expect };

type State = Awaited<ReturnType<BrowserContext['storageState']>>;

interface OpenOptions extends BrowserContextOptions {
  /** A desk of one's own instead of the one all tests share. */
  at?: Pick<Desk, 'url'>;
}

interface Fixtures {
  /** Who sits at the desk in this test. */
  agent: Person;
  /** Who enters transfers in this test. */
  teller: Person;
  /** A customer this test has for itself. */
  customer: Customer;
  /** A second one. */
  anotherCustomer: Customer;
  noise: Noise;
  /** A browser of its own, not signed in. */
  openBrowser: (options?: OpenOptions) => Promise<Page>;
  /** A browser of its own with this person signed in. */
  openDesk: (person: Person, options?: OpenOptions) => Promise<Page>;
  /** The customer's phone, in a browser of its own. */
  openPhone: (number: string, options?: BrowserContextOptions & { sandboxUrl?: string }) => Promise<Page>;
}

interface WorkerFixtures {
  /** Signed in once for each worker, person and desk. Who signs out in a test signs in anew for it. */
  sessions: Map<string, State>;
}

/** Playwright's `test` with people in it. Every test fails on a console message it did not announce. */
export const test = base.extend<Fixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from this parameter.
  agent: async ({}, use, { parallelIndex }) => use(agentOf(parallelIndex)),

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  teller: async ({}, use, { parallelIndex }) => use(tellerOf(parallelIndex)),

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  customer: async ({}, use, { project }) => use(takeCustomer(path.join(project.outputDir, '.taken'))),

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  anotherCustomer: async ({}, use, { project }) => use(takeCustomer(path.join(project.outputDir, '.taken'))),

  noise: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const noise = new Noise();
      await use(noise);
      expect(noise.unexpected(), 'what the browser complained about').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, noise }, use) => {
    noise.listenTo(context);
    await use(context);
  },

  // biome-ignore lint/correctness/noEmptyPattern: as above.
  sessions: [async ({}, use) => use(new Map()), { scope: 'worker' }],

  openBrowser: async ({ browser, noise }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ at, ...options } = {}) => {
      const context = await browser.newContext({ ...options, ...(at ? { baseURL: at.url } : {}) });
      contexts.push(context);
      noise.listenTo(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  openDesk: async ({ openBrowser, sessions }, use) => {
    await use(async (person, options = {}) => {
      const url = options.at?.url ?? process.env.DESK_URL ?? '';
      const key = `${person} at ${url}`;
      const known = sessions.get(key);
      if (known) return openBrowser({ ...options, storageState: known });
      const page = await openBrowser(options);
      await signInUnseen(page.context().request, url, person);
      sessions.set(key, await page.context().storageState());
      return page;
    });
  },

  openPhone: async ({ openBrowser }, use) => {
    await use(async (number, { sandboxUrl = process.env.SANDBOX_URL, ...options } = {}) => {
      const page = await openBrowser(options);
      await page.goto(`${sandboxUrl}/phone?customer=${number}`);
      return page;
    });
  },
});
