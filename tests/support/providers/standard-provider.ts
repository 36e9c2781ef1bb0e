import { X509Certificate } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { TLSSocket } from 'node:tls';
import type OidcProvider from 'oidc-provider';
import type {
  AdapterFactory,
  BackchannelAuthenticationRequest,
  Configuration,
  KoaContextWithOIDC,
} from 'oidc-provider';
import { errors, Provider } from '../../../sandbox/oidc';
import { enforceInterval } from '../../../sandbox/op/interval';
import { byAnyName, byLoginHintToken } from './hints';
import { peerCertificate } from './http-host';
import type {
  ClientAuth,
  ClientRegistration,
  Customer,
  PrivateKey,
  SentNotification,
} from './provider-double';

const SCOPES = ['read:sensitive-data', 'my_wire_transfer_scope'];
/** RFC 9396 `type` every client may ask for. */
export const DETAILS_TYPE = 'wire_transfer';
const TEN_MINUTES = 600;

interface Parts {
  readonly issuer: string;
  readonly resource: string;
  readonly mtlsOrigin: string;
  readonly keys: readonly PrivateKey[];
  readonly adapter: AdapterFactory;
  readonly clientAuths: readonly ClientAuth[];
  readonly customers: readonly Customer[];
  readonly find: (clientId: string) => ClientRegistration | undefined;
  readonly bindingMessage: RegExp;
  /** Seconds. */
  readonly interval: number;
  readonly expiresIn: number;
  readonly dpopNonce: boolean;
  readonly ask: (request: BackchannelAuthenticationRequest, response: ServerResponse) => Promise<void>;
  /** The address a client really gave, for the one oidc-provider believes it has. */
  readonly endpointBehind: (url: string) => string;
  readonly notified: (notification: SentNotification) => void;
}

/** What an approval is kept with. */
interface Approved {
  readonly rar?: unknown;
}

/** oidc-provider, set up for CIBA; the interval, which it does not know, comes from the bank's own extension. */
export function createStandardProvider(parts: Parts): OidcProvider {
  const provider = new Provider(parts.issuer, configurationOf(parts));
  enforceInterval(provider, parts.interval);
  return provider;
}

