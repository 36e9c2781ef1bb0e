import { isLoopback } from '../ciba/loopback';
import { createTransport } from '../ciba/transport';
import type { Env } from '../env';
import { type Check, check, fail, ok, skipped, type Verdict, warn, within } from './check';
import { faultOf, type Place, unreachableBy } from './network';

const LIMIT_MS = 4_500;
/** Changes nothing: nobody is signed in, so it is refused, and how tells what the desk saw of it. */
const PATH = '/api/transfers/draft';

/** The way people come: to the address they open, through whatever stands there, to a desk. */
export async function roundTripChecks(env: Env): Promise<Check[]> {
  const url = new URL(PATH, env.APP_URL);
  const verdict = await within(
    LIMIT_MS,
    (signal) => roundTrip(url, env.APP_URL, signal),
    () => warn(`Nobody answers at ${env.APP_URL}.`, REMEDY),
  );
  return [check('address.round-trip', 'Way to the desk', verdict)];
}

const REMEDY = 'Once the desk runs, and the proxy before it, run this again: it has to answer there.';

async function roundTrip(url: URL, appUrl: string, signal: AbortSignal): Promise<Verdict> {
  const place: Place = {
    name: 'The desk’s own address',
    url,
    setting: 'APP_URL',
    trust:
      'Browsers may trust it all the same. Start this with NODE_EXTRA_CA_CERTS set to that authority’s certificate.',
    isDirect: true,
  };
  try {
    const headers = { origin: new URL(appUrl).origin, 'content-type': 'application/json' };
    const answer = await createTransport({ isDirect: true })(url.href, {
      method: 'PUT',
      headers,
      body: '{}',
      signal,
    });
    return judgeRoundTrip(answer.status, await codeOf(answer), appUrl);
  } catch (error) {
    return judgeSilence(faultOf(error), place);
  }
}

/** @param code of the problem it answered with, where it is one of ours */
export function judgeRoundTrip(status: number, code: string | undefined, appUrl: string): Verdict {
  if (status === 401 && code === 'unauthenticated') return ok(`The desk answers at ${appUrl}.`);
  if (status === 403 && code === 'forbidden') {
    return fail(
      `At ${appUrl} the desk takes its own pages for those of another site: the proxy changes what browsers send.`,
      'Let it pass Origin and Host on as they are (docs/reverse-proxies.md); the desk’s log has both as it saw them.',
    );
  }
  if (status === 502 || status === 503 || status === 504) {
    return warn(`A proxy answers ${status} at ${appUrl}, and no desk behind it.`, REMEDY);
  }
  if (status >= 300 && status < 400) {
    return fail(
      `${appUrl} redirects (${status}): browsers would come from another address than APP_URL.`,
      'Set APP_URL to where it leads.',
    );
  }
  return fail(
    `What answers at ${appUrl} is no desk, or a proxy that does not let everything through (${status}).`,
    'Check APP_URL, and that the proxy passes all paths and methods on (docs/reverse-proxies.md).',
  );
}

function judgeSilence(fault: string, place: Place): Verdict {
  if (fault === 'ECONNREFUSED' && isLoopback(place.url)) return skipped('The desk is not running.');
  const { says } = unreachableBy(fault, place);
  // From here; and before the first start there is nothing yet.
  return warn(says, REMEDY);
}

async function codeOf(answer: Response): Promise<string | undefined> {
  const body = (await answer.json().catch(() => undefined)) as { problem?: { code?: string } } | undefined;
  return body?.problem?.code;
}
