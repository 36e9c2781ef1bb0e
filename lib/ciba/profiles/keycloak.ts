import type { Profile } from '../profile';
import { standard } from './standard';

/** Keycloak. It answers `invalid_request` for a user it does not know, has disabled or has locked, as for much else. */
export const keycloak: Profile = {
  ...standard,
  name: 'keycloak',
  title: 'Keycloak',
  deliveries: ['poll', 'ping'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
  ],
  hints: ['username', 'email'],
  userCode: false,
  bindingMessage: { maxLength: 50, characters: 'A-Za-z0-9._+/!?#-' },
  expiry: { sent: true },
  refusals: {
    'invalid_request: invalid_user': 'unknown_user',
    // Before 26.7.
    'invalid_request: invalid user': 'unknown_user',
  },
  keysOnFirstUse: true,
  backchannelPath: 'ext/ciba/auth',
};