function configurationOf(parts: Parts): Configuration {
  const { customers, issuer, resource, expiresIn } = parts;
  const bySub = (sub: string) => customers.find((customer) => customer.sub === sub);
  const configuration = {
    adapter: parts.adapter,
    // It signs with the first key that fits.
    jwks: { keys: parts.keys.map(({ jwk }) => ({ ...jwk, use: 'sig' })) },
    cookies: { keys: ['none of these flows sets a cookie'] },
    scopes: ['openid', 'profile', 'offline_access', ...SCOPES],
    claims: { openid: ['sub'], acr: null, auth_time: null },
    acrValues: ['urn:example:acr:phone', 'urn:mace:incommon:iap:silver'],
    clientAuthMethods: [...parts.clientAuths],
    responseTypes: ['code'],
    // The advertised endpoints follow the address of the request; these have to be told.
    discovery: {
      mtls_endpoint_aliases: {
        token_endpoint: `${parts.mtlsOrigin}/token`,
        backchannel_authentication_endpoint: `${parts.mtlsOrigin}/backchannel`,
        revocation_endpoint: `${parts.mtlsOrigin}/token/revocation`,
      },
    },
    findAccount: (_ctx: unknown, sub: string) => bySub(sub) && { accountId: sub, claims: () => ({ sub }) },
    ttl: {
      AccessToken: TEN_MINUTES,
      IdToken: TEN_MINUTES,
      Grant: TEN_MINUTES,
      RefreshToken: TEN_MINUTES,
      BackchannelAuthenticationRequest: lifetimeOr(expiresIn),
    },
    issueRefreshToken: (_ctx: unknown, _client: unknown, code: { scopes: Set<string> }) =>
      code.scopes.has('offline_access'),
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      requestObjects: { enabled: true },
      encryption: { enabled: true },
      dPoP: {
        enabled: true,
        ...(parts.dpopNonce ? { nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true } : {}),
      },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        tlsClientAuth: true,
        selfSignedTlsClientAuth: true,
        getCertificate: (ctx: KoaContextWithOIDC) => certificateOf(ctx)?.toString(),
        certificateAuthorized: ({ req: { socket } }: KoaContextWithOIDC) =>
          socket instanceof TLSSocket && socket.authorized,
        certificateSubjectMatches: (ctx: KoaContextWithOIDC, _property: string, expected: string) =>
          certificateOf(ctx)?.subject === expected,
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: SCOPES.join(' '),
          audience: resource,
          accessTokenFormat: 'jwt' as const,
          accessTokenTTL: TEN_MINUTES,
          jwt: { sign: { alg: 'RS256' as const } },
        }),
      },
      richAuthorizationRequests: {
        enabled: true,
        types: { [DETAILS_TYPE]: { validate: () => undefined } },
        authorizationDetailsForGrantSource: (_ctx: unknown, source: Approved) => source.rar,
        authorizationDetailsForAccessToken: (_ctx: unknown, _token: unknown, source?: Approved) =>
          source?.rar,
      },
      ciba: {
        enabled: true,
        deliveryModes: ['poll', 'ping'],
        processLoginHint: (_ctx: unknown, hint = '') => byAnyName(hint, customers, issuer)?.sub,
        processLoginHintToken: async ({ oidc }: KoaContextWithOIDC, token = '') => {
          const client = parts.find(oidc.client?.clientId ?? '');
          if (!client) throw new errors.InvalidRequest('who are you?');
          const context = { issuer, customers, signingKeys: () => parts.keys, now: Date.now };
          const found = await byLoginHintToken(token, client, context).catch(() => {
            throw new errors.ExpiredLoginHintToken('not a valid login_hint_token');
          });
          return found?.sub;
        },
        validateBindingMessage: (_ctx: unknown, message?: string) => {
          if (message !== undefined && !parts.bindingMessage.test(message)) {
            throw new errors.InvalidBindingMessage('not a binding message');
          }
        },
        validateRequestContext: () => undefined,
        verifyUserCode: (_ctx: unknown, account: { accountId: string }, code?: string) => {
          const expected = bySub(account.accountId)?.userCode;
          if (code !== undefined && code !== expected) throw new errors.InvalidUserCode('wrong');
        },
        triggerAuthenticationDevice: (
          { res }: KoaContextWithOIDC,
          request: BackchannelAuthenticationRequest,
        ) => parts.ask(request, res),
      },
    },
    clientBasedCORS: () => false,
    renderError: (ctx: KoaContextWithOIDC, out: object) => {
      ctx.type = 'json';
      ctx.body = out;
    },
    // Its own refuses the loopback.
    fetch: async (
      url: string | URL | Request,
      { dispatcher: _, ...options }: RequestInit & { dispatcher?: unknown } = {},
    ) => {
      const endpoint = parts.endpointBehind(String(url));
      const response = await fetch(endpoint, options);
      const headers = new Headers(options.headers);
      parts.notified({
        method: options.method ?? 'GET',
        url: endpoint,
        token: headers.get('authorization')?.replace('Bearer ', '') ?? '',
        body: JSON.parse(String(options.body ?? '{}')),
        status: response.status,
      });
      return response;
    },
  };
  // Its declared types are a version behind its features.
  return configuration as unknown as Configuration;
}

function certificateOf({ req: { socket } }: KoaContextWithOIDC): X509Certificate | undefined {
  const shown = socket instanceof TLSSocket ? peerCertificate(socket) : undefined;
  return shown && new X509Certificate(shown.raw);
}

/** Seconds: as long as asked, else as configured. */
function lifetimeOr(expiresIn: number) {
  return (ctx?: KoaContextWithOIDC) => Number(ctx?.oidc.params?.requested_expiry ?? expiresIn);
}
