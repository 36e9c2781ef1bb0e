import type { Behaviour } from './behaviour';
import { byField } from './hints';
import { invalidRequest } from './oauth-error';
import { providerKind } from './provider-kind';

const LONGEST_EXPIRY_S = 300;
const ISSUER = '/oauth2/default';

const behaviour: Behaviour = {
  name: 'okta',
  issuerPath: ISSUER,
  paths: {
    backchannel: `${ISSUER}/v1/bc/authorize`,
    token: `${ISSUER}/v1/token`,
    jwks: `${ISSUER}/v1/keys`,
    revocation: `${ISSUER}/v1/revoke`,
  },
  deliveries: ['poll'],
  clientAuths: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
  hints: ['username', 'email', 'id_token_hint'],
  assertionAudience: 'endpoint',
  dpop: true,
  dpopNonce: true,
  expiresIn: 300,
  interval: 5,
  request: {
    bindingMessage: { required: false, pattern: /^.{1,100}$/su, error: 'invalid_binding_message' },
    hintParameters: ['login_hint', 'id_token_hint'],
    resolveLoginHint: byField('username', 'email'),
    unknownUser: 'unknown_user_id',
    userCode: 'refused',
    // Its documents and its own SDK leave two letters out.
    expiryParameter: 'request_expiry',
    lifetime: (asked, configured) => {
      const lifetime = asked ?? configured;
      if (lifetime > LONGEST_EXPIRY_S) throw invalidRequest(`request_expiry is at most ${LONGEST_EXPIRY_S}`);
      return { lifetime, announced: lifetime };
    },
    notificationTokenInPoll: 'ignored',
  },
  requestObject: { algs: ['RS256', 'PS256', 'ES256'], error: 'invalid_request_object', maxLifetime: 3600 },
  polling: { pace: 'last poll', order: ['pace', 'expiry', 'outcome'], expired: 'expired_token' },
};

export const okta = providerKind(behaviour, { good: 'Say 4711 to us', bad: 'x'.repeat(101) });
