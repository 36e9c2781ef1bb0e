import { defineConfig, devices } from '@playwright/test';
import { chromiumArgs, chromiumPath } from './tests/support/browser';

const executablePath = chromiumPath();

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: '.test/e2e',
  globalSetup: './tests/support/e2e-setup.ts',
  // Much of a story is waiting, so more than CI has cores. Each needs people of its own: tests/e2e/support/people.ts.
  workers: 4,
  // Stories of one file too; those of a desk of their own are one after the other: tests/e2e/support/own-desk.ts.
  fullyParallel: true,
  // A story that passes the second time has failed.
  retries: 0,
  // Two browsers, a desk and a bank on two cores: the first action of a fresh desk has taken more than five seconds.
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // scripts/lib/stages.mjs counts from this report.
  reporter: [['line'], ['json', { outputFile: '.test/e2e.json' }]],
  use: {
    // Set by the global setup: the configuration is read again in each worker.
    ...(process.env.DESK_URL ? { baseURL: process.env.DESK_URL } : {}),
    // Costs half as much again in time; `npx playwright test --trace on` where it is wanted.
    trace: 'off',
    launchOptions: { args: chromiumArgs, ...(executablePath ? { executablePath } : {}) },
  },
  projects: [
    { name: 'chromium', use: { ...devices['Desktop Chrome'], viewport: { width: 1280, height: 800 } } },
  ],
});
