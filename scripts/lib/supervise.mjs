import { setTimeout as wait } from 'node:timers/promises';
import { Halt } from './halt.mjs';
import { waitUntilReady } from './ready.mjs';
import { say } from './say.mjs';
import { startService } from './service.mjs';

const READY_MS = 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 5000;
const WINDOW_MS = 60_000;
const FAILURES = 5;

/**
 * Keeps one service running. Until it is ready for the first time, its output is held back and any end is final: that is
 * a configuration to correct. After that it is started again whenever it ends, unless it keeps ending.
 *
 * @param {object} service
 * @param {string} service.title as a sentence's subject: "The desk"
 * @param {string[]} service.command
 * @param {NodeJS.ProcessEnv} service.env
 * @param {string} service.readyUrl
 * @param {(line: string) => boolean} service.isNoise lines not worth showing
 * @param {() => void} service.onGiveUp
 */
export function supervise({ title, command, env, readyUrl, isNoise, onGiveUp }) {
  let process;
  let stopped = false;
  let held = [];
  /** Whoever waits wants to know what for. */
  let tells = false;
  const failures = [];

  const show = (line) => {
    if (isNoise(line)) return;
    if (held && !tells) held.push(line);
    else say(line);
  };

  function tellWaiting() {
    say(`\n  ${title} waits for its database, and is ready when that is.`);
    for (const line of held ?? []) say(line);
    held = held && [];
    tells = true;
  }

  async function start() {
    process = startService(command, env, show);
    return {
      ...(await waitUntilReady(readyUrl, {
        limitMs: READY_MS,
        until: process.exited,
        onWaiting: tellWaiting,
      })),
      started: process,
    };
  }

  async function keep(current) {
    const { code, signal } = await current.exited;
    if (stopped) return;
    const now = performance.now();
    failures.push(now);
    while (now - failures[0] > WINDOW_MS) failures.shift();
    const how = signal ? `was ended (${signal})` : `ended by itself (exit code ${code})`;
    if (failures.length >= FAILURES) {
      say(
        `\n  ${title} ${how}, for the ${FAILURES}th time within a minute. Giving up; its last lines above say why.`,
      );
      onGiveUp();
      return;
    }
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (failures.length - 1), LONGEST_PAUSE_MS);
    say(`\n  ${title} ${how}. Starting it again in ${pause / 1000} s.`);
    await wait(pause);
    if (stopped) return;
    const { ready, started } = await start();
    if (ready) say(`  ${title} is back.\n`);
    // Never ready but still there: treated like one that ended.
    else await started.stop();
    await keep(started);
  }

  return {
    /**
     * Starts it and waits until it is ready. Throws with its own words when it does not get there.
     * @returns {Promise<string[]>} what it has said so far, to be shown once the line is free
     */
    async begin() {
      const { ready, gone, last, started } = await start();
      if (stopped) return [];
      if (!ready) {
        stopped = true;
        await started.stop();
        const words = held
          .filter((line) => !/^\s+at /.test(line))
          .join('\n')
          .trim();
        const why = gone
          ? `${title} did not start.`
          : `${title} was not ready within ${READY_MS / 1000} seconds (${readyUrl} answered: ${last}).`;
        throw new Halt(words ? `${why} It said:\n\n${words}` : why);
      }
      const said = held;
      held = undefined;
      keep(started);
      return said;
    },
    async stop() {
      stopped = true;
      await process?.stop();
    },
  };
}
