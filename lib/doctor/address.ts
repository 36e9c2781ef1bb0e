import { say } from '@/messages/doctor/configuration';
import { isLoopback } from '../ciba/loopback';
import type { Env } from '../env';
import { type Check, check, fail, ok, type Verdict, warn } from './check';

type Given = Readonly<Record<string, string | undefined>>;

/** Where the desk listens, and where it says it is. */
export function addressChecks(given: Given, env: Env): Check[] {
  return [check('address.app-url', judgeAddress(env.APP_URL, given.APP_URL, given.PORT))];
}

/** @param written APP_URL as it was set; without it the address is the default */
export function judgeAddress(appUrl: string, written: string | undefined, port: string | undefined): Verdict {
  if (port && !(/^\d+$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535)) {
    return fail(say.address.noPort({ port }));
  }
  const url = new URL(appUrl);
  const listens = port || '3000';
  if (!isLoopback(url)) return ok(say.address.open({ address: appUrl, port: listens }));
  const named = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (named === listens) return ok(say.address.thisMachine({ address: appUrl }));
  const ports = { address: appUrl, listens, host: url.hostname, named };
  return written ? warn(say.address.perhapsProxy(ports)) : fail(say.address.otherPort(ports));
}
