import { say } from '@/messages/doctor/neighbours';
import { say as network } from '@/messages/doctor/network';
import { createTransport } from '../ciba/transport';
import type { Env } from '../env';
import { type Check, check, fail, ok, skipped, type Verdict, warn, within } from './check';
import { faultOf, unreachableBy } from './network';

const LIMIT_MS = 4_500;

/** Where the OP pings and pushes: looked at from here, which is the nearest we get to the OP's view. */
export async function notificationChecks(env: Env): Promise<Check[]> {
  const named = (verdict: Verdict) => [check('notification.address', verdict)];
  if (env.CIBA_DELIVERY === 'poll') return named(skipped(say.notification.notNeeded));
  const url = new URL(`${env.APP_URL}/api/ciba/notify`);
  return named(
    await within(
      LIMIT_MS,
      (signal) => ask(url, signal),
      () => nobody(url),
    ),
  );
}

async function ask(url: URL, signal: AbortSignal): Promise<Verdict> {
  try {
    // The desk itself: what leads out leads elsewhere.
    const response = await createTransport({ isDirect: true })(url.href, { method: 'POST', signal });
    return judgeNotification(response.status, response.headers.get('location'), url);
  } catch (error) {
    return judgeSilence(faultOf(error), url);
  }
}

/** @param status of a notification without a token, which the desk refuses with 401 */
export function judgeNotification(status: number, location: string | null, url: URL): Verdict {
  const address = url.href;
  const words = say.notification;
  if (status === 401) return ok(words.answers({ address }));
  if (status >= 300 && status < 400) return fail(words.redirects({ address, location }));
  if (status === 404 || status === 405) return fail(words.notReached({ address, status }));
  if (status === 403) return fail(words.keptOut({ address }));
  if (status >= 500) return warn(words.noDesk({ address, status }));
  return fail(words.other({ address, status }));
}

function judgeSilence(fault: string, url: URL): Verdict {
  const place = {
    name: network.publicAddress,
    url,
    setting: 'APP_URL',
    trust: network.trust.publicAddress,
    isDirect: true,
  };
  const verdict = unreachableBy(fault, place);
  // What the OP sees as well is wrong; whether it sees the rest, nobody can tell from here.
  if (/^(?:CERT_|ERR_TLS_|ERR_SSL_|ENOTFOUND)/.test(fault)) return verdict;
  return fault === 'ECONNREFUSED' ? nobody(url) : { ...verdict, status: 'warn' };
}

function nobody(url: URL): Verdict {
  return warn(say.notification.nobody({ origin: url.origin }));
}
