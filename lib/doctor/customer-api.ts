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
  const name = 'The customer API';
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
  return [check('customer-api.answers', 'Customer API', verdict)];
}

/** @param without status for a request without a token; `madeUp`: with one that nobody issued */
export function judgeCustomerApi(without: number, madeUp: number, url: URL): Verdict {
  const address = url.href;
  if (isGiven(madeUp) || isGiven(without)) {
    return fail(
      `It answers ${isGiven(madeUp) ? madeUp : without} to ${isGiven(madeUp) ? 'a made-up token' : 'a request without a token'}: it does not protect customers’ data.`,
      'Let the API validate access tokens before it goes into use, or check that CUSTOMER_API_URL is the API.',
    );
  }
  if (without === 401 && madeUp === 401)
    return ok('It answers, and refuses whoever has no token of the OP’s.');
  const status = madeUp === 401 ? without : madeUp;
  if (status >= 300 && status < 400) {
    return fail(
      `${address} redirects (${status}), and redirects are not followed.`,
      'Set CUSTOMER_API_URL to where it leads.',
    );
  }
  if (status === 404) {
    return fail(
      `There is nothing at ${address}: it answers 404.`,
      'Check the path in CUSTOMER_API_URL: the desk adds /customers/me/sensitive-data to it.',
    );
  }
  if (status >= 500) {
    return fail(
      `${address} answers ${status}: the API, or a gateway before it, is in trouble.`,
      'Ask its operator.',
    );
  }
  return warn(
    `It answers ${status} instead of 401 to ${madeUp === 401 ? 'a request without a token' : 'a made-up token'}.`,
    'Let it answer 401: the desk takes 403 for a customer the token does not cover.',
  );
}

function isGiven(status: number): boolean {
  return status >= 200 && status < 300;
}
