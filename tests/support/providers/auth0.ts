import type { Behaviour } from './behaviour';
import { byIssuerAndSubject } from './hints';
import { invalidRequest, OAuthError } from './oauth-error';
import { providerKind } from './provider-kind';

/** Up to five minutes the customer gets a push message, beyond that, up to three days, an e-mail. */
const LONGEST_EXPIRY_S = 259_200;

const behaviour: Behaviour = {
  name: 'auth0',
  issuerPath: '/',
  paths: {
    backchannel: '/bc-authorize',
    token: '/oauth/token',
    jwks: '/.well-known/jwks.json',
    revocation: '/oauth/revoke',
  },
  mtls: {
    paths: { backchannel: '/bc-authorize', token: '/oauth/token', revocation: '/oauth/revoke' },
    advertised: ['backchannel', 'token', 'revocation'],
  },
  deliveries: ['poll'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ],
  hints: ['iss_sub'],
  // Its DPoP leaves the CIBA grant out.
  dpop: false,
  expiresIn: 300,
  interval: 5,
  request: {
    bindingMessage: {
      required: true,
      pattern: /^[A-Za-z0-9+\-_.,:#]{1,64}$/,
      error: 'invalid_request',
    },
    hintParameters: ['login_hint'],
    // The issuer of a tenant ends with a slash, in the hint too.
    resolveLoginHint: byIssuerAndSubject,
    unknownUser: 'unknown_user_id',
    userCode: 'refused',
    lifetime: (asked, configured) => {
      const lifetime = asked ?? configured;
      if (lifetime > LONGEST_EXPIRY_S)
        throw invalidRequest(`requested_expiry is at most ${LONGEST_EXPIRY_S}`);
      return { lifetime, announced: lifetime };
    },
    notificationTokenInPoll: 'ignored',
    perMinute: 5,
  },
  polling: {
    pace: 'last poll',
    order: ['pace', 'expiry', 'outcome'],
    expired: 'access_denied',
    slowDown: (interval) => {
      const wait = interval * 2;
      return new OAuthError(400, 'slow_down', `You are polling too fast. Try again in ${wait} seconds.`, {
        body: { interval: wait },
        headers: { 'retry-after': String(Math.ceil(wait)) },
      });
    },
  },
};

export const auth0 = providerKind(behaviour, { good: 'Code-4711', bad: 'two words' });
