import type { Profile } from '../profile';
import { standard } from './standard';

/**
 * Okta, with a custom authenticator. What it takes as a binding message is not documented, so we send the plainest.
 * Its documents and its own SDK call the expiry `request_expiry`.
 */
export const okta: Profile = {
  ...standard,
  name: 'okta',
  title: 'Okta',
  deliveries: ['poll'],
  clientAuths: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
  hints: ['email', 'username', 'id_token_hint'],
  userCode: false,
  expiry: { sent: true, max: 300, parameter: 'request_expiry' },
  assertionsNameEndpoint: true,
  backchannelPath: 'bc/authorize',
};
