import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { next } from './next.mjs';
import { root } from './root.mjs';
import { run } from './run.mjs';

const LIMIT_MS = (process.env.TEST_LONG ? 12 : 1) * 20 * 60_000;

/**
 * @typedef {{ passed: number, failed: number, output?: string, names?: string[] }} Result output: what to show of a
 *   failure; names: of the tests that failed
 * @typedef {{ name: string, lane?: 'one' | 'other', work: () => Promise<Result>, needs?: string }} Stage
 *   lane: it writes nothing and waits for nothing, so that one of each lane may be at work at once; without one it is
 *   alone, writes to the terminal itself, and has the whole machine, for its clocks are real;
 *   needs: pointless when that stage failed
 */

/** @type {Stage[]} in the order they are told, and run in each lane */
export const stages = [
  {
    name: 'typecheck',
    lane: 'one',
    async work() {
      const routes = await checked([next, 'typegen']);
      return routes.failed > 0 ? routes : checked([bin('typescript/bin/tsc'), '--noEmit']);
    },
  },
  // After the types of the routes were written to the same folder.
  { name: 'build', lane: 'one', work: builds },
  { name: 'lint', lane: 'other', work: () => checked([bin('@biomejs/biome/bin/biome'), 'check', '.']) },
  { name: 'knip', lane: 'other', work: () => checked([bin('knip/bin/knip.js')]) },
  { name: 'unit', lane: 'other', work: () => vitest('unit', { show: false }) },
  { name: 'contract', work: () => vitest('contract', { show: true }) },
  { name: 'e2e', work: playwright, needs: 'build' },
];

/** The tests bring their own settings: nothing of this shell's, or of a developer's .env, may decide about them. */
function cleanEnvironment() {
  const foreign =
    /^(?:STAFF|CIBA|SANDBOX|CUSTOMER|TRANSFER|SCIM|AUTH|AUDIT|NEXTAUTH|TOKEN|SECURITY_EVENTS)_|^(?:APP_URL|PORT|HOST|DATA_DIR|DATABASE_URL|LOG_LEVEL|PHONE_REGION|ORGANISATION_NAME|TIME_ZONE|RETENTION_DAYS|TRUSTED_PROXIES|REQUESTS_PER_\w+|DENIAL_PAUSES|SEARCHES_PER_MINUTE|RELEASE_AFTER_SECONDS|NODE_ENV)$/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !foreign.test(name)));
}

function bin(file) {
  return path.join(root, 'node_modules', file);
}

async function checked(args) {
  const env = { ...cleanEnvironment(), NEXT_TELEMETRY_DISABLED: '1' };
  const { code, output } = await run(process.execPath, args, { env, limitMs: LIMIT_MS });
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output };
}

/** A build is not a test: it is counted only when it fails. */
async function builds() {
  try {
    await build({ quiet: true });
    return { passed: 0, failed: 0 };
  } catch (error) {
    return { passed: 0, failed: 1, output: error.message };
  }
}

async function vitest(project, { show }) {
  const report = freshReport(project);
  const args = [
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
  ];
  const { code, output } = await run(process.execPath, [bin('vitest/vitest.mjs'), ...args], {
    env: cleanEnvironment(),
    show,
    limitMs: LIMIT_MS,
  });
  const { numPassedTests = 0, numFailedTests = 0, testResults = [] } = read(report);
  // A file that cannot even be loaded has no test to report as failed.
  const broken = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => titled(file, test.fullName)),
  );
  return {
    ...settled(code, numPassedTests, numFailedTests + broken.length),
    ...(code === 0
      ? {}
      : { output, names: [...failed, ...broken.map((file) => titled(file, 'was not loaded'))] }),
  };
}

function titled({ name }, title) {
  return `${path.relative(root, name)} > ${title}`;
}

async function playwright() {
  // The place playwright.config.ts writes to.
  const report = freshReport('e2e');
  const { code } = await run(process.execPath, [bin('@playwright/test/cli.js'), 'test'], {
    env: cleanEnvironment(),
    show: true,
    limitMs: LIMIT_MS,
  });
  const { stats = {}, suites = [] } = read(report);
  const { expected = 0, flaky = 0, unexpected = 0 } = stats;
  const names = storiesOf(suites)
    .filter(({ tests }) => tests.some(({ status }) => status === 'unexpected' || status === 'flaky'))
    .map(({ file, line, title }) => `tests/e2e/${file}:${line} > ${title}`);
  // A story that passed when it was told again has failed, should anybody ever let it be told again.
  return { ...settled(code, expected, unexpected + flaky), names };
}

function storiesOf(suites) {
  return suites.flatMap(({ specs = [], suites: within = [] }) => [...specs, ...storiesOf(within)]);
}

/** A runner that went wrong without a failed test (it crashed, or found none to run) is one failure. */
function settled(code, passed, failed) {
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

function freshReport(name) {
  const file = path.join(root, '.test', `${name}.json`);
  mkdirSync(path.dirname(file), { recursive: true });
  rmSync(file, { force: true });
  return file;
}

function read(report) {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return {};
  }
}
