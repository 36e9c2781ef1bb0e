import { say } from '@/messages/doctor/neighbours';
import { say as network } from '@/messages/doctor/network';
import { createTransport } from '../ciba/transport';
import type { Clock } from '../clock';
import type { Env } from '../env';
import { type Check, check, fail, ok, type Verdict, within } from './check';
import { askDiscovery, judgeAnswer, wrongIssuer } from './discovery';
import { type Place, silent, unreachable } from './network';

const LIMIT_MS = 4_500;
const SETTING = 'STAFF_ISSUER';

/** The staff IdP, as far as one sees without signing anybody in. */
export async function staffChecks(env: Env, clock: Clock): Promise<Check[]> {
  const verdict = await within(
    LIMIT_MS,
    (signal) => discovery(env, clock, signal),
    () => silent(network.staff, SETTING),
  );
  return [check('staff.discovery', verdict)];
}

async function discovery(env: Env, clock: Clock, signal: AbortSignal): Promise<Verdict> {
  const place: Place = {
    name: network.staff,
    url: new URL(env.STAFF_ISSUER),
    setting: SETTING,
    // next-auth makes these requests, with what Node trusts, and knows no proxies.
    trust: network.trust.staff,
    isDirect: true,
  };
  try {
    const answer = await askDiscovery(
      createTransport({ isDirect: true }),
      env.STAFF_ISSUER,
      () => clock.now(),
      signal,
    );
    const usable = judgeAnswer(answer, env.STAFF_ISSUER, SETTING);
    if (usable.status !== 'ok' || !answer.body) return usable;
    return judgeStaffIssuer(answer.body.issuer, env.STAFF_ISSUER) ?? judgeSignIn(answer.body, env.APP_URL);
  } catch (error) {
    return unreachable(error, place);
  }
}

/** Sign-in compares letters: a slash that a URL would forgive is another issuer there. */
function judgeStaffIssuer(told: unknown, configured: string): Verdict | undefined {
  const wrong = wrongIssuer(told, configured, SETTING);
  if (!wrong) return undefined;
  // Where tenants share one document, its issuer has a place for the tenant's name: `…/{tenantid}/v2.0`.
  const isForAll = typeof told === 'string' && told.includes('{');
  return fail(isForAll ? say.staff.sharedAddress(wrong) : say.staff.wrongIssuer(wrong));
}

/** What the authorization code flow needs of it. */
function judgeSignIn(metadata: Readonly<Record<string, unknown>>, appUrl: string): Verdict {
  const missing = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].filter(
    (name) => typeof metadata[name] !== 'string',
  );
  return missing.length > 0
    ? fail(say.staff.incomplete({ missing }))
    : ok(say.staff.answers({ callback: `${appUrl}/api/auth/callback/staff` }));
}
