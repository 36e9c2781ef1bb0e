import { say } from '@/messages/doctor/neighbours';
import { say as network } from '@/messages/doctor/network';
import { newDpopKey } from '../ciba/dpop';
import { createResourceClient } from '../ciba/resource';
import { createTransport, type TransportOptions } from '../ciba/transport';
import type { Env } from '../env';
import { type Check, check, fail, ok, type Verdict, warn, within } from './check';
import { silent, trustByCa, unreachable } from './network';

const LIMIT_MS = 4_500;
const MADE_UP = 'countersign-doctor-made-this-up';

/** The customer API: reachable, and closed to whoever has no token of the OP's. */
export async function customerApiChecks(env: Env, options: TransportOptions): Promise<Check[]> {
  const url = new URL(`${env.CUSTOMER_API_URL}/customers/me/sensitive-data`);
  const name = network.customerApi;
  const setting = 'CUSTOMER_API_URL';
  const transport = createTransport(options);
  const verdict = await within(
    LIMIT_MS,
    async (signal) => {
      try {
        const dpopKey = env.CIBA_DPOP ? (await newDpopKey()).jwk : undefined;
        const tokens = { accessToken: MADE_UP, expiresIn: 1, ...(dpopKey ? { dpopKey } : {}) };
        const headers = { accept: 'application/json' };
        const [without, madeUp] = await Promise.all([
          transport(url.href, { headers, signal }),
          createResourceClient(transport).request(tokens, 'GET', url, { headers, signal }),
        ]);
        return judgeCustomerApi(without.status, madeUp.status, url);
      } catch (error) {
        return unreachable(error, { name, url, setting, trust: trustByCa(env.CIBA_CA) });
      }
    },
    () => silent(name, setting),
  );
  return [check('customer-api.answers', verdict)];
}

/** @param without status for a request without a token; `madeUp`: with one that nobody issued */
export function judgeCustomerApi(without: number, madeUp: number, url: URL): Verdict {
  const address = url.href;
  const words = say.customerApi;
  if (isGiven(madeUp)) return fail(words.open({ status: madeUp, withToken: true }));
  if (isGiven(without)) return fail(words.open({ status: without, withToken: false }));
  if (without === 401 && madeUp === 401) return ok(words.protected);
  const status = madeUp === 401 ? without : madeUp;
  if (status >= 300 && status < 400) return fail(words.redirects({ address, status }));
  if (status === 404) return fail(words.absent({ address }));
  if (status >= 500) return fail(words.inTrouble({ address, status }));
  return warn(words.otherStatus({ status, withToken: madeUp !== 401 }));
}

function isGiven(status: number): boolean {
  return status >= 200 && status < 300;
}
