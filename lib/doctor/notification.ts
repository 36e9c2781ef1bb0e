import { createTransport } from '../ciba/transport';
import type { Env } from '../env';
import { type Check, check, fail, ok, skipped, type Verdict, warn, within } from './check';
import { faultOf, unreachableBy } from './network';

const LIMIT_MS = 4_500;

/** Where the OP pings and pushes: looked at from here, which is the nearest we get to the OP's view. */
export async function notificationChecks(env: Env): Promise<Check[]> {
  const named = (verdict: Verdict) => [check('notification.address', 'Notifications', verdict)];
  if (env.CIBA_DELIVERY === 'poll')
    return named(skipped('Results are polled for, so the OP never calls the desk.'));
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
  if (status === 401) return ok(`The desk answers at ${url.href}, and refuses who has no token.`);
  if (status >= 300 && status < 400) {
    return fail(
      `${url.href} redirects${location ? ` to ${location}` : ''}: an OP must not follow that (CIBA Core 10.2).`,
      'Let the proxy pass /api/ciba/notify straight to the desk, and set APP_URL to the address that does not redirect.',
    );
  }
  if (status === 404 || status === 405) {
    return fail(
      `${url.href} answers ${status}: the request does not reach the desk, or an older one.`,
      'Let the proxy pass POST /api/ciba/notify to the desk.',
    );
  }
  if (status === 403) {
    return fail(
      `${url.href} answers 403: something before the desk keeps requests out.`,
      'Allow POST /api/ciba/notify at the firewall or sign-in proxy; the desk checks the OP’s token itself.',
    );
  }
  if (status >= 500) {
    return warn(
      `${url.href} answers ${status}: the proxy is there, and no desk behind it.`,
      'Start the desk, then run this again.',
    );
  }
  return fail(
    `${url.href} answers ${status} to a notification without a token: it is not the desk.`,
    'Let APP_URL lead to the desk.',
  );
}

function judgeSilence(fault: string, url: URL): Verdict {
  const place = {
    name: 'The desk’s public address',
    url,
    setting: 'APP_URL',
    trust: 'Make sure the OP trusts that authority.',
    isDirect: true,
  };
  const verdict = unreachableBy(fault, place);
  // What the OP sees as well is wrong; whether it sees the rest, nobody can tell from here.
  if (/^(?:CERT_|ERR_TLS_|ERR_SSL_|ENOTFOUND)/.test(fault)) return verdict;
  return fault === 'ECONNREFUSED' ? nobody(url) : warn(verdict.says, verdict.remedy ?? '');
}

function nobody(url: URL): Verdict {
  return warn(
    `Nobody answers at ${url.origin} from here.`,
    'Start the desk, then run this again. If it runs: this machine may have no way to its own public address.',
  );
}
