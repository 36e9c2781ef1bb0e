import { say } from '@/messages/doctor/configuration';
import { say as network } from '@/messages/doctor/network';
import { isLoopback } from '../ciba/loopback';
import { createTransport } from '../ciba/transport';
import type { Env } from '../env';
import { type Check, check, fail, ok, skipped, type Verdict, warn, within } from './check';
import { faultOf, type Place, unreachableBy } from './network';

const LIMIT_MS = 4_500;
/** Changes nothing: nobody is signed in, so it is refused, and how tells what the desk saw of it. */
const PATH = '/api/transfers/draft';
/** Somebody answers, and it is the certificate that is wrong. */
const CERTIFICATE = /CERT|ALTNAME|UNABLE_TO_/;

/** The way people come: to the address they open, through whatever stands there, to a desk. */
export async function roundTripChecks(env: Env): Promise<Check[]> {
  const url = new URL(PATH, env.APP_URL);
  const verdict = await within(
    LIMIT_MS,
    (signal) => roundTrip(url, env.APP_URL, signal),
    () => warn(say.roundTrip.nobody({ address: env.APP_URL })),
  );
  return [check('address.round-trip', verdict)];
}

async function roundTrip(url: URL, appUrl: string, signal: AbortSignal): Promise<Verdict> {
  const place: Place = {
    name: network.ownAddress,
    url,
    setting: 'APP_URL',
    trust: network.trust.ownAddress,
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
  const words = say.roundTrip;
  const answer = { address: appUrl, status };
  if (status === 401 && code === 'unauthenticated') return ok(words.answers(answer));
  if (status === 403 && code === 'forbidden') return fail(words.otherOrigin(answer));
  if (status === 502 || status === 503 || status === 504) return warn(words.noDesk(answer));
  if (status >= 300 && status < 400) return fail(words.redirects(answer));
  return fail(words.other(answer));
}

export function judgeSilence(fault: string, place: Place): Verdict {
  if (fault === 'ECONNREFUSED' && isLoopback(place.url)) return skipped(say.roundTrip.notRunning);
  const verdict = unreachableBy(fault, place);
  if (CERTIFICATE.test(fault)) return { ...verdict, status: 'warn' };
  // From here; and before the first start there is nothing yet.
  return warn(say.roundTrip.unreachable(verdict));
}

async function codeOf(answer: Response): Promise<string | undefined> {
  const body = (await answer.json().catch(() => undefined)) as { problem?: { code?: string } } | undefined;
  return body?.problem?.code;
}
