import { say } from '@/messages/doctor/neighbours';
import { say as network } from '@/messages/doctor/network';
import { say as report } from '@/messages/doctor/report';
import { isLoopback } from '../ciba/loopback';
import { createTransport, type Transport, type TransportOptions } from '../ciba/transport';
import { ConfigurationError, type Env } from '../env';
import { readTransmitters } from '../security-events/settings';
import type { TransmitterSettings } from '../security-events/transmitter';
import { type Check, check, fail, ok, skipped, titled, type Verdict, warn, within } from './check';
import { askJwks, type JwksAnswer } from './jwks';
import { silent, trustByCa, unreachable } from './network';

const LIMIT_MS = 4_500;

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
  const named = (verdict: Verdict) => check('security-events.issuers', verdict);
  const settings = await attempt(env);
  if (!Array.isArray(settings)) return [named(settings)];
  if (settings.length === 0) return [named(skipped(say.securityEvents.notSet))];
  const connection = createTransport(transport);
  const keys = settings.map(async ({ issuer, keys }, index) => {
    if ('jwks' in keys) return [];
    const verdict = reason ?? (await published(keys.uri, issuer, connection, env));
    return [titled(`security-events.keys.${index + 1}`, report.keysOfIssuer, verdict)];
  });
  return [named(judgeAddress(env, settings)), ...(await Promise.all(keys)).flat()];
}

async function attempt(env: Env): Promise<TransmitterSettings[] | Verdict> {
  try {
    return await readTransmitters(env);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return fail(say.securityEvents.unusable({ problems: error.problems.map(({ says }) => says) }));
  }
}

/** Whoever is elsewhere cannot push to a desk that is known by this machine's own name only. */
function judgeAddress({ APP_URL: desk }: Env, settings: readonly TransmitterSettings[]): Verdict {
  const issuers = settings.length;
  const isElsewhere = settings.some(({ issuer }) => !isLoopback(new URL(issuer)));
  return isElsewhere && isLoopback(new URL(desk))
    ? warn(say.securityEvents.outOfReach({ issuers, desk }))
    : ok(say.securityEvents.mayPush({ issuers, address: `${desk}/api/security-events` }));
}

function published(uri: string, issuer: string, transport: Transport, env: Env): Promise<Verdict> {
  const place = {
    name: network.issuerKeys({ issuer }),
    url: new URL(uri),
    setting: network.issuerKeysSetting,
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

function judgeKeys({ status, body }: JwksAnswer, address: string, issuer: string): Verdict {
  const words = say.securityEvents;
  if (status !== 200) return fail(words.keysNotThere({ address, status }));
  const keys: unknown = typeof body === 'object' && body !== null && 'keys' in body ? body.keys : undefined;
  if (!Array.isArray(keys)) return fail(words.noKeySet({ address }));
  const usable = keys.filter((key: unknown) => isPublicKey(key));
  return usable.length > 0
    ? ok(words.keys({ issuer, keys: usable.length }))
    : fail(words.noPublicKey({ address }));
}

function isPublicKey(key: unknown): boolean {
  if (typeof key !== 'object' || key === null || !('kty' in key) || 'd' in key) return false;
  return ['RSA', 'EC', 'OKP'].includes(String(key.kty)) && !('use' in key && key.use === 'enc');
}
