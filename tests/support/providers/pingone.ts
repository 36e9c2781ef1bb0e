import type { Behaviour } from './behaviour';
import { byField } from './hints';
import { providerKind } from './provider-kind';

const ISSUER = '/abfba8f6-49eb-49f5-a5d9-80ad5c98f9f6/as';

const behaviour: Behaviour = {
  name: 'pingone',
  issuerPath: ISSUER,
  paths: {
    backchannel: `${ISSUER}/cibaAuthorization`,
    token: `${ISSUER}/token`,
    jwks: `${ISSUER}/jwks`,
    revocation: `${ISSUER}/revoke`,
  },
  deliveries: ['poll'],
  clientAuths: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
  hints: ['username', 'email', 'login_hint_token', 'id_token_hint'],
  dpop: false,
  expiresIn: 120,
  interval: 5,
  request: {
    bindingMessage: { required: false, pattern: /^.{1,100}$/su, error: 'invalid_binding_message' },
    hintParameters: ['login_hint', 'login_hint_token', 'id_token_hint'],
    resolveLoginHint: byField('username', 'email'),
    unknownUser: 'unknown_user_id',
    userCode: 'refused',
    lifetime: (asked, configured) => ({ lifetime: asked ?? configured, announced: asked ?? configured }),
    notificationTokenInPoll: 'ignored',
  },
  requestObject: { algs: ['RS256', 'PS256', 'ES256'], error: 'invalid_request', maxLifetime: 3600 },
  polling: { pace: 'last poll', order: ['pace', 'expiry', 'outcome'], expired: 'expired_token' },
};

export const pingone = providerKind(behaviour, { good: 'Say 4711 to us', bad: 'x'.repeat(101) });
