import type { JSONWebKeySet } from 'jose';
import type OidcProvider from 'oidc-provider';
import type { AccountClaims, Configuration } from 'oidc-provider';
import type { Customers } from '../bank/customers';
import { WIRE_TRANSFER } from '../bank/transfer-detail';
import type { ProviderKeys } from '../keys';
import { Provider } from '../oidc';
import { oidcAdapter } from '../oidc-adapter';
import type { Store } from '../store';
import { acrValues } from './acr';
import { callbackFetch } from './callback-fetch';
import { type CibaBank, ciba } from './ciba';
import { clientsOf, methodsOf } from './clients';
import { mutualTls } from './mutual-tls';
import { RESOURCE_SCOPES, resourceServer, TEN_MINUTES } from './resource';
import { validateTransfer } from './transfer-details';

/** Seconds a request lives when the client asks for nothing else. */
const DEFAULT_EXPIRY = 120;

export interface OpBank extends CibaBank {
  /** Resource indicator (RFC 8707) of the customer API, and `aud` of its access tokens. */
  readonly resource: string;
  readonly keys: ProviderKeys;
  readonly store: Store;
  readonly clientSecret: string;
  readonly clientKeys: JSONWebKeySet | undefined;
  /** Where the desk takes pings and pushes. */
  readonly notificationEndpoint: string;
}

/** What tokens may say of a customer. */
export function claimsOf(customers: Customers, subject: string): AccountClaims | undefined {
  const customer = customers.bySubject(subject);
  return customer && { sub: subject, name: customer.name };
}

/** The OP that authenticates customers: CIBA (Core 1.0) in every mode, for one desk in all its ways to be a client. */
export function createOp(bank: OpBank): OidcProvider {
  const { customers, resource } = bank;
  const shared = {
    secret: bank.clientSecret,
    keys: bank.clientKeys,
    notificationEndpoint: bank.notificationEndpoint,
  };
  const configuration: Configuration = {
    adapter: oidcAdapter(bank.store, 'op'),
    clients: clientsOf(shared),
    clientAuthMethods: [...methodsOf(shared)],
    fetch: callbackFetch(bank.notificationEndpoint),
    jwks: { keys: bank.keys.signingKeys },
    cookies: { keys: bank.keys.cookieKeys, names: { session: 'alder_op' }, long: { path: '/op' } },
    scopes: ['openid', 'offline_access', 'profile', ...RESOURCE_SCOPES],
    claims: { openid: ['sub'], profile: ['name'] },
    acrValues: [...acrValues],
    responseTypes: ['code'],
    findAccount: (_ctx, subject) => {
      const claims = claimsOf(customers, subject);
      return claims && { accountId: subject, claims: () => claims };
    },
    ttl: {
      AccessToken: TEN_MINUTES,
      ClientCredentials: TEN_MINUTES,
      IdToken: TEN_MINUTES,
      Grant: 2 * TEN_MINUTES,
      RefreshToken: 2 * TEN_MINUTES,
      Session: TEN_MINUTES,
      BackchannelAuthenticationRequest: (ctx, request) => {
        const asked = Number(ctx?.oidc.params?.requested_expiry ?? DEFAULT_EXPIRY);
        const behaviour = customers.bySubject(request.accountId ?? '')?.persona?.behaviour;
        const most = behaviour?.does === 'never answer' ? behaviour.lifetimeSeconds : TEN_MINUTES;
        return Math.min(asked, most);
      },
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      revocation: { enabled: true },
      clientCredentials: { enabled: true },
      requestObjects: { enabled: true },
      encryption: { enabled: true },
      dPoP: { enabled: true },
      ...(bank.clientKeys ? { mTLS: mutualTls } : {}),
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (ctx, indicator) =>
          resourceServer(indicator, resource, ctx.oidc.params?.grant_type),
      },
      richAuthorizationRequests: {
        enabled: true,
        types: { [WIRE_TRANSFER]: { validate: (_ctx, detail) => validateTransfer(detail) } },
        authorizationDetailsForGrantSource: (_ctx, source) => source.rar,
        authorizationDetailsForAccessToken: (_ctx, _token, source) => source?.rar,
      },
      ciba: ciba(bank),
    },
    clientBasedCORS: () => false,
    // Nobody browses here: errors are JSON whatever the Accept header says.
    renderError: (ctx, out) => {
      ctx.type = 'json';
      ctx.body = out;
    },
  };
  return new Provider(bank.issuer, configuration);
}
