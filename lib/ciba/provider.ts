import { AsyncLocalStorage } from 'node:async_hooks';
import type { JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import type { Clock } from '../clock';
import type { Answer } from './answer';
import { type ClientAuthentication, libraryAuthentication } from './client-auth';
import type { LoginHintForm } from './hint';
import { createKeySet, type KeySet } from './key-set';
import type { DecryptionKey, SigningAlgorithm, SigningKey } from './keys';
import { legible, secured } from './legible';
import { isLoopback } from './loopback';
import type { Delivery, Profile } from './profile';
import type { StandingParameters } from './request-parameters';
import type { Transport } from './transport';

/** How to reach the OP, how to authenticate to it, and what was agreed with it. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuth: ClientAuthentication;
  readonly profile: Profile;
  readonly delivery: Delivery;
  readonly hint: LoginHintForm;
  readonly standing: StandingParameters;
  /** Signs login hint tokens. */
  readonly hintKey?: SigningKey | undefined;
  /** When set, requests are signed with it (CIBA Core 7.1.1). */
  readonly requestKey?: SigningKey | undefined;
  /** Asks for tokens that are bound to a key of ours (RFC 9449). */
  readonly dpop: boolean;
  /** Whether requests say in detail what is to be approved (RFC 9396). */
  readonly authorizationDetails: boolean;
  /** Our certificate goes with every connection, so the addresses for it are used (RFC 8705, 5). */
  readonly mutualTls: boolean;
  /** Audiences its ID tokens name beside us, of which the administrator says that they are right. */
  readonly trustedAudiences?: readonly string[] | undefined;
  /** `id_token_signed_response_alg` as registered at the OP. */
  readonly idTokenAlgorithm: SigningAlgorithm;
  /** When set, ID tokens must be encrypted to it. */
  readonly idTokenKey?: DecryptionKey | undefined;
}

/** One request beyond what openid-client offers: a signal to end it, and what came back. */
export interface Exchange {
  readonly signal?: AbortSignal;
  /** Over a connection of its own. */
  readonly isSingle?: boolean;
  /** Told when a request leaves. */
  readonly onSent?: (() => void) | undefined;
  /** The last answer, with the members of its JSON that have a value. */
  answer?: Answer;
}

export interface Provider {
  readonly settings: ProviderSettings;
  readonly clock: Clock;
  /**
   * Discovered metadata with our client.
   *
   * @param options.now somebody waits, or it cannot be asked for again: a failure from before the call is no answer.
   *   Pollers, which come again anyway, are answered with it for a moment.
   */
  configuration(options?: { readonly now?: boolean }): Promise<oidc.Configuration>;
  /** Runs one request of openid-client's so that it can be aborted and what came back be had. */
  during<T>(exchange: Exchange, request: () => Promise<T>): Promise<T>;
  /** The OP's signing keys; an unknown `kid` makes it ask again, though not at once again. */
  keys(): Promise<JWTVerifyGetKey>;
  /**
   * Reads the keys anew, for one that may have come under the name of another.
   *
   * @returns false when that was done a moment ago, or failed
   */
  rereadKeys(): Promise<boolean>;
}

/** An OP may hold a token request open for 30 s and more (CIBA Core 7.3), so we wait much longer than that. */
const TIMEOUT_SECONDS = 65;
const DISCOVERY_TIMEOUT_SECONDS = 10;
/** Metadata is re-read after an hour at most; nodes that started together do not ask together. */
const METADATA_LIFETIME_MS = 60 * 60 * 1000;
const METADATA_JITTER = 0.25;
/** After a failed discovery no poller asks again for a moment, however many verifications wait for it. */
const DISCOVERY_PAUSE_MS = 1_000;
/** Known metadata serves on while an OP cannot be asked. */
const REFRESH_PAUSE_MS = 60_000;

/** One for all providers: Node asks each that ever ran about every promise, for as long as the process lives. */
const exchanges = new AsyncLocalStorage<Exchange>();

