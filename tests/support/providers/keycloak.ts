import { randomBytes } from 'node:crypto';
import type { Behaviour } from './behaviour';
import { byField } from './hints';
import { OAuthError } from './oauth-error';
import { providerKind } from './provider-kind';

const REALM = '/realms/bank';
const OIDC = `${REALM}/protocol/openid-connect`;
const paths = {
  backchannel: `${OIDC}/ext/ciba/auth`,
  token: `${OIDC}/token`,
  revocation: `${OIDC}/revoke`,
};

const behaviour: Behaviour = {
  name: 'keycloak',
  issuerPath: REALM,
  paths: { ...paths, jwks: `${OIDC}/certs` },
  mtls: { paths, advertised: ['backchannel', 'token', 'revocation'] },
  deliveries: ['poll', 'ping'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
  ],
  hints: ['username', 'email'],
  dpop: true,
  expiresIn: 120,
  interval: 5,
  request: {
    bindingMessage: {
      required: false,
      pattern: /^[a-zA-Z0-9\-._+/!?#]{1,50}$/,
      error: 'invalid_binding_message',
    },
    hintParameters: ['login_hint'],
    resolveLoginHint: byField('username', 'email'),
    unknownUser: 'invalid_request',
    unknownUserDescription: 'invalid_user',
    userCode: 'refused',
    // The realm decides; requested_expiry is read and comes to nothing.
    lifetime: (_asked, configured) => ({ lifetime: configured, announced: configured }),
    notificationTokenInPoll: 'refused',
  },
  requestObject: { algs: ['RS256', 'PS256', 'ES256', 'EdDSA'], error: 'invalid_request', maxLifetime: 3600 },
  polling: { pace: 'last answered poll', order: ['expiry', 'pace', 'outcome'], expired: 'expired_token' },
  clientError: () =>
    new OAuthError(401, 'unauthorized_client', 'Invalid client or Invalid client credentials'),
  // An encrypted JWT around a signed one: direct key, so that the second of five parts is empty.
  newId: () =>
    ['header', '', 'iv', randomBytes(2400), 'tag']
      .map((part) => Buffer.from(part).toString('base64url'))
      .join('.'),
};

export const keycloak = providerKind(behaviour, { good: 'Code-4711', bad: 'two words' });
