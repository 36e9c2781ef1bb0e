import { AsyncLocalStorage } from 'node:async_hooks';
import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import type { Clock } from '../clock';
import { isLoopback } from './loopback';
import type { Profile } from './profile';

type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post';

/** How to reach and authenticate to the OP. Lifetimes in seconds. */
export interface ProviderSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientAuth: ClientAuthMethod;
  readonly clientSecret: string;
  /** `id_token_signed_response_alg` as registered at the OP. */
  readonly idTokenAlgorithm: string;
  /** `acr_values` (CIBA Core 7.1), space-separated: asked for, and then required. */
  readonly acrValues?: string | undefined;
  readonly profile: Profile;
}

/** One request beyond what openid-client offers: a signal to end it, and a copy of what came back. */
export interface Exchange {
  readonly signal?: AbortSignal;
  response?: Response;
}

export interface Provider {
  readonly settings: ProviderSettings;
  readonly clock: Clock;
  /** Discovered metadata with our client; cached, re-read after a failure and once an hour. */
  configuration(): Promise<oidc.Configuration>;
  /** Runs one request of openid-client's so that it can be aborted and its raw response be had. */
  during<T>(exchange: Exchange, request: () => Promise<T>): Promise<T>;
  /** The OP's signing keys; an unknown `kid` makes it ask again, at most every 30 s. */
  keys(): Promise<JWTVerifyGetKey>;
}

/** An OP may hold a token request open for 30 s and more (CIBA Core 7.3), so we wait longer than that. */
const TIMEOUT_SECONDS = 40;
const METADATA_LIFETIME_MS = 60 * 60 * 1000;

export function createProvider(settings: ProviderSettings, clock: Clock): Provider {
  const exchanges = new AsyncLocalStorage<Exchange>();
  let discovered: { at: number; configuration: Promise<oidc.Configuration> } | undefined;
  let keySet: { uri: string; get: JWTVerifyGetKey } | undefined;

  const fetchWithin: oidc.CustomFetch = async (url, { body, signal, ...options }) => {
    const exchange = exchanges.getStore();
    const signals = [signal, exchange?.signal].filter((one) => one !== undefined);
    const response = await fetch(url, {
      ...options,
      body: body as BodyInit, // forms, as the library makes them; only the two type declarations differ
      signal: AbortSignal.any(signals),
    });
    if (exchange) exchange.response = response.clone();
    return response;
  };

  function configuration(): Promise<oidc.Configuration> {
    const now = clock.now().getTime();
    if (!discovered || now - discovered.at > METADATA_LIFETIME_MS) {
      const previous = discovered;
      // What was known goes on serving when it cannot be read again.
      const attempt = discover(settings, fetchWithin).catch((error: unknown) => {
        if (!previous) throw error;
        return previous.configuration;
      });
      discovered = { at: now, configuration: attempt };
      attempt.catch(() => {
        if (discovered?.configuration === attempt) discovered = undefined;
      });
    }
    return discovered.configuration;
  }

  return {
    settings,
    clock,
    configuration,
    during: (exchange, request) => exchanges.run(exchange, request),
    async keys() {
      const uri = (await configuration()).serverMetadata().jwks_uri;
      if (!uri) throw new TypeError('The OpenID provider publishes no jwks_uri');
      if (keySet?.uri !== uri)
        keySet = { uri, get: createRemoteJWKSet(new URL(uri), { timeoutDuration: 10_000 }) };
      return keySet.get;
    },
  };
}

async function discover(
  settings: ProviderSettings,
  fetchWithin: oidc.CustomFetch,
): Promise<oidc.Configuration> {
  const issuer = new URL(settings.issuer);
  return oidc.discovery(
    issuer,
    settings.clientId,
    { id_token_signed_response_alg: settings.idTokenAlgorithm },
    clientAuthentication(settings),
    {
      timeout: TIMEOUT_SECONDS,
      [oidc.customFetch]: fetchWithin,
      // Plain HTTP is for a bank on this very machine; anywhere else openid-client refuses it.
      execute: isLoopback(issuer) ? [oidc.allowInsecureRequests] : [],
    },
  );
}

function clientAuthentication(settings: ProviderSettings): oidc.ClientAuth {
  switch (settings.clientAuth) {
    case 'client_secret_basic':
      return oidc.ClientSecretBasic(settings.clientSecret);
    case 'client_secret_post':
      return oidc.ClientSecretPost(settings.clientSecret);
  }
}
