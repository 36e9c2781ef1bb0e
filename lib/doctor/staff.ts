import { createTransport } from '../ciba/transport';
import type { Clock } from '../clock';
import type { Env } from '../env';
import { type Check, check, fail, ok, type Verdict, within } from './check';
import { askDiscovery, judgeAnswer, judgeIssuer } from './discovery';
import { silent, unreachable } from './network';

const LIMIT_MS = 4_500;
const SETTING = 'STAFF_ISSUER';

/** The staff IdP, as far as one sees without signing anybody in. */
export async function staffChecks(env: Env, clock: Clock): Promise<Check[]> {
  const verdict = await within(
    LIMIT_MS,
    (signal) => discovery(env, clock, signal),
    () => silent('The staff IdP', SETTING),
  );
  return [check('staff.discovery', 'Staff IdP', verdict)];
}

async function discovery(env: Env, clock: Clock, signal: AbortSignal): Promise<Verdict> {
  const place = {
    name: 'The staff IdP',
    url: new URL(env.STAFF_ISSUER),
    setting: SETTING,
    // next-auth makes these requests with what Node trusts.
    trust: 'Start the desk with NODE_EXTRA_CA_CERTS set to a PEM file with that authority’s certificate.',
  };
  try {
    const answer = await askDiscovery(createTransport(), env.STAFF_ISSUER, () => clock.now(), signal);
    const usable = judgeAnswer(answer, env.STAFF_ISSUER, SETTING);
    if (usable.status !== 'ok' || !answer.body) return usable;
    const issuer = judgeIssuer(answer.body.issuer, env.STAFF_ISSUER, SETTING);
    return issuer.status === 'ok' ? judgeSignIn(answer.body, env.APP_URL) : issuer;
  } catch (error) {
    return unreachable(error, place);
  }
}

/** What the authorization code flow needs of it. */
function judgeSignIn(metadata: Readonly<Record<string, unknown>>, appUrl: string): Verdict {
  const missing = ['authorization_endpoint', 'token_endpoint', 'jwks_uri'].filter(
    (name) => typeof metadata[name] !== 'string',
  );
  if (missing.length > 0) {
    return fail(
      `Nobody can sign in there: its metadata lack ${missing.join(', ')}.`,
      `Check ${SETTING}: staff need a provider with the authorization code flow.`,
    );
  }
  return ok(`It answers. It has to allow ${appUrl}/api/auth/callback/staff as redirect URI.`);
}
