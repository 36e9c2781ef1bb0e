import type { Behaviour } from './behaviour';
import { byField } from './hints';
import { providerKind } from './provider-kind';

const paths = {
  backchannel: '/as/bc-auth.ciba',
  token: '/as/token.oauth2',
  revocation: '/as/revoke_token.oauth2',
};

const behaviour: Behaviour = {
  name: 'pingfederate',
  issuerPath: '',
  paths: { ...paths, jwks: '/pf/JWKS' },
  mtls: { paths, advertised: ['backchannel', 'token', 'revocation'] },
  deliveries: ['poll', 'ping'],
  clientAuths: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth'],
  hints: ['sub', 'username', 'email', 'login_hint_token', 'id_token_hint'],
  dpop: true,
  expiresIn: 120,
  interval: 3,
  request: {
    bindingMessage: { required: false, pattern: /^.{1,100}$/su, error: 'invalid_binding_message' },
    hintParameters: ['login_hint', 'login_hint_token', 'id_token_hint'],
    resolveLoginHint: byField('sub', 'username', 'email'),
    unknownUser: 'unknown_user_id',
    userCode: 'supported',
    // A client may ask for less than the policy grants, not for more.
    lifetime: (asked, configured) => {
      const lifetime = Math.min(asked ?? configured, configured);
      return { lifetime, announced: lifetime };
    },
    notificationTokenInPoll: 'ignored',
  },
  requestObject: {
    algs: ['RS256', 'PS256', 'ES256'],
    error: 'invalid_request',
    maxLifetime: 3600,
    clientIdInside: 'required',
  },
  polling: { pace: 'last poll', order: ['pace', 'expiry', 'outcome'], expired: 'expired_token' },
};

export const pingfederate = providerKind(behaviour, { good: 'Say 4711 to us', bad: 'x'.repeat(101) });
