import type OidcProvider from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import type { Customers } from '../bank/customers';
import { type ProviderKeys, SIGNING_ALG } from '../keys';
import { errors, Provider } from '../oidc';
import { oidcAdapter } from '../oidc-adapter';
import type { Store } from '../store';
import type { Devices } from './devices';

const CIBA = 'urn:openid:params:grant-type:ciba';
const RESOURCE_SCOPES = ['read:sensitive-data', 'my_wire_transfer_scope'];
const TEN_MINUTES = 600;
/** Seconds a request lives when the client asks for nothing else. */
const DEFAULT_EXPIRY = 120;
const BINDING_MESSAGE = /^[A-Za-z0-9 +\-_.,:#/]{1,64}$/;

interface Dependencies {
  readonly issuer: string;
  /** Resource indicator (RFC 8707) of the customer API, and `aud` of its access tokens. */
  readonly resource: string;
  readonly keys: ProviderKeys;
  readonly store: Store;
  readonly customers: Customers;
  readonly clientSecret: string;
  readonly devices: () => Pick<Devices, 'ask'>;
}

/** The OP that authenticates customers: CIBA (Core 1.0) in poll mode, one confidential client. */
export function createOp(bank: Dependencies): OidcProvider {
  const { customers, resource } = bank;
  const configuration: Configuration = {
    adapter: oidcAdapter(bank.store, 'op'),
    clients: [
      {
        client_id: 'countersign',
        client_secret: bank.clientSecret,
        client_name: 'Countersign',
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: [CIBA],
        response_types: [],
        redirect_uris: [],
        id_token_signed_response_alg: SIGNING_ALG,
        backchannel_token_delivery_mode: 'poll',
      },
    ],
    jwks: { keys: bank.keys.signingKeys },
    cookies: { keys: bank.keys.cookieKeys, names: { session: 'alder_op' }, long: { path: '/op' } },
    scopes: ['openid', 'profile', ...RESOURCE_SCOPES],
    claims: { openid: ['sub'], profile: ['name'] },
    clientAuthMethods: ['client_secret_basic'],
    responseTypes: ['code'],
    findAccount: (_ctx, subject) => {
      const customer = customers.bySubject(subject);
      return customer && { accountId: subject, claims: () => ({ sub: subject, name: customer.name }) };
    },
    ttl: {
      AccessToken: TEN_MINUTES,
      IdToken: TEN_MINUTES,
      Grant: 2 * TEN_MINUTES,
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
      resourceIndicators: {
        enabled: true,
        defaultResource: () => resource,
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, indicator) => {
          if (indicator !== resource) throw new errors.InvalidTarget();
          return {
            scope: RESOURCE_SCOPES.join(' '),
            audience: resource,
            accessTokenFormat: 'jwt',
            accessTokenTTL: TEN_MINUTES,
            jwt: { sign: { alg: SIGNING_ALG } },
          };
        },
      },
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        processLoginHint: (_ctx, hint = '') => {
          const customer = customers.byLoginHint(hint);
          if (customer?.persona?.behaviour.does === 'have no device') {
            throw new errors.UnauthorizedClient('the customer has no device enrolled');
          }
          return customer?.subject;
        },
        processLoginHintToken: () => {
          throw new errors.InvalidRequest('login_hint_token is not supported, send login_hint');
        },
        validateBindingMessage: (_ctx, message) => {
          if (message !== undefined && !BINDING_MESSAGE.test(message)) {
            throw new errors.InvalidBindingMessage(
              'binding_message takes 1 to 64 letters, digits, spaces and + - _ . , : # /',
            );
          }
        },
        validateRequestContext: () => undefined,
        verifyUserCode: () => undefined,
        triggerAuthenticationDevice: (_ctx, request) => bank.devices().ask(request),
      },
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
