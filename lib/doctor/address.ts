import { isLoopback } from '../ciba/loopback';
import type { Env } from '../env';
import { type Check, check, fail, ok, type Verdict, warn } from './check';

type Given = Readonly<Record<string, string | undefined>>;

/** Where the desk listens, and where it says it is. */
export function addressChecks(given: Given, env: Env): Check[] {
  return [check('address.app-url', 'Public address', judgeAddress(env.APP_URL, given.APP_URL, given.PORT))];
}

/** @param written APP_URL as it was set; without it the address is the default */
export function judgeAddress(appUrl: string, written: string | undefined, port: string | undefined): Verdict {
  if (port && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    return fail(
      `PORT is ${port}, which is not a port.`,
      'Set PORT to a number from 1 to 65535, or leave it out.',
    );
  }
  const url = new URL(appUrl);
  const listens = port || '3000';
  if (!isLoopback(url)) return ok(`People open the desk at ${appUrl}; it listens on port ${listens}.`);
  const named = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (named === listens) return ok(`The desk is for this machine only, at ${appUrl}.`);
  const says = `The desk listens on port ${listens}, and APP_URL is ${appUrl}: signing in would end at the wrong door.`;
  const remedy = `Set APP_URL=http://${url.hostname}:${listens}, or PORT=${named}.`;
  return written
    ? warn(says, `${remedy} Right only with a proxy on this machine between them.`)
    : fail(says, remedy);
}
