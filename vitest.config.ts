import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { patience as waiting } from './tests/support/patience';

// Node 20.9 has no import.meta.dirname yet.
const root = path.dirname(fileURLToPath(import.meta.url));

const alias = {
  '@/messages': path.join(root, 'messages/en'),
  '@': root,
  // The guard against importing server code into the browser is the bundler's business, not the tests'.
  'server-only': path.join(root, 'tests/support/server-only.ts'),
};

/** Take the longest: begun last, one of them would be all that still runs. */
const longest = [
  'transfers/many',
  'retention-command',
  'transfers/odd-payees',
  'audit-verify-command',
  'providers/answers',
  'audit-alterations',
  'providers/doubles',
  'doctor-places',
  'transfer-work',
].map((name) => `tests/contract/${name}.test.ts`);

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => longest.findIndex((name) => moduleId.endsWith(name));
    const sorted = await super.sort(files);
    const first = sorted.filter((file) => rank(file) >= 0).sort((one, other) => rank(one) - rank(other));
    return [...first, ...sorted.filter((file) => rank(file) < 0)];
  }
}

/** Loading modules anew for each file takes longer than the tests in it. */
const isolate = false;
/** A long run tries twenty times as much in a test: tests/support/property-runs.ts. */
const patience = process.env.TEST_LONG === 'true' ? 20 : 1;
const setupFiles = ['tests/support/property-runs.ts', 'tests/support/unmocked.ts'];

export default defineConfig({
  resolve: { alias },
  test: {
    // Most tests wait for something: one worker for each core would leave the cores idle.
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts'],
          isolate,
          setupFiles,
          expect: { poll: waiting },
          testTimeout: patience * 20_000,
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
          expect: { poll: waiting },
          testTimeout: patience * 45_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
