import type OidcProvider from 'oidc-provider';
import type { Configuration } from 'oidc-provider';
import { type ProviderKeys, SIGNING_ALG } from '../keys';
import { say } from '../messages/en/staff';
import { Provider } from '../oidc';
import { oidcAdapter } from '../oidc-adapter';
import type { Store } from '../store';
import { sendErrorPage } from './pages';
import { people } from './people';

const HOUR = 3600;

interface Dependencies {
  readonly issuer: string;
  readonly keys: ProviderKeys;
  readonly store: Store;
  readonly clientSecret: string;
  readonly deskUrl: string;
}

/** The staff IdP: authorization code with PKCE, one client, roles as a claim, nobody asked for consent. */
export function createStaffIdp(bank: Dependencies): OidcProvider {
  const configuration: Configuration = {
    adapter: oidcAdapter(bank.store, 'staff'),
    clients: [
      {
        client_id: 'countersign-desk',
        client_secret: bank.clientSecret,
        client_name: 'Countersign',
        token_endpoint_auth_method: 'client_secret_basic',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${bank.deskUrl}/api/auth/callback/staff`],
        post_logout_redirect_uris: [`${bank.deskUrl}/signed-out`],
        backchannel_logout_uri: `${bank.deskUrl}/api/staff/logout`,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: SIGNING_ALG,
      },
    ],
    jwks: { keys: bank.keys.signingKeys },
    // Cookies know hosts but no ports: names of our own, and a path, keep them out of the desk's way.
    cookies: {
      keys: bank.keys.cookieKeys,
      names: {
        session: 'alder_staff',
        interaction: 'alder_staff_interaction',
        resume: 'alder_staff_resume',
      },
      long: { path: '/staff', httpOnly: true, sameSite: 'lax', signed: true },
      short: { httpOnly: true, sameSite: 'lax', signed: true },
    },
    scopes: ['openid', 'profile', 'email', 'roles'],
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'], roles: ['roles'] },
    // The scopes' claims go into the ID token too, not to userinfo only.
    conformIdTokenClaims: false,
    clientAuthMethods: ['client_secret_basic'],
    responseTypes: ['code'],
    pkce: { required: () => true },
    findAccount: (_ctx, subject) => {
      const person = people.find((candidate) => candidate.subject === subject);
      return (
        person && {
          accountId: subject,
          claims: () => ({
            sub: subject,
            name: person.name,
            email: person.email,
            email_verified: true,
            roles: person.roles,
          }),
        }
      );
    },
    // The bank's own desk: whatever it asks for is granted.
    loadExistingGrant: async ({ oidc }) => {
      const { account, client, provider, requestParamScopes } = oidc;
      if (!account || !client) return undefined;
      const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
      grant.addOIDCScope([...requestParamScopes].join(' '));
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, interaction) => `/staff/interaction/${interaction.uid}` },
    ttl: {
      AccessToken: HOUR,
      AuthorizationCode: 60,
      IdToken: HOUR,
      Grant: 8 * HOUR,
      Interaction: HOUR,
      Session: 8 * HOUR,
    },
    features: {
      backchannelLogout: { enabled: true },
      devInteractions: { enabled: false },
      // The page it would show is never sent, see logout.ts; an empty one keeps the library from printing a notice.
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => {
          ctx.body = '';
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.body = say.signedOut;
        },
      },
    },
    clientBasedCORS: () => false,
    // The only address it calls is the desk's, on this very machine, where the library would connect to nothing.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined } as RequestInit),
    renderError: (ctx, out) => sendErrorPage(ctx, out),
  };
  return new Provider(bank.issuer, configuration);
}
