import { obtainBrowser } from './browser.mjs';
import { Halt } from './halt.mjs';
import { install } from './install.mjs';
import { endCommands } from './run.mjs';
import { duration, say, step } from './say.mjs';
import { stages } from './stages.mjs';

/**
 * Runs every check there is, or the stages named, to the end, and says how it went.
 * @param {string[]} names of stages; none means all
 * @returns {Promise<boolean>} whether all passed
 */
export async function check(names) {
  const unknown = names.filter((name) => !stages.some((stage) => stage.name === name));
  if (unknown.length > 0) {
    throw new Halt(
      `No stage is called ${unknown.join(', ')}. There are: ${stages.map(({ name }) => name).join(', ')}.`,
    );
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      endCommands();
      process.exit(130);
    });
  }

  await install({ tests: true });
  const chosen = stages.filter(({ name }) => names.length === 0 || names.includes(name));
  const todo = withBuild(chosen);
  const results = [];
  const inOrder = async (some) => {
    for (const stage of some) {
      const started = performance.now();
      const broken = results.find(({ name, failed }) => name === stage.needs && failed > 0);
      const result = broken ? { passed: 0, failed: 0, skipped: true } : await perform(stage);
      results.push({ name: stage.name, ms: performance.now() - started, ...result });
    }
  };
  await Promise.all(['one', 'other'].map((lane) => inOrder(todo.filter((stage) => stage.lane === lane))));
  await inOrder(todo.filter(({ lane }) => !lane));
  return summed(todo.map(({ name }) => results.find((result) => result.name === name)));
}

/** The end-to-end tests run against the build, so asking for them alone includes it. */
function withBuild(chosen) {
  return stages.filter((stage) => chosen.includes(stage) || chosen.some(({ needs }) => needs === stage.name));
}

async function perform(stage) {
  if (stage.name === 'e2e') {
    try {
      process.env.CHROMIUM_PATH = await step('finding a browser', obtainBrowser);
    } catch (error) {
      say(`\n${error.message}\n`);
      return { passed: 0, failed: 1 };
    }
  }
  if (!stage.lane) {
    say(`  ${stage.name}`);
    return stage.work();
  }
  const started = performance.now();
  const result = await stage.work();
  // In one piece, because another stage may be at work beside it.
  const how = result.failed > 0 ? 'failed' : duration(performance.now() - started);
  say(`  ${stage.name.padEnd(24)}${how.padStart(11)}`);
  if (result.output) say(`\n${result.output.trim()}\n`);
  return result;
}

function summed(results) {
  // Far below what they said themselves, and all that is left where only the end of an output is kept.
  const names = results.flatMap((result) => result.names ?? []);
  if (names.length > 0) say(['', '  failed', ...names.map((name) => `  ${name}`)].join('\n'));
  say('\n  stage        passed   failed        time');
  for (const { name, passed, failed, ms, skipped } of results) {
    const time = skipped ? 'not run' : duration(ms);
    say(`  ${name.padEnd(10)}${String(passed).padStart(9)}${String(failed).padStart(9)}${time.padStart(12)}`);
  }
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  say(`\n${passed} passed, ${failed} failed`);
  return failed === 0;
}
