import type { Behaviour } from './behaviour';
import { byAnyName } from './hints';
import { invalidClient, invalidRequest, OAuthError } from './oauth-error';
import { providerKind } from './provider-kind';

const behaviour: Behaviour = {
  name: 'duende',
  issuerPath: '',
  paths: {
    backchannel: '/connect/ciba',
    token: '/connect/token',
    jwks: '/.well-known/openid-configuration/jwks',
    revocation: '/connect/revocation',
  },
  mtls: {
    paths: {
      backchannel: '/connect/mtls/ciba',
      token: '/connect/mtls/token',
      revocation: '/connect/mtls/revocation',
    },
    // The path for CIBA is served, yet discovery keeps silent about it.
    advertised: ['token', 'revocation'],
  },
  deliveries: ['poll'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ],
  hints: ['sub', 'username', 'email', 'phone', 'iss_sub', 'login_hint_token', 'id_token_hint'],
  dpop: true,
  expiresIn: 300,
  interval: 5,
  request: {
    bindingMessage: { required: false, pattern: /^.{1,100}$/su, error: 'invalid_binding_message' },
    hintParameters: ['login_hint', 'login_hint_token', 'id_token_hint'],
    // The host application decides what a hint means; Duende only limits its length.
    resolveLoginHint: (hint, customers, issuer) => {
      if (hint.length > 100) throw invalidRequest('login_hint is longer than 100 characters');
      return byAnyName(hint, customers, issuer);
    },
    unknownUser: 'unknown_user_id',
    userCode: 'supported',
    lifetime: (asked, configured) => {
      if ((asked ?? 0) > configured) throw invalidRequest('requested_expiry exceeds the configured lifetime');
      return { lifetime: asked ?? configured, announced: asked ?? configured };
    },
    notificationTokenInPoll: 'ignored',
  },
  requestObject: { algs: ['RS256', 'PS256', 'ES256'], error: 'invalid_request_object', maxLifetime: 3600 },
  polling: {
    pace: 'last poll',
    order: ['pace', 'expiry', 'outcome'],
    expired: 'expired_token',
    denialSpends: true,
  },
  clientError: (endpoint) =>
    endpoint === 'backchannel'
      ? invalidClient('who are you?')
      : new OAuthError(400, 'invalid_client', 'who are you?'),
};

export const duende = providerKind(behaviour, { good: 'Say 4711 to us', bad: 'x'.repeat(101) });
