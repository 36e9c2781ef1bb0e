import type { Behaviour } from './behaviour';
import { byField } from './hints';
import { providerKind } from './provider-kind';

const paths = { backchannel: '/backchannel', token: '/token', revocation: '/revoke' };

const behaviour: Behaviour = {
  name: 'standard',
  issuerPath: '',
  paths: { ...paths, jwks: '/jwks' },
  mtls: { paths, advertised: ['backchannel', 'token', 'revocation'] },
  deliveries: ['poll', 'ping', 'push'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ],
  hints: ['sub', 'username', 'email', 'phone', 'login_hint_token', 'id_token_hint'],
  dpop: true,
  expiresIn: 120,
  interval: 0.5,
  request: {
    bindingMessage: {
      required: false,
      pattern: /^[a-zA-Z0-9-._+/!?#]{1,20}$/,
      error: 'invalid_binding_message',
    },
    hintParameters: ['login_hint', 'login_hint_token', 'id_token_hint'],
    resolveLoginHint: byField('sub', 'username', 'email', 'phone'),
    unknownUser: 'unknown_user_id',
    userCode: 'supported',
    lifetime: (asked, configured) => ({ lifetime: asked ?? configured, announced: asked ?? configured }),
    notificationTokenInPoll: 'refused',
  },
  requestObject: {
    algs: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    error: 'invalid_request',
    maxLifetime: 3600,
  },
  polling: {
    pace: 'last poll',
    order: ['pace', 'expiry', 'outcome'],
    expired: 'expired_token',
    pushClient: 'unauthorized_client',
  },
};

/** An OP of no make in particular that does everything CIBA Core 1.0 describes, push included, and nothing else. */
export const lab = providerKind(behaviour, { good: 'CALL-4711', bad: 'two words' });