export function createProvider(
  settings: ProviderSettings,
  transport: Transport,
  clock: Clock,
  random: () => number = Math.random,
): Provider {
  const ask = secured(transport, settings.issuer);
  const fetchWithin: oidc.CustomFetch = async (url, { signal, ...options }) => {
    const exchange = exchanges.getStore();
    const signals = [signal, exchange?.signal].filter((one) => one !== undefined);
    // One that is sent again for a nonce has no answer yet.
    if (exchange) delete exchange.answer;
    exchange?.onSent?.();
    const answer = await ask(url, {
      ...options,
      signal: AbortSignal.any(signals),
      isSingle: exchange?.isSingle ?? false,
    });
    if (exchange) exchange.answer = answer;
    return legible(answer);
  };

  let known: oidc.Configuration | undefined;
  let underWay: Promise<oidc.Configuration> | undefined;
  let askAgainAt = 0;
  let lastError: unknown;

  function read(): Promise<oidc.Configuration> {
    underWay ??= discover(settings, fetchWithin)
      .then(
        (configuration) => {
          known = configuration;
          askAgainAt = clock.now().getTime() + METADATA_LIFETIME_MS * (1 - METADATA_JITTER * random());
          return configuration;
        },
        (error: unknown) => {
          lastError = error;
          askAgainAt = clock.now().getTime() + (known ? REFRESH_PAUSE_MS : DISCOVERY_PAUSE_MS);
          throw error;
        },
      )
      .finally(() => {
        underWay = undefined;
      });
    return underWay;
  }

  let keySet: KeySet | undefined;
  return {
    settings,
    clock,
    async configuration({ now = false } = {}) {
      const isDue = clock.now().getTime() >= askAgainAt;
      if (!known) {
        if (!isDue && !now && !underWay) throw lastError;
        return read();
      }
      // Nobody waits for a refresh, and one that fails changes nothing.
      if (isDue) read().catch(() => undefined);
      return known;
    },
    during: (exchange, request) => exchanges.run(exchange, request),
    async keys() {
      const uri = (await this.configuration()).serverMetadata().jwks_uri;
      if (!uri) throw new TypeError('The OpenID provider publishes no jwks_uri');
      if (keySet?.uri !== uri) keySet = createKeySet(uri, ask);
      return keySet.get;
    },
    rereadKeys: async () => keySet?.reread() ?? false,
  };
}

/** @throws openid-client's errors: unreachable, not conformant, or another issuer than the configured one */
async function discover(settings: ProviderSettings, fetch: oidc.CustomFetch): Promise<oidc.Configuration> {
  const { clientId, clientAuth, profile } = settings;
  const issuer = new URL(settings.issuer);
  const execute = isLoopback(issuer) ? [oidc.allowInsecureRequests] : [];
  const discovered = await oidc.discovery(issuer, clientId, undefined, libraryAuthentication(clientAuth), {
    timeout: DISCOVERY_TIMEOUT_SECONDS,
    [oidc.customFetch]: fetch,
    execute,
  });
  const metadata: oidc.ServerMetadata = discovered.serverMetadata();
  const configuration = new oidc.Configuration(
    completed(metadata, profile),
    clientId,
    {
      id_token_signed_response_alg: settings.idTokenAlgorithm,
      ...(settings.mutualTls ? { use_mtls_endpoint_aliases: true } : {}),
    },
    libraryAuthentication(clientAuth, {
      namesEndpoint: profile.assertionsNameEndpoint,
      basicUnencoded: profile.basicUnencoded,
    }),
  );
  configuration.timeout = TIMEOUT_SECONDS;
  configuration[oidc.customFetch] = fetch;
  for (const extension of execute) extension(configuration);
  return configuration;
}

/** Some OPs serve the backchannel authentication endpoint without a word of it in their metadata. */
function completed(metadata: oidc.ServerMetadata, profile: Profile): oidc.ServerMetadata {
  const { token_endpoint: token, mtls_endpoint_aliases: aliases } = metadata;
  const { backchannelPath: path, backchannelAliasUnlisted } = profile;
  const whole = { ...metadata };
  if (path && token) whole.backchannel_authentication_endpoint ??= new URL(path, token).href;
  if (path && aliases?.token_endpoint && backchannelAliasUnlisted) {
    const endpoint = new URL(path, aliases.token_endpoint).href;
    whole.mtls_endpoint_aliases = { backchannel_authentication_endpoint: endpoint, ...aliases };
  }
  return whole;
}
