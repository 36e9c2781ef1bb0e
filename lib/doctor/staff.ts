import { say } from '@/messages/doctor/neighbours';
import { say as network } from '@/messages/doctor/network';
import { algorithmNamed } from '../ciba/keys';
import { createTransport } from '../ciba/transport';
import type { Clock } from '../clock';
import type { Env } from '../env';
import { type Check, check, fail, ok, type Verdict, warn, within } from './check';
import { askDiscovery, judgeAnswer, wrongIssuer } from './discovery';
import { type Place, silent, trustByCa, unreachable } from './network';

/** A sign-in waits a little longer (lib/auth/staff-idp.ts), and what is so slow deserves a word. */
const LIMIT_MS = 8_000;
const SETTING = 'STAFF_ISSUER';

/** The staff IdP, as far as one sees without signing anybody in. */
export async function staffChecks(env: Env, clock: Clock, ca: string | undefined): Promise<Check[]> {
  const verdict = await within(
    LIMIT_MS,
    (signal) => discovery(env, clock, ca, signal),
    () => silent(network.staff, SETTING),
  );
  return [check('staff.discovery', verdict)];
}

async function discovery(
  env: Env,
  clock: Clock,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<Verdict> {
  const place: Place = {
    name: network.staff,
    url: new URL(env.STAFF_ISSUER),
    setting: SETTING,
    trust: trustByCa(env.CIBA_CA),
  };
  try {
    const answer = await askDiscovery(createTransport({ ca }), env.STAFF_ISSUER, () => clock.now(), signal);
    const usable = judgeAnswer(answer, env.STAFF_ISSUER, SETTING);
    if (usable.status !== 'ok' || !answer.body) return usable;
    return judgeStaffIssuer(answer.body.issuer, env.STAFF_ISSUER) ?? judgeSignIn(answer.body, env);
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
function judgeSignIn(metadata: Readonly<Record<string, unknown>>, env: Env): Verdict {
  const missing = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].filter(
    (name) => typeof metadata[name] !== 'string',
  );
  if (missing.length > 0) return fail(say.staff.incomplete({ missing }));
  const offered = textsIn(metadata.id_token_signing_alg_values_supported);
  if (offered && !offered.some(algorithmNamed)) return fail(say.staff.noAlgorithm({ offered }));
  const { STAFF_CLIENT_AUTH: method, STAFF_ROLES_CLAIM: claims } = env;
  const methods = textsIn(metadata.token_endpoint_auth_methods_supported);
  if (method && methods && !methods.includes(method)) {
    return warn(say.staff.otherAuthentication({ method, methods }));
  }
  const hasUserInfo = typeof metadata.userinfo_endpoint === 'string';
  const callback = `${env.APP_URL}/api/auth/callback/staff`;
  return ok(say.staff.answers({ callback, claims, hasUserInfo }));
}

function textsIn(value: unknown): string[] | undefined {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : undefined;
}
