import type { Behaviour } from './behaviour';
import { byField } from './hints';
import { invalidRequest, OAuthError } from './oauth-error';
import { providerKind } from './provider-kind';

const ALPHABET = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'];

const behaviour: Behaviour = {
  name: 'simpleidserver',
  issuerPath: '/master',
  paths: {
    backchannel: '/master/bc-authorize',
    token: '/master/token',
    jwks: '/master/jwks',
    revocation: '/master/token/revoke',
  },
  mtls: {
    paths: { backchannel: '/master/mtls/bc-authorize', token: '/master/mtls/token' },
    advertised: ['backchannel', 'token'],
  },
  deliveries: ['poll', 'ping', 'push'],
  // Basic as libraries encode it is not understood there.
  clientAuths: [
    'client_secret_post',
    'client_secret_basic',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ],
  hints: ['sub', 'username', 'login_hint_token', 'id_token_hint'],
  dpop: 'exact',
  basic: 'unencoded',
  detailsBeside: false,
  expiresIn: 120,
  interval: 5,
  request: {
    bindingMessage: { required: false, pattern: /^.{1,150}$/su, error: 'invalid_binding_message' },
    hintParameters: ['login_hint', 'login_hint_token', 'id_token_hint'],
    // Its users' login is their sub; our customers have two names, and both will do.
    resolveLoginHint: byField('sub', 'username'),
    unknownUser: 'unknown_user_id',
    userCode: 'supported',
    userCodeErrors: { missing: 'invalid_request', wrong: 'invalid_credentials' },
    lifetime: (asked, configured) => ({ lifetime: asked ?? configured, announced: asked ?? configured }),
    notificationTokenInPoll: 'ignored',
  },
  requestObject: { algs: ['RS256', 'PS256', 'ES256'], error: 'invalid_request', maxLifetime: 300 },
  polling: {
    // The first poll has to wait too, and so has one after the approval.
    pace: 'grid',
    order: ['pace', 'outcome', 'expiry'],
    expired: 'pending',
    pushClient: 'invalid_request',
  },
  idToken: { claims: ({ issuer, clientId }) => ({ aud: [clientId, issuer], azp: clientId }) },
  // Its notification job sets no HTTP method, so that .NET takes GET; it looks for confirmed requests only;
  // and what it pushes are the tokens without the id.
  notification: { method: 'GET', outcomes: ['approved'], authReqIdInPush: false },
  clientError: (endpoint) =>
    endpoint === 'backchannel'
      ? invalidRequest('bad client credential')
      : new OAuthError(400, 'invalid_client', 'bad client credential'),
  newId: () => shuffled(ALPHABET).join(''),
};

function shuffled(letters: readonly string[]): string[] {
  return letters
    .map((letter) => ({ letter, order: Math.random() }))
    .sort((a, b) => a.order - b.order)
    .map(({ letter }) => letter);
}

export const simpleidserver = providerKind(behaviour, { good: 'Say 4711 to us', bad: 'x'.repeat(151) });
