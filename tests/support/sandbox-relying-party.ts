import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { importPKCS8 } from 'jose';
import { issueRequestObject } from 'oauth4webapi';
import * as oidc from 'openid-client';
import { Agent, fetch as undiciFetch } from 'undici';

type Env = Readonly<Record<string, string | undefined>>;
type Parameters = Record<string, string>;

/** A client as the desk's environment describes it, but made of openid-client alone: it judges the bank, not the desk. */
export interface RelyingParty {
  readonly config: oidc.Configuration;
  readonly clientId: string;
  /** Of the request just made: what the OP must prove itself with. */
  readonly notificationToken: string;
  ask(parameters?: Parameters): Promise<oidc.BackchannelAuthenticationResponse>;
  tokens(
    authReqId: string,
    options?: oidc.DPoPOptions,
  ): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers>;
  /** Calls an API with the client's certificate, if it has one. */
  fetch(
    url: string,
    init?: { method?: string; headers?: Record<string, string>; body?: string },
  ): Promise<{ status: number; headers: Headers }>;
}

export async function relyingParty(env: Env): Promise<RelyingParty> {
  const clientId = env.CIBA_CLIENT_ID ?? '';
  const fetch = fetchOf(env);
  const config = await oidc.discovery(
    new URL(env.CIBA_ISSUER ?? ''),
    clientId,
    {
      id_token_signed_response_alg: 'RS256',
      use_mtls_endpoint_aliases: env.CIBA_CLIENT_CERT !== undefined,
    },
    await authentication(env),
    { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks], [oidc.customFetch]: fetch },
  );
  if (env.CIBA_ID_TOKEN_KEY) {
    const key = await importPKCS8(readFileSync(env.CIBA_ID_TOKEN_KEY, 'utf8'), 'ECDH-ES');
    oidc.enableDecryptingResponses(config, ['A256GCM'], key);
  }
  const notificationToken = randomBytes(32).toString('base64url');
  return {
    config,
    clientId,
    notificationToken,
    ask: async (parameters = {}) => {
      const all = {
        scope: 'openid profile read:sensitive-data',
        login_hint: 'maria.alvarez',
        ...(env.CIBA_DELIVERY === 'poll' ? {} : { client_notification_token: notificationToken }),
        ...parameters,
      };
      const signs = env.CIBA_SIGN_REQUESTS === 'true';
      return oidc.initiateBackchannelAuthentication(
        config,
        signs ? { request: await requestObject(env, all) } : all,
      );
    },
    tokens: (authReqId, options) =>
      oidc.genericGrantRequest(
        config,
        'urn:openid:params:grant-type:ciba',
        { auth_req_id: authReqId },
        options,
      ),
    fetch: async (url, init = {}) => {
      const { status, headers } = await fetch(url, {
        method: 'GET',
        headers: {},
        body: null,
        redirect: 'manual',
        ...init,
      });
      return { status, headers };
    },
  };
}

async function authentication(env: Env): Promise<oidc.ClientAuth> {
  const secret = env.CIBA_CLIENT_SECRET ?? '';
  switch (env.CIBA_CLIENT_AUTH) {
    case 'client_secret_post':
      return oidc.ClientSecretPost(secret);
    case 'client_secret_jwt':
      return oidc.ClientSecretJwt(secret);
    case 'private_key_jwt':
      return oidc.PrivateKeyJwt(await signingKey(env));
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return oidc.TlsClientAuth();
    default:
      return oidc.ClientSecretBasic(secret);
  }
}

function signingKey({ CIBA_CLIENT_KEY = '', CIBA_SIGNING_ALG = 'ES256' }: Env) {
  return importPKCS8(readFileSync(CIBA_CLIENT_KEY, 'utf8'), CIBA_SIGNING_ALG);
}

async function requestObject(env: Env, parameters: Parameters): Promise<string> {
  const issuer = env.CIBA_ISSUER ?? '';
  const client = { client_id: env.CIBA_CLIENT_ID ?? '' };
  return issueRequestObject({ issuer }, client, parameters, await signingKey(env));
}

/** Node's own fetch takes no client certificate; undici's does. */
function fetchOf(env: Env): oidc.CustomFetch {
  const { CIBA_CLIENT_CERT, CIBA_CLIENT_CERT_KEY, CIBA_CA } = env;
  const read = (file: string | undefined): string => readFileSync(file ?? '', 'utf8');
  const dispatcher = new Agent({
    connect: CIBA_CLIENT_CERT
      ? { cert: read(CIBA_CLIENT_CERT), key: read(CIBA_CLIENT_CERT_KEY), ca: read(CIBA_CA) }
      : {},
  });
  return async (url, options) => {
    const { method, headers, body, redirect } = options;
    const response = await undiciFetch(url, {
      method,
      headers: { ...headers },
      redirect,
      dispatcher,
      body: body instanceof URLSearchParams || typeof body === 'string' ? body.toString() : null,
    });
    // The same class by the same standard, from another copy of the library.
    return response as unknown as Response;
  };
}
