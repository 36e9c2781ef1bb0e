import { say as network } from '@/messages/doctor/network';
import { say } from '@/messages/doctor/provider';
import { createProvider } from '../ciba/provider';
import { createTransport, type Transport } from '../ciba/transport';
import type { Clock } from '../clock';
import type { Env } from '../env';
import { purposes } from '../verification/purposes';
import { type Check, check, fail, skipped, type Verdict, within } from './check';
import { judgeClock } from './clock-difference';
import { askForNothing, judgeRefusal } from './credentials';
import { askDiscovery, type DiscoveryAnswer, judgeAnswer, judgeIssuer } from './discovery';
import type { Files } from './files';
import { askJwks, judgeJwks } from './jwks';
import { type Metadata, readMetadata } from './metadata';
import { metadataChecks } from './metadata-checks';
import { answersAt, type Place, silent, trustByCa, unreachable } from './network';

type Settings = NonNullable<Files['settings']>;

/** The second request begins after the first: together they stay within what somebody waits. */
const FIRST_MS = 4_000;
const SECOND_MS = 4_000;

export interface OpFindings {
  /** False: whatever else is on that host need not be asked. Known long before the rest. */
  readonly answers: Promise<boolean>;
  readonly checks: Promise<readonly Check[]>;
}

/** The OP: whether it can be reached, is who it should be, does what is asked of it, and knows us. */
export function opChecks(env: Env, settings: Settings, clock: Clock): OpFindings {
  const transport = createTransport(settings.transport);
  const place: Place = {
    name: network.op,
    url: new URL(env.CIBA_ISSUER),
    setting: 'CIBA_ISSUER',
    trust: trustByCa(env.CIBA_CA),
  };
  const asking = ask(transport, env.CIBA_ISSUER, place, clock);
  return {
    answers: asking.then((asked) => 'answer' in asked),
    checks: asking.then(async (asked) => {
      if (!('answer' in asked)) {
        return [check('op.reachable', asked), ...pointless(skipped(say.unreachable))];
      }
      const { answer } = asked;
      return [
        check('op.reachable', answersAt(place.url)),
        clockCheck(answer),
        ...(await closer(answer, { env, settings, clock, transport, place })),
      ];
    }),
  };
}

interface Look {
  readonly env: Env;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly transport: Transport;
  readonly place: Place;
}

async function closer(answer: DiscoveryAnswer, look: Look): Promise<Check[]> {
  const { env, settings, place } = look;
  const discovery = check('op.discovery', judgeAnswer(answer, env.CIBA_ISSUER, place.setting));
  if (discovery.status !== 'ok' || !answer.body) {
    return [discovery, ...pointless(skipped(say.noMetadata))];
  }
  const issuer = check('op.issuer', judgeIssuer(answer.body.issuer, env.CIBA_ISSUER, place.setting));
  if (issuer.status === 'fail') return [discovery, issuer, ...pointless(skipped(say.otherIssuer))];
  const metadata = readMetadata(answer.body);
  const scope = env.CIBA_SCOPE ?? purposes.account_access.scope;
  const told = metadataChecks(metadata, settings.provider, { scope, userCode: env.CIBA_USER_CODE });
  const clocks = settings.provider.clientAuth.method.endsWith('_jwt') ? [clockCheck(answer)] : [];
  const [keys, credentials] = await Promise.all([
    after(told, ['op.endpoints', 'op.id-token-alg']) ?? keySet(metadata, look),
    after([...told, ...clocks], ['op.endpoints', 'op.backchannel', 'op.client-auth', 'op.clock']) ??
      tokenRequest(metadata, look),
  ]);
  return [discovery, issuer, ...told, check('op.jwks', keys), check('op.credentials', credentials)];
}

function clockCheck({ date, at }: DiscoveryAnswer): Check {
  return check('op.clock', judgeClock(date, at));
}

/** What would only fail for the same cause once more waits until that is right. */
function after(told: readonly Check[], causes: readonly string[]): Verdict | undefined {
  const cause = told.find(({ id, status }) => status === 'fail' && causes.includes(id));
  return cause && skipped(say.afterOther({ title: cause.title }));
}

/** What cannot be looked at when there are no metadata to go by. */
export function pointless(verdict: Verdict): Check[] {
  return [check('op.metadata', verdict), check('op.jwks', verdict), check('op.credentials', verdict)];
}

function ask(
  transport: Transport,
  issuer: string,
  place: Place,
  clock: Clock,
): Promise<Verdict | { readonly answer: DiscoveryAnswer }> {
  return within<Verdict | { readonly answer: DiscoveryAnswer }>(
    FIRST_MS,
    async (signal) => {
      try {
        return { answer: await askDiscovery(transport, issuer, () => clock.now(), signal) };
      } catch (error) {
        return unreachable(error, place);
      }
    },
    () => silent(place.name, place.setting),
  );
}

async function keySet(
  { jwks_uri: uri }: Metadata,
  { transport, settings, place: { trust } }: Look,
): Promise<Verdict> {
  if (!uri || !URL.canParse(uri)) return fail(say.keys.noAddress);
  const place = { name: network.keyServer, url: new URL(uri), setting: network.keyServerSetting, trust };
  return within(
    SECOND_MS,
    async (signal) => {
      try {
        return judgeJwks(
          await askJwks(transport, uri, signal),
          settings.provider.idTokenAlgorithm,
          settings.provider.profile,
        );
      } catch (error) {
        return unreachable(error, place);
      }
    },
    () => silent(place.name, place.setting),
  );
}

async function tokenRequest(
  metadata: Metadata,
  { transport, settings, place: { trust }, clock }: Look,
): Promise<Verdict> {
  const { provider: agreement } = settings;
  const alias = agreement.mutualTls ? metadata.mtls_endpoint_aliases?.token_endpoint : undefined;
  const uri = typeof alias === 'string' ? alias : metadata.token_endpoint;
  if (!uri || !URL.canParse(uri)) return skipped(say.noTokenEndpoint);
  const place = {
    name: network.tokenEndpoint,
    url: new URL(uri),
    setting: network.tokenEndpointSetting,
    trust,
  };
  const provider = createProvider(agreement, transport, clock);
  return within(
    SECOND_MS,
    async (signal) => judgeRefusal(await askForNothing(provider, signal), agreement, place),
    () => silent(place.name, place.setting),
  );
}
