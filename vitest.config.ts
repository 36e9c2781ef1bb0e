import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// Node 20.9 has no import.meta.dirname yet.
const root = path.dirname(fileURLToPath(import.meta.url));

const alias = {
  '@': root,
  // The guard against importing server code into the browser is the bundler's business, not the tests'.
  'server-only': path.join(root, 'tests/support/server-only.ts'),
};

/** Keeps one core busy for more than a minute: begun last, it would be all that still runs. */
const longest = 'tests/contract/transfers/many.test.ts';

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLongest = ({ moduleId }: TestSpecification) => moduleId.endsWith(longest);
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

/** Loading modules anew for each file takes longer than the tests in it. */
const isolate = false;
const setupFiles = ['tests/support/property-runs.ts', 'tests/support/unmocked.ts'];

export default defineConfig({
  resolve: { alias },
  test: {
    // Most tests wait for a server: one worker for each core would leave the cores idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          isolate,
          setupFiles,
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: 'contract',
          isolate,
          include: ['tests/contract/**/*.test.ts'],
          globalSetup: ['tests/support/contract-setup.ts'],
          setupFiles: [...setupFiles, 'tests/support/prepared-pglite.ts'],
          testTimeout: 45_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
