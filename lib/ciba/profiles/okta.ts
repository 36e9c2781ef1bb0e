import type { Profile } from '../profile';
import { standard } from './standard';

/**
 * Okta, with a custom authenticator. What it takes as a binding message is not documented, so we send the plainest.
 * `invalid_request` is what it says of a user it does not know, `access_denied` of one it cannot challenge.
 */
export const okta: Profile = {
  ...standard,
  name: 'okta',
  title: 'Okta',
  deliveries: ['poll'],
  clientAuths: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
  hints: ['username', 'email', 'id_token_hint'],
  userCode: false,
  refusals: { invalid_request: 'unknown_user', access_denied: 'not_enrolled' },
  backchannelPath: 'bc/authorize',
};
