import { isLoopback } from '../ciba/loopback';
import { createTransport, type Transport, type TransportOptions } from '../ciba/transport';
import { ConfigurationError, type Env } from '../env';
import { readTransmitters } from '../security-events/settings';
import type { TransmitterSettings } from '../security-events/transmitter';
import { type Check, check, fail, ok, skipped, type Verdict, warn, within } from './check';
import { askJwks, type JwksAnswer } from './jwks';
import { silent, trustByCa, unreachable } from './network';

const LIMIT_MS = 4_500;
const SETTING = 'SECURITY_EVENTS_ISSUERS';

/**
 * Who may push security events: whether the setting can be used, their keys be had, and the desk be reached.
 *
 * @param reason why their keys are not asked for, if they are not
 */
export async function securityEventChecks(
  env: Env,
  transport: TransportOptions | undefined,
  reason: Verdict | undefined,
): Promise<Check[]> {
  const named = (verdict: Verdict) => check('security-events.issuers', 'Security events', verdict);
  const settings = await attempt(env);
  if (!Array.isArray(settings)) return [named(settings)];
  if (settings.length === 0) {
    const says = `${SETTING} is not set: customers and fraud engines cannot report by themselves, staff can.`;
    return [named(skipped(says))];
  }
  const connection = createTransport(transport);
  const keys = settings.map(async ({ issuer, keys }, index) => {
    if ('jwks' in keys) return [];
    const verdict = reason ?? (await published(keys.uri, issuer, connection, env));
    return [check(`security-events.keys.${index + 1}`, 'Keys', verdict)];
  });
  return [named(judgeAddress(env, settings)), ...(await Promise.all(keys)).flat()];
}

async function attempt(env: Env): Promise<TransmitterSettings[] | Verdict> {
  try {
    return await readTransmitters(env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const problems = error.message.split('\n').slice(1);
    const says = problems.map((line) => line.replace(`  - ${SETTING}: `, '')).join('; ');
    return fail(`${SETTING}: ${says}.`, `Correct ${SETTING}; docs/security-events.md has an example.`);
  }
}

/** Whoever is elsewhere cannot push to a desk that is known by this machine's own name only. */
function judgeAddress({ APP_URL: desk }: Env, settings: readonly TransmitterSettings[]): Verdict {
  const count = settings.length === 1 ? 'One issuer' : `${settings.length} issuers`;
  const isElsewhere = settings.some(({ issuer }) => !isLoopback(new URL(issuer)));
  return isElsewhere && isLoopback(new URL(desk))
    ? warn(
        `${count} may push security events, and cannot reach ${desk} from elsewhere.`,
        'Set APP_URL to the address the desk has for them.',
      )
    : ok(`${count} may push security events to ${desk}/api/security-events.`);
}

function published(uri: string, issuer: string, transport: Transport, env: Env): Promise<Verdict> {
  const place = {
    name: `The key server of ${issuer}`,
    url: new URL(uri),
    setting: `jwks_uri in ${SETTING}`,
    trust: trustByCa(env.CIBA_CA),
  };
  return within(
    LIMIT_MS,
    async (signal) => {
      try {
        return judgeKeys(await askJwks(transport, uri, signal), uri, issuer);
      } catch (error) {
        return unreachable(error, place);
      }
    },
    () => silent(place.name, place.setting),
  );
}

function judgeKeys({ status, body }: JwksAnswer, uri: string, issuer: string): Verdict {
  const remedy = `Correct jwks_uri in ${SETTING}, or put the keys there as jwks.`;
  if (status !== 200) return fail(`${uri} answers HTTP ${status}.`, remedy);
  const keys: unknown = typeof body === 'object' && body !== null && 'keys' in body ? body.keys : undefined;
  if (!Array.isArray(keys)) return fail(`What is at ${uri} is no key set.`, remedy);
  const usable = keys.filter((key: unknown) => isPublicKey(key));
  return usable.length > 0
    ? ok(`${issuer} publishes ${usable.length === 1 ? 'a key' : `${usable.length} keys`} to sign with.`)
    : fail(`No key at ${uri} could have signed an event.`, 'Its operator has to publish the public key.');
}

function isPublicKey(key: unknown): boolean {
  if (typeof key !== 'object' || key === null || !('kty' in key) || 'd' in key) return false;
  return ['RSA', 'EC', 'OKP'].includes(String(key.kty)) && !('use' in key && key.use === 'enc');
}
