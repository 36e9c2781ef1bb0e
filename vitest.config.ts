import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Node 20.9 has no import.meta.dirname yet.
const root = path.dirname(fileURLToPath(import.meta.url));

const alias = {
  '@': root,
  // The guard against importing server code into the browser is the bundler's business, not the tests'.
  'server-only': path.join(root, 'tests/support/server-only.ts'),
};

export default defineConfig({
  resolve: { alias },
  test: {
    // Most tests wait for a server: one worker for each core would leave the cores idle.
    maxWorkers: 3,
    projects: [
      { resolve: { alias }, test: { name: 'unit', include: ['tests/unit/**/*.test.ts'] } },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          globalSetup: ['tests/support/contract-setup.ts'],
          testTimeout: 45_000,
          // Real sockets and the real clock: on a busy machine a request may arrive late. A defect fails every time.
          retry: process.env.CI ? 2 : 0,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
