import { count } from '../locale';

/** The other servers: the staff sign-in, the customer API, and who calls the desk. */
export const say = {
  /** Why a server was not asked. */
  notAsked: 'Not checked: nobody was asked.',
  cibaFirst: 'Not checked: correct the CIBA_* settings first.',
  filesFirst: 'Not checked: correct the key and certificate files first.',
  staffFirst: 'Not checked: correct the STAFF_* settings first.',
  customerApiFirst: 'Not checked: correct CUSTOMER_API_URL first.',
  appUrlFirst: 'Not checked: correct APP_URL first.',
  sandboxAway: 'Not checked: the sandbox bank is not running.',
  awayWithOp: 'Not checked: it is on the same server as the OP, which cannot be reached.',

  sandbox: {
    answers: ({ address }: { address: string }) => `The sandbox bank answers at ${address}.`,
    away: {
      says: 'The sandbox bank is not running, so it could not be asked anything.',
      remedy: 'Run npm start: it starts the bank together with the desk.',
    },
  },

  staff: {
    answers: ({
      callback,
      claims,
      hasUserInfo,
    }: {
      callback: string;
      claims: readonly string[];
      hasUserInfo: boolean;
    }) =>
      `It answers. It has to allow ${callback} as redirect URI. Roles are read from ${claims.join(', ')} ${
        hasUserInfo ? 'in the ID token, or in UserInfo where the ID token lacks them' : 'in the ID token'
      }.`,
    noAlgorithm: ({ offered }: { offered: readonly string[] }) => ({
      says: `Staff cannot sign in there: it signs ID tokens with ${offered.join(', ') || 'nothing'}, and the desk takes RS, PS, ES and EdDSA signatures.`,
      remedy: 'Have it sign the desk’s ID tokens with RS256, PS256, ES256 or EdDSA.',
    }),
    otherAuthentication: ({ method, methods }: { method: string; methods: readonly string[] }) => ({
      says: `STAFF_CLIENT_AUTH is ${method}, and its discovery document offers ${methods.join(', ')}.`,
      remedy: 'Set STAFF_CLIENT_AUTH as the client is registered there.',
    }),
    wrongIssuer: ({ says, remedy }: { says: string; remedy: string }) => ({
      says: `Staff cannot sign in there. ${says}`,
      remedy,
    }),
    sharedAddress: ({ says }: { says: string }) => ({
      says: `Staff cannot sign in there. ${says}`,
      remedy: 'Set STAFF_ISSUER to the issuer of your own tenant, not to the address all tenants share.',
    }),
    incomplete: ({ missing }: { missing: readonly string[] }) => ({
      says: `Staff cannot sign in there: its discovery document lacks ${missing.join(', ')}.`,
      remedy: 'Check STAFF_ISSUER: staff need a provider with the authorization code flow.',
    }),
  },

  customerApi: {
    protected: 'It answers, and refuses requests without a token of the OP.',
    open: ({ status, withToken }: { status: number; withToken: boolean }) => ({
      says: withToken
        ? `It answers ${status} to a made-up token: it does not protect customers’ data.`
        : `It answers ${status} to a request without a token: it does not protect customers’ data.`,
      remedy:
        'Have the API validate access tokens before it goes into use, or check that CUSTOMER_API_URL is the API.',
    }),
    redirects: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} redirects (${status}), and the desk does not follow redirects.`,
      remedy: 'Set CUSTOMER_API_URL to the address it redirects to.',
    }),
    absent: ({ address }: { address: string }) => ({
      says: `There is nothing at ${address}: it answers 404.`,
      remedy: 'Check the path in CUSTOMER_API_URL: the desk adds /customers/me/sensitive-data to it.',
    }),
    inTrouble: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} answers ${status}: the API, or a gateway in front of it, is in trouble.`,
      remedy: 'Ask its operator.',
    }),
    otherStatus: ({ status, withToken }: { status: number; withToken: boolean }) => ({
      says: withToken
        ? `It answers ${status} instead of 401 to a made-up token.`
        : `It answers ${status} instead of 401 to a request without a token.`,
      remedy: 'Have it answer 401: the desk takes 403 to mean a customer the token does not cover.',
    }),
  },

  /** Where the OP pings and pushes. */
  notification: {
    notNeeded: 'Not checked: CIBA_DELIVERY is poll, so the OP never calls the desk.',
    answers: ({ address }: { address: string }) =>
      `The desk answers at ${address}, and refuses notifications without a token.`,
    redirects: ({ address, location }: { address: string; location: string | null }) => ({
      says: location
        ? `${address} redirects to ${location}: an OP must not follow that (CIBA Core 10.2).`
        : `${address} redirects: an OP must not follow that (CIBA Core 10.2).`,
      remedy:
        'Let the proxy pass /api/ciba/notify straight to the desk, and set APP_URL to the address that does not redirect.',
    }),
    notReached: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} answers ${status}: the request does not reach the desk, or reaches an older one.`,
      remedy: 'Let the proxy pass POST /api/ciba/notify to the desk.',
    }),
    keptOut: ({ address }: { address: string }) => ({
      says: `${address} answers 403: something in front of the desk keeps requests out.`,
      remedy:
        'Allow POST /api/ciba/notify at the firewall or sign-in proxy. The desk checks the OP’s token itself.',
    }),
    noDesk: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} answers ${status}: the proxy is there, and no desk behind it.`,
      remedy: 'Start the desk, then run this again.',
    }),
    other: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} answers ${status} to a notification without a token: it is not the desk.`,
      remedy: 'Set APP_URL to the address of the desk.',
    }),
    nobody: ({ origin }: { origin: string }) => ({
      says: `Nothing answers at ${origin} from this machine.`,
      remedy:
        'Start the desk, then run this again. If it runs, this machine may not be able to reach its own public address.',
    }),
  },

  /** Who may push security events. */
  securityEvents: {
    notSet: 'SECURITY_EVENTS_ISSUERS is not set: customers’ apps and fraud engines cannot report, staff can.',
    unusable: ({ problems }: { problems: readonly string[] }) => ({
      says: `SECURITY_EVENTS_ISSUERS: ${problems.join('; ')}.`,
      remedy: 'Correct SECURITY_EVENTS_ISSUERS. See docs/security-events.md for an example.',
    }),
    mayPush: ({ issuers, address }: { issuers: number; address: string }) =>
      `${count(issuers, 'issuer', 'issuers')} may push security events to ${address}.`,
    outOfReach: ({ issuers, desk }: { issuers: number; desk: string }) => ({
      says: `${count(issuers, 'issuer', 'issuers')} may push security events, but cannot reach ${desk} from another machine.`,
      remedy: 'Set APP_URL to the address at which they reach the desk.',
    }),
    keys: ({ issuer, keys }: { issuer: string; keys: number }) =>
      `${issuer} publishes ${count(keys, 'key', 'keys')} to sign with.`,
    keysNotThere: ({ address, status }: { address: string; status: number }) => ({
      says: `${address} answers HTTP ${status}: the desk cannot check who signed an event.`,
      remedy: otherKeys,
    }),
    noKeySet: ({ address }: { address: string }) => ({
      says: `${address} leads to something that is no key set: the desk cannot check who signed an event.`,
      remedy: otherKeys,
    }),
    noPublicKey: ({ address }: { address: string }) => ({
      says: `None of the keys at ${address} can be used to check a signature.`,
      remedy: 'Ask its operator to publish the public key.',
    }),
  },
};

const otherKeys = 'Correct jwks_uri in SECURITY_EVENTS_ISSUERS, or put the keys there as jwks.';
